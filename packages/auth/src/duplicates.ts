import { type Collection, type Document, MongoServerError, type OptionalUnlessRequiredId } from 'mongodb';

/** MongoDB's E11000: a unique index has such a value already. */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof MongoServerError && error.code === 11_000;

/** Inserts a document unless one with its id is there. Instances may do this at once. */
export const insertIfAbsent = async <T extends Document>(
  collection: Collection<T>,
  document: OptionalUnlessRequiredId<T>,
): Promise<void> => {
  try {
    await collection.insertOne(document);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
};

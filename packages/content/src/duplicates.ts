import { MongoServerError } from 'mongodb';

const duplicateKey = 11_000;

/** Whether a write failed because this field of a unique index has that value already. */
export const isDuplicate = (error: unknown, field: string): boolean => {
  if (!(error instanceof MongoServerError) || error.code !== duplicateKey) return false;
  const pattern: unknown = error.keyPattern;
  return typeof pattern === 'object' && pattern !== null && Object.hasOwn(pattern, field);
};

/** Of two upserts at once, one may fail as a duplicate: then the document is there, and is updated. */
export const upserted = async <T>(upsert: () => Promise<T>): Promise<T> => {
  try {
    return await upsert();
  } catch (error) {
    if (!isDuplicate(error, '_id')) throw error;
    return upsert();
  }
};

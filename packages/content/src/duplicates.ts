import { MongoServerError } from 'mongodb';

const duplicateKey = 11_000;

/** Whether a write, of one document or of many, failed because a unique index has some value already. */
export const isAnyDuplicate = (error: unknown): error is MongoServerError =>
  error instanceof MongoServerError && error.code === duplicateKey;

/** Whether a write of one document failed because this field of a unique index has that value already. */
export const isDuplicate = (error: unknown, field: string): boolean => {
  if (!isAnyDuplicate(error)) return false;
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

import { MongoBulkWriteError, MongoServerError } from 'mongodb';

const duplicateKey = 11_000;

/** Whether a write failed for nothing but that what it was to insert is there already. */
export const isDuplicate = (error: unknown): boolean => {
  const codes =
    error instanceof MongoBulkWriteError
      ? [error.writeErrors].flat().map(({ code }) => code)
      : [error instanceof MongoServerError ? error.code : undefined];
  return codes.length > 0 && codes.every((code) => code === duplicateKey);
};

/** Where it is there already, that is as good as having inserted it. */
export const ignoreDuplicates = (error: unknown): void => {
  if (!isDuplicate(error)) throw error;
};

import { isDocument } from './bson-values.js';

const COUNTS = ['insertedCount', 'matchedCount', 'modifiedCount', 'deletedCount', 'upsertedCount'];

/**
 * An operation's result as a document. A bulk write's has getters, which are no fields yet; and the driver
 * says by null that an update upserted nothing.
 */
export function resultDocument(result: unknown): unknown {
  if (!isDocument(result)) return result;
  if ('getRawResponse' in result)
    return Object.fromEntries(
      [...COUNTS, 'insertedIds', 'upsertedIds'].map((field) => [field, result[field]]),
    );
  if (!('acknowledged' in result) || result.upsertedId !== null) return result;
  const { upsertedId, ...rest } = result;
  return rest;
}

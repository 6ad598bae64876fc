import type { Collection, Document } from 'mongodb';
import { words } from './format.js';

/** An operation: the arguments that it needs, and what it takes beside them as its own and as the driver's options. */
export type Does<T> = {
  needs: readonly string[];
  takes: readonly string[];
  options: readonly string[];
  run: (on: T, given: Document, options: Document) => unknown;
};

/** An operation by its arguments, those marked by `?` not needed, and its options, all as words. */
export function does<T>(takes: string, options: string, run: Does<T>['run']): Does<T> {
  const needs = words(takes).filter((word) => !word.endsWith('?'));
  return { needs, takes: words(takes.replaceAll('?', '')), options: words(options), run };
}

const READ = 'collation hint let';
const FIND = `${READ} sort skip limit projection batchSize allowDiskUse max min returnKey showRecordId
  noCursorTimeout allowPartialResults maxAwaitTimeMS timeoutMode`;
const WRITE = 'collation hint let upsert arrayFilters bypassDocumentValidation';
const MODIFY = `${WRITE} projection sort`;
const AGGREGATE = `${READ} allowDiskUse batchSize bypassDocumentValidation maxAwaitTimeMS timeoutMode`;

type Cursors = Pick<Collection, 'aggregate'>;

/** Aggregation, the same of a collection and of a database. */
export const aggregate: Does<Cursors> = does('pipeline', AGGREGATE, (on, { pipeline }, options) =>
  on.aggregate(pipeline, options).toArray(),
);

/** The operations of a collection by the names of the CRUD and index specifications. */
export const COLLECTION_OPERATIONS: Readonly<Record<string, Does<Collection>>> = {
  aggregate,
  bulkWrite: does('requests', 'ordered bypassDocumentValidation let', (on, { requests }, options) =>
    on.bulkWrite(requests, options),
  ),
  count: does('filter', 'skip limit collation hint', (on, { filter }, options) => on.count(filter, options)),
  countDocuments: does('filter', 'skip limit collation hint', (on, { filter }, options) =>
    on.countDocuments(filter, options),
  ),
  createFindCursor: does('filter cursorType?', FIND, async (on, { filter, cursorType }, options) => {
    const cursor = on.find(filter, { ...options, ...tailing(cursorType) });
    // Sends the find, and keeps what came for the first iteration.
    await cursor.hasNext();
    return cursor;
  }),
  createIndex: does(
    'keys',
    'name unique sparse partialFilterExpression expireAfterSeconds collation hidden commitQuorum',
    (on, { keys }, options) => on.createIndex(keys, options),
  ),
  deleteMany: does('filter', READ, (on, { filter }, options) => on.deleteMany(filter, options)),
  deleteOne: does('filter', READ, (on, { filter }, options) => on.deleteOne(filter, options)),
  distinct: does('fieldName filter', READ, (on, { fieldName, filter }, options) =>
    on.distinct(fieldName, filter, options),
  ),
  drop: does('', '', (on, _, options) => on.drop(options)),
  dropIndex: does('name', '', (on, { name }, options) => on.dropIndex(name, options)),
  dropIndexes: does('', '', (on, _, options) => on.dropIndexes(options)),
  estimatedDocumentCount: does('', '', (on, _, options) => on.estimatedDocumentCount(options)),
  find: does('filter cursorType?', FIND, (on, { filter, cursorType }, options) =>
    on.find(filter, { ...options, ...tailing(cursorType) }).toArray(),
  ),
  findOne: does('filter', FIND, (on, { filter }, options) => on.findOne(filter, options)),
  findOneAndDelete: does('filter', MODIFY, (on, { filter }, options) => on.findOneAndDelete(filter, options)),
  findOneAndReplace: does('filter replacement returnDocument?', MODIFY, (on, given, options) =>
    on.findOneAndReplace(given.filter, given.replacement, { ...options, ...returning(given) }),
  ),
  findOneAndUpdate: does('filter update returnDocument?', MODIFY, (on, given, options) =>
    on.findOneAndUpdate(given.filter, given.update, { ...options, ...returning(given) }),
  ),
  insertMany: does('documents', 'ordered bypassDocumentValidation', (on, { documents }, options) =>
    on.insertMany(documents, options),
  ),
  insertOne: does('document', 'bypassDocumentValidation', (on, { document }, options) =>
    on.insertOne(document, options),
  ),
  listIndexes: does('', 'batchSize', (on, _, options) => on.listIndexes(options).toArray()),
  listIndexNames: does('', 'batchSize', async (on, _, options) =>
    (await on.listIndexes(options).toArray()).map(({ name }) => name),
  ),
  replaceOne: does('filter replacement', `${WRITE} sort`, (on, { filter, replacement }, options) =>
    on.replaceOne(filter, replacement, options),
  ),
  updateMany: does('filter update', WRITE, (on, { filter, update }, options) =>
    on.updateMany(filter, update, options),
  ),
  updateOne: does('filter update', `${WRITE} sort`, (on, { filter, update }, options) =>
    on.updateOne(filter, update, options),
  ),
};

function tailing(cursorType: unknown): Document {
  if (cursorType === 'tailable') return { tailable: true };
  return cursorType === 'tailableAwait' ? { tailable: true, awaitData: true } : {};
}

function returning({ returnDocument }: Document): Document {
  if (returnDocument === undefined) return {};
  const lower = String(returnDocument).toLowerCase();
  if (lower !== 'before' && lower !== 'after')
    throw new Error(`returnDocument ${returnDocument} is no choice`);
  return { returnDocument: lower };
}

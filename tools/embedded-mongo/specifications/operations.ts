import type { Db, Document, MongoClient } from 'mongodb';
import { aggregate, COLLECTION_OPERATIONS, type Does, does } from './collection-operations.js';
import type { Entities, Iterated } from './entities.js';
import { type Operation, onlyKnown, Unsupported, words } from './format.js';
import { Mismatch } from './match.js';
import { concerns } from './options.js';

/** Options that every operation of the driver takes. */
const COMMON = words('session comment maxTimeMS timeoutMS rawData readConcern readPreference writeConcern');

const DATABASE_OPERATIONS: Readonly<Record<string, Does<Db>>> = {
  aggregate,
  createCollection: does(
    'collection',
    'viewOn pipeline capped size max validator collation expireAfterSeconds timeseries clusteredIndex changeStreamPreAndPostImages',
    async (on, { collection }, options) => void (await on.createCollection(collection, options)),
  ),
  dropCollection: does('collection', '', (on, { collection }, options) =>
    on.dropCollection(collection, options),
  ),
  listCollections: does('filter?', 'batchSize nameOnly authorizedCollections', (on, { filter }, options) =>
    on.listCollections(filter, options).toArray(),
  ),
  listCollectionNames: does('filter?', 'batchSize authorizedCollections', async (on, { filter }, options) =>
    (await on.listCollections(filter, options).toArray()).map(({ name }) => name),
  ),
  modifyCollection: does(
    'collection',
    'validator index validationLevel validationAction changeStreamPreAndPostImages',
    (on, { collection }, { session, ...changes }) =>
      on.command({ collMod: collection, ...changes }, { session }),
  ),
  runCommand: does('command commandName?', '', (on, { command }, options) => on.command(command, options)),
  runCursorCommand: does('command commandName?', 'batchSize', (on, { command }, options) =>
    commandCursor(on, command, options).toArray(),
  ),
  createCommandCursor: does('command commandName?', 'batchSize', async (on, { command }, options) => {
    const cursor = commandCursor(on, command, options);
    await cursor.hasNext();
    return cursor;
  }),
};

function commandCursor(on: Db, command: Document, { batchSize, maxTimeMS, comment, ...options }: Document) {
  const cursor = on.runCursorCommand(command, options);
  if (batchSize !== undefined) cursor.setBatchSize(batchSize);
  if (maxTimeMS !== undefined) cursor.setMaxTimeMS(maxTimeMS);
  if (comment !== undefined) cursor.setComment(comment);
  return cursor;
}

const CLIENT_OPERATIONS: Readonly<Record<string, Does<MongoClient>>> = {
  clientBulkWrite: does(
    'models',
    'ordered verboseResults bypassDocumentValidation let',
    (on, { models }, options) => on.bulkWrite(models.map(namedModel), options),
  ),
  close: does('', '', (on) => on.close()),
  listDatabases: does('', 'filter nameOnly authorizedDatabases', async (on, _, options) => {
    const { databases } = await on.db('admin').admin().listDatabases(options);
    return databases;
  }),
};

function namedModel(model: Document): Document {
  const [name = ''] = Object.keys(model);
  return { name, ...model[name] };
}

const CURSOR_OPERATIONS: Readonly<Record<string, Does<Iterated>>> = {
  iterateUntilDocumentOrError: does('', '', (on) => on.next()),
  iterateOnce: does('', '', (on) => on.tryNext()),
  // The format says so: drivers differ in what they tell of an error of killCursors.
  close: does('', '', (on) => on.close().catch(() => undefined)),
};

/** Documents that came through a cursor may have further fields; values such as those of distinct may not. */
const EXACT = ['distinct', 'listCollectionNames', 'listIndexNames'];

export function mayHaveMoreFields({ name }: Operation): boolean {
  return !EXACT.includes(name);
}

/** Does one operation of an entity and gives its result; Unsupported when the runner has no such operation. */
export async function operate(operation: Operation, entities: Entities): Promise<unknown> {
  const { name, object } = operation;
  if (entities.has('client', object))
    return call(CLIENT_OPERATIONS[name], entities.get('client', object).client, operation, entities);
  if (entities.has('database', object))
    return call(DATABASE_OPERATIONS[name], entities.get('database', object), operation, entities);
  if (entities.has('cursor', object))
    return call(CURSOR_OPERATIONS[name], entities.get('cursor', object), operation, entities);
  return call(COLLECTION_OPERATIONS[name], entities.get('collection', object), operation, entities);
}

async function call<T>(what: Does<T> | undefined, on: T, operation: Operation, entities: Entities) {
  if (!what) throw new Unsupported(`the operation ${operation.name} of ${operation.object}`);
  const given = operation.arguments ?? {};
  onlyKnown(given, [...what.takes, ...what.options, ...COMMON], operation.name);
  const missing = what.needs.filter((field) => given[field] === undefined);
  if (missing.length > 0) throw new Mismatch(`${operation.name} needs ${missing.join(' and ')}`);
  const options = Object.fromEntries(Object.entries(given).filter(([field]) => !what.takes.includes(field)));
  const session = given.session === undefined ? {} : { session: entities.get('session', given.session) };
  return what.run(on, given, { ...concerns(options), ...session });
}

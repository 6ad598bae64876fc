import { Binary, Long } from 'bson';
import { type Collection, rangeOf } from './catalog.js';
import { failure, notImplemented } from './errors.js';
import { matches, parseFilter } from './filter.js';
import { checkFields, docField, namespaceOf } from './request.js';
import type { Command, CommandDeps } from './server.js';
import { type Doc, encode, truthy } from './values.js';
import { ensureCollection } from './write-commands.js';

const UNDONE = [
  'capped',
  'timeseries',
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'collation',
  'changeStreamPreAndPostImages',
  'clusteredIndex',
  'expireAfterSeconds',
  'encryptedFields',
  'storageEngine',
  'indexOptionDefaults',
  'size',
  'max',
];

const create: Command = (deps, request) => {
  const refused = UNDONE.find(
    (option) => request.body[option] !== undefined && request.body[option] !== false,
  );
  if (refused) throw notImplemented(`create with ${refused}`);
  checkFields(request, [...UNDONE, 'autoIndexId', 'idIndex']);
  const namespace = namespaceOf(request);
  return deps.store.write(() => {
    if (deps.catalog.collections.has(namespace))
      throw failure('NamespaceExists', `Collection ${namespace} already exists.`);
    ensureCollection(deps, namespace);
    return {};
  });
};

function collectionsOf({ catalog }: CommandDeps, database: string): Collection[] {
  return [...catalog.collections.values()].filter((collection) => collection.database === database);
}

const listCollections: Command = (deps, request) => {
  checkFields(request, ['filter', 'nameOnly', 'cursor', 'authorizedCollections']);
  const condition = parseFilter(docField(request, 'filter'));
  const described = collectionsOf(deps, request.database).map(({ name, uuid }): Doc => {
    const info = { readOnly: false, uuid: new Binary(Buffer.from(uuid.replaceAll('-', ''), 'hex'), 4) };
    return { name, type: 'collection', options: {}, info, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } };
  });
  const chosen = described.filter((doc) => matches(condition, doc));
  const shown = truthy(request.body.nameOnly) ? chosen.map(({ name, type }) => ({ name, type })) : chosen;
  return deps.cursors.open(
    `${request.database}.$cmd.listCollections`,
    shown.map(encode),
    Number.POSITIVE_INFINITY,
  );
};

const listDatabases: Command = (deps, request) => {
  checkFields(request, ['filter', 'nameOnly', 'authorizedDatabases']);
  if (request.database !== 'admin')
    throw failure('Unauthorized', 'listDatabases may only be run against the admin database.');
  const condition = parseFilter(docField(request, 'filter'));
  const names = [...new Set([...deps.catalog.collections.values()].map(({ database }) => database))].sort();
  const described = names.map(
    (name): Doc => ({ name, sizeOnDisk: Long.fromNumber(sizeOf(deps, name)), empty: false }),
  );
  const databases = described.filter((doc) => matches(condition, doc));
  if (truthy(request.body.nameOnly)) return { databases: databases.map(({ name }) => ({ name })) };
  const totalSize = databases.reduce((sum, { sizeOnDisk }) => sum + Number(sizeOnDisk), 0);
  return {
    databases,
    totalSize: Long.fromNumber(totalSize),
    totalSizeMb: Long.fromNumber(Math.floor(totalSize / 2 ** 20)),
  };
};

function sizeOf(deps: CommandDeps, database: string): number {
  let bytes = 0;
  for (const { ident } of collectionsOf(deps, database)) {
    for (const { value } of deps.store.scan(rangeOf(ident))) bytes += value.length;
  }
  return bytes;
}

const drop: Command = (deps, request) => {
  checkFields(request, []);
  const namespace = namespaceOf(request);
  return deps.store.write(() => {
    const collection = deps.catalog.collections.get(namespace);
    // Since 7.0 dropping what is not there is no error.
    if (!collection) return {};
    deps.catalog.forget(collection);
    return { ns: namespace, nIndexesWas: collection.indexes.length };
  });
};

const dropDatabase: Command = (deps, request) => {
  checkFields(request, []);
  return deps.store.write(() => {
    for (const collection of collectionsOf(deps, request.database)) deps.catalog.forget(collection);
    return { dropped: request.database };
  });
};

/** Commands about collections and databases. */
export const adminCommands: Record<string, Command> = {
  create,
  listCollections,
  listDatabases,
  drop,
  dropDatabase,
};

import { Binary, Long } from 'bson';
import type { Command, CommandDeps, Commands } from './command.js';
import { failure, notImplemented } from './errors.js';
import { matches, parseFilter } from './filter.js';
import { rangeOf } from './indexes.js';
import { checkFields, docField, namespaceOf, type Request } from './request.js';
import { type Doc, encode, truthy } from './values.js';

const UNDONE =
  'capped timeseries validator validationLevel validationAction viewOn pipeline collation changeStreamPreAndPostImages clusteredIndex expireAfterSeconds encryptedFields storageEngine indexOptionDefaults size max';

const create: Command = (deps, request) => {
  const { body } = request;
  const refused = UNDONE.split(' ').find((name) => body[name] !== undefined && body[name] !== false);
  if (refused) throw notImplemented(`create with ${refused}`);
  checkFields(request, `${UNDONE} autoIndexId idIndex`);
  const namespace = namespaceOf(request);
  return deps.store.write(() => {
    if (deps.catalog.collections.has(namespace))
      throw failure('NamespaceExists', `Collection ${namespace} already exists.`);
    deps.catalog.ensure(namespace);
    return {};
  });
};

const collectionsOf = ({ catalog }: CommandDeps, database: string) =>
  [...catalog.collections.values()].filter((collection) => collection.database === database);

/** The described things that the command's filter lets through, with these fields only when `nameOnly`. */
function chosen(request: Request, described: Doc[], short: (doc: Doc) => Doc): Doc[] {
  const condition = parseFilter(docField(request, 'filter'));
  const matching = described.filter((doc) => matches(condition, doc));
  return truthy(request.body.nameOnly) ? matching.map(short) : matching;
}

const listCollections: Command = (deps, request) => {
  checkFields(request, 'filter nameOnly cursor authorizedCollections');
  const described = collectionsOf(deps, request.database).map(({ name, uuid }): Doc => {
    const info = { readOnly: false, uuid: new Binary(Buffer.from(uuid.replaceAll('-', ''), 'hex'), 4) };
    return { name, type: 'collection', options: {}, info, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } };
  });
  const shown = chosen(request, described, ({ name, type }) => ({ name, type }));
  const namespace = `${request.database}.$cmd.listCollections`;
  return deps.cursors.open(namespace, shown.map(encode), Number.POSITIVE_INFINITY);
};

const listDatabases: Command = (deps, request) => {
  checkFields(request, 'filter nameOnly authorizedDatabases');
  if (request.database !== 'admin')
    throw failure('Unauthorized', 'listDatabases may only be run against the admin database.');
  const names = new Set([...deps.catalog.collections.values()].map(({ database }) => database));
  const described = [...names].sort().map((name): Doc => {
    const sizeOnDisk = Long.fromNumber(sizeOf(deps, name));
    return { name, sizeOnDisk, empty: false };
  });
  const databases = chosen(request, described, ({ name }) => ({ name }));
  if (truthy(request.body.nameOnly)) return { databases };
  return { databases, totalSize: databases.reduce((sum, { sizeOnDisk }) => sum + Number(sizeOnDisk), 0) };
};

/** The bytes of a database's documents. */
function sizeOf(deps: CommandDeps, database: string): number {
  const ranges = collectionsOf(deps, database).map(({ ident }) => rangeOf(ident));
  return ranges
    .flatMap((range) => [...deps.store.scan(range)])
    .reduce((sum, { value }) => sum + value.length, 0);
}

const drop: Command = (deps, request) => {
  checkFields(request, '');
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
  checkFields(request, '');
  return deps.store.write(() => {
    for (const collection of collectionsOf(deps, request.database)) deps.catalog.forget(collection);
    return { dropped: request.database };
  });
};

/** Commands about collections and databases. */
export const adminCommands: Commands = { create, listCollections, listDatabases, drop, dropDatabase };

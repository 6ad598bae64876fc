import type { Collection } from './catalog.js';
import type { Command, CommandDeps, Commands } from './command.js';
import { failure, notImplemented } from './errors.js';
import { parseFilter } from './filter.js';
import { checkPartial } from './implication.js';
import { type Index, rangeOf, toIndex } from './indexes.js';
import { equal } from './keys.js';
import { checkFields, listField, namespaceOf } from './request.js';
import { type Doc, encode, isDoc, own, show, toNumber, truthy, typeName } from './values.js';

const KNOWN = new Set(
  'v key name unique sparse partialFilterExpression expireAfterSeconds background'.split(' '),
);
const UNDONE = new Set(
  'collation weights default_language language_override textIndexVersion 2dsphereIndexVersion bits min max wildcardProjection hidden storageEngine clustered prepareUnique'.split(
    ' ',
  ),
);

/** Checks an index specification and gives it its defaults; 67 CannotCreateIndex and its kin. */
function checkSpec(spec: Doc): Doc {
  const { v: _, background: __, key, name, ...options } = spec;
  if (!isDoc(key) || typeof name !== 'string' || name === '')
    throw failure('FailedToParse', `'key' and 'name' are required properties of an index specification`);
  const paths = Object.entries(key);
  if (paths.length === 0) throw failure('CannotCreateIndex', 'Index keys cannot be an empty object');
  for (const [option, value] of Object.entries(spec)) {
    if (KNOWN.has(option) || (UNDONE.has(option) && value === false)) continue;
    if (UNDONE.has(option)) throw notImplemented(`the index option ${option}`);
    const message = `The field '${option}' is not valid for an index specification. Specification: ${show(spec)}`;
    throw failure('InvalidIndexSpecificationOption', message);
  }
  checkPartialOption(spec);
  checkExpiry(spec.expireAfterSeconds, paths.length);
  const directed = paths.map(([path, direction]) => [path, checkField(path, direction)]);
  return { v: 2, key: Object.fromEntries(directed), name, ...options };
}

function checkField(path: string, direction: unknown): 1 | -1 {
  if (typeof direction === 'string') throw notImplemented(`an index of type ${direction}`);
  if (path.includes('$**')) throw notImplemented('a wildcard index');
  if (path.startsWith('$') || path.split('.').includes(''))
    throw failure('CannotCreateIndex', `Index key contains an illegal field name: '${path}'`);
  const number = toNumber(direction);
  if (number) return number > 0 ? 1 : -1;
  const message = `Values in v:2 index key pattern cannot be of type ${typeName(direction)} or 0`;
  throw failure('CannotCreateIndex', message);
}

function checkPartialOption(spec: Doc): void {
  const partial = own(spec, 'partialFilterExpression');
  if (partial === undefined) return;
  if (!isDoc(partial)) throw failure('TypeMismatch', `The field 'partialFilterExpression' must be an object`);
  if (spec.sparse)
    throw failure('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  checkPartial(parseFilter(partial));
}

function checkExpiry(expireAfterSeconds: unknown, fields: number): void {
  if (expireAfterSeconds === undefined) return;
  const seconds = toNumber(expireAfterSeconds);
  if (seconds === undefined || !(seconds >= 0 && seconds < 2 ** 31))
    throw failure(
      'CannotCreateIndex',
      `TTL index 'expireAfterSeconds' option must be within an acceptable range`,
    );
  if (fields > 1)
    throw failure(
      'CannotCreateIndex',
      'TTL indexes are single-field indexes, compound indexes do not support TTL.',
    );
}

const optionsOf = ({ unique, sparse, expireAfterSeconds, partialFilterExpression }: Doc) => [
  truthy(unique),
  truthy(sparse),
  expireAfterSeconds ?? null,
  partialFilterExpression ?? null,
];

/** True when the collection has this index already; an error when it has one like it that differs. */
function exists({ indexes }: Collection, spec: Doc): boolean {
  const { name, key, partialFilterExpression: partial } = spec;
  if (equal(key, { _id: 1 })) return true;
  for (const other of indexes) {
    const alike = equal(other.key, key) && equal(other.spec.partialFilterExpression, partial);
    if (other.name !== name && !alike) continue;
    if (other.name !== name)
      throw failure('IndexOptionsConflict', `Index already exists with a different name: ${other.name}`);
    if (!equal(other.key, key))
      throw failure(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index: ${name}`,
      );
    if (equal(optionsOf(other.spec), optionsOf(spec))) return true;
    const message = `An equivalent index already exists with the same name but different options: ${name}`;
    throw failure('IndexOptionsConflict', message);
  }
  return false;
}

const createIndexes: Command = (deps, request) => {
  checkFields(request, 'indexes commitQuorum');
  const namespace = namespaceOf(request);
  const specs = listField(request, 'indexes').map(checkSpec);
  if (specs.length === 0) throw failure('BadValue', 'Must specify at least one index to create');
  return deps.store.write(() => {
    const createdCollectionAutomatically = !deps.catalog.collections.has(namespace);
    const collection = deps.catalog.ensure(namespace);
    const numIndexesBefore = collection.indexes.length;
    try {
      for (const spec of specs) if (!exists(collection, spec)) createIndex(deps, collection, spec);
    } catch (error) {
      removeIndexes(deps, collection, collection.indexes.slice(numIndexesBefore));
      throw error;
    }
    const numIndexesAfter = collection.indexes.length;
    return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically };
  });
};

function createIndex({ catalog, documents }: CommandDeps, collection: Collection, spec: Doc): void {
  const index = toIndex(spec, catalog.nextIdent());
  documents.build(collection, index);
  collection.indexes.push(index);
  catalog.save(collection);
}

function removeIndexes({ catalog, store }: CommandDeps, collection: Collection, gone: Index[]): void {
  collection.indexes = collection.indexes.filter((index) => !gone.includes(index));
  for (const { ident } of gone) store.removeRange(rangeOf(ident));
  catalog.save(collection);
}

function existing({ catalog }: CommandDeps, namespace: string): Collection {
  const collection = catalog.collections.get(namespace);
  if (collection) return collection;
  throw failure('NamespaceNotFound', `ns not found ${namespace}`);
}

const listIndexes: Command = (deps, request) => {
  checkFields(request, 'cursor');
  const namespace = namespaceOf(request);
  const specs = existing(deps, namespace).indexes.map(({ spec }) => encode(spec));
  return deps.cursors.open(namespace, specs, Number.POSITIVE_INFINITY);
};

const dropIndexes: Command = (deps, request) => {
  checkFields(request, 'index');
  const namespace = namespaceOf(request);
  const { index: wanted } = request.body;
  return deps.store.write(() => {
    const collection = existing(deps, namespace);
    const nIndexesWas = collection.indexes.length;
    const all = collection.indexes.filter(({ name }) => name !== '_id_');
    const gone = wanted === '*' ? all : [wanted].flat().map((one) => named(collection, one));
    removeIndexes(deps, collection, gone);
    return { nIndexesWas };
  });
};

function named({ indexes }: Collection, wanted: unknown): Index {
  const index = indexes.find(({ name, key }) => name === wanted || (isDoc(wanted) && equal(key, wanted)));
  if (!index) throw failure('IndexNotFound', `index not found with name [${show(wanted)}]`);
  if (index.name === '_id_') throw failure('InvalidOptions', 'cannot drop _id index');
  return index;
}

/** Commands about indexes. */
export const indexCommands: Commands = {
  createIndexes,
  listIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
};

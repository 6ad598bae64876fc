import { type Collection, rangeOf, toIndex } from './catalog.js';
import { equal } from './compare.js';
import { failure, notImplemented } from './errors.js';
import { parseFilter } from './filter.js';
import { checkPartial } from './implication.js';
import { missing } from './read-commands.js';
import { checkFields, listField, namespaceOf } from './request.js';
import type { Command, CommandDeps } from './server.js';
import { type Doc, encode, isDoc, own, toNumber, truthy, typeName } from './values.js';
import { ensureCollection } from './write-commands.js';

const KNOWN = [
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
];
const UNDONE = [
  'collation',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'wildcardProjection',
  'hidden',
  'storageEngine',
  'clustered',
  'prepareUnique',
];

/** Checks an index specification and gives it its defaults; 67 CannotCreateIndex and its kin. */
function checkSpec(spec: Doc): Doc {
  const { key } = spec;
  if (!isDoc(key))
    throw failure('FailedToParse', "The 'key' field is a required property of an index specification");
  if (typeof spec.name !== 'string' || spec.name === '')
    throw failure('FailedToParse', "The 'name' field is a required property of an index specification");
  if (Object.keys(key).length === 0)
    throw failure('CannotCreateIndex', 'Index keys cannot be an empty object');
  for (const [path, direction] of Object.entries(key)) {
    if (typeof direction === 'string') throw notImplemented(`an index of type ${direction}`);
    const number = toNumber(direction);
    if (!number)
      throw failure(
        'CannotCreateIndex',
        `Values in v:2 index key pattern cannot be of type ${typeName(direction)} or 0. Only numbers > 0, numbers < 0, and strings are allowed.`,
      );
    if (path.split('.').includes(''))
      throw failure('CannotCreateIndex', `Index key contains an empty field name: '${path}'`);
    if (path.includes('$**')) throw notImplemented('a wildcard index');
    if (path.startsWith('$'))
      throw failure(
        'CannotCreateIndex',
        `Index key contains an illegal field name: field name starts with '$'.`,
      );
  }
  for (const [name, value] of Object.entries(spec)) {
    if (UNDONE.includes(name) && value !== false) throw notImplemented(`the index option ${name}`);
    if (!KNOWN.includes(name) && !UNDONE.includes(name)) {
      throw failure(
        'InvalidIndexSpecificationOption',
        `The field '${name}' is not valid for an index specification. Specification: ${JSON.stringify(spec)}`,
      );
    }
  }
  checkOptions(spec, key);
  const signs = Object.entries(key).map(([path, direction]) => [
    path,
    (toNumber(direction) ?? 1) > 0 ? 1 : -1,
  ]);
  const { v: _, background: __, key: ___, name, ...options } = spec;
  return { v: 2, key: Object.fromEntries(signs), name, ...options };
}

function checkOptions(spec: Doc, key: Doc): void {
  const partial = own(spec, 'partialFilterExpression');
  if (partial !== undefined) {
    if (!isDoc(partial))
      throw failure(
        'TypeMismatch',
        `The field 'partialFilterExpression' must be an object, but got ${typeName(partial)}`,
      );
    if (spec.sparse)
      throw failure('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
    checkPartial(parseFilter(partial));
  }
  if (spec.expireAfterSeconds === undefined) return;
  const seconds = toNumber(spec.expireAfterSeconds);
  if (seconds === undefined || !(seconds >= 0) || seconds > 2 ** 31 - 1) {
    throw failure(
      'CannotCreateIndex',
      `TTL index 'expireAfterSeconds' option must be within an acceptable range, try a different number than ${String(spec.expireAfterSeconds)}`,
    );
  }
  if (Object.keys(key).length > 1) {
    throw failure(
      'CannotCreateIndex',
      'TTL indexes are single-field indexes, compound indexes do not support TTL.',
    );
  }
}

/** True when the collection has this index already; an error when it has one like it that differs. */
function exists(collection: Collection, spec: Doc): boolean {
  if (isDoc(spec.key) && equal(spec.key, { _id: 1 })) return true;
  const same = (a: Doc, b: Doc) =>
    ['unique', 'sparse', 'expireAfterSeconds', 'partialFilterExpression'].every((name) =>
      name === 'unique' || name === 'sparse' ? truthy(a[name]) === truthy(b[name]) : equal(a[name], b[name]),
    );
  for (const { name, key, spec: other } of collection.indexes) {
    const alike = equal(key, spec.key);
    if (name === spec.name) {
      if (alike && same(other, spec)) return true;
      if (alike)
        throw failure(
          'IndexOptionsConflict',
          `An equivalent index already exists with the same name but different options. Requested index: ${name}`,
        );
      throw failure(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Requested index: ${name}`,
      );
    }
    if (alike && equal(other.partialFilterExpression, spec.partialFilterExpression)) {
      throw failure('IndexOptionsConflict', `Index already exists with a different name: ${name}`);
    }
  }
  return false;
}

const createIndexes: Command = (deps, request) => {
  checkFields(request, ['indexes', 'commitQuorum']);
  const namespace = namespaceOf(request);
  const specs = listField(request, 'indexes').map(checkSpec);
  if (specs.length === 0) throw failure('BadValue', 'Must specify at least one index to create');
  return deps.store.write(() => {
    const createdCollectionAutomatically = !deps.catalog.collections.has(namespace);
    const collection = ensureCollection(deps, namespace);
    const before = collection.indexes.length;
    try {
      for (const spec of specs) createIndex(deps, collection, spec);
    } catch (error) {
      for (const { ident } of collection.indexes.splice(before)) deps.store.removeRange(rangeOf(ident));
      deps.catalog.save(collection);
      throw error;
    }
    deps.catalog.save(collection);
    return {
      numIndexesBefore: before,
      numIndexesAfter: collection.indexes.length,
      createdCollectionAutomatically,
    };
  });
};

function createIndex({ catalog, documents }: CommandDeps, collection: Collection, spec: Doc): void {
  if (exists(collection, spec)) return;
  const index = toIndex(spec, catalog.nextIdent());
  documents.build(collection, index);
  collection.indexes.push(index);
  catalog.save(collection);
}

const listIndexes: Command = (deps, request) => {
  checkFields(request, ['cursor']);
  const namespace = namespaceOf(request);
  const collection = deps.catalog.collections.get(namespace);
  if (!collection) throw missing(namespace);
  return deps.cursors.open(
    namespace,
    collection.indexes.map(({ spec }) => encode(spec)),
    Number.POSITIVE_INFINITY,
  );
};

const dropIndexes: Command = (deps, request) => {
  checkFields(request, ['index']);
  const namespace = namespaceOf(request);
  const { index: wanted } = request.body;
  return deps.store.write(() => {
    const collection = deps.catalog.collections.get(namespace);
    if (!collection) throw missing(namespace);
    const chosen =
      wanted === '*'
        ? collection.indexes.filter(({ name }) => name !== '_id_')
        : (Array.isArray(wanted) ? wanted : [wanted]).map((one) => named(collection, one));
    const nIndexesWas = collection.indexes.length;
    collection.indexes = collection.indexes.filter((index) => !chosen.includes(index));
    for (const { ident } of chosen) deps.store.removeRange(rangeOf(ident));
    deps.catalog.save(collection);
    return { nIndexesWas };
  });
};

function named(collection: Collection, wanted: unknown) {
  const index = collection.indexes.find(
    ({ name, key }) => name === wanted || (isDoc(wanted) && equal(key, wanted)),
  );
  if (!index)
    throw failure(
      'IndexNotFound',
      `index not found with name [${typeof wanted === 'string' ? wanted : JSON.stringify(wanted)}]`,
    );
  if (index.name === '_id_') throw failure('InvalidOptions', 'cannot drop _id index');
  return index;
}

/** Commands about indexes. */
export const indexCommands: Record<string, Command> = {
  createIndexes,
  listIndexes,
  dropIndexes,
  deleteIndexes: dropIndexes,
};

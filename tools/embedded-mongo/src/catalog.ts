import { randomUUID } from 'node:crypto';
import { failure, notImplemented } from './errors.js';
import { parseFilter } from './filter.js';
import { type Index, numberOf, prefixOf } from './indexes.js';
import { parseSort } from './sort.js';
import type { KeyRange, Store } from './store.js';
import { type Doc, decode, encode, isDoc, own, toNumber, truthy } from './values.js';

/** A collection as it is held in memory; its documents are under `ident`, in order of insertion. */
export type Collection = {
  namespace: string;
  database: string;
  name: string;
  ident: number;
  uuid: string;
  indexes: Index[];
  nextNumber: number;
  count: number;
};

/** All collections, kept in step with their descriptions in the store. */
export type Catalog = {
  collections: Map<string, Collection>;
  nextIdent: () => number;
  /** Writes a collection's description; call it in the transaction that changes it. */
  save: (collection: Collection) => void;
  forget: (collection: Collection) => void;
};

const CATALOG = 0;

/** Every key of one index, or of one collection's documents. */
export function rangeOf(ident: number): KeyRange {
  return { from: prefixOf(ident), to: prefixOf(ident + 1) };
}

export function splitNamespace(namespace: string): [database: string, name: string] {
  const dot = namespace.indexOf('.');
  return [namespace.slice(0, dot), namespace.slice(dot + 1)];
}

export function newCollection(namespace: string, nextIdent: () => number): Collection {
  const [database, name] = splitNamespace(namespace);
  if (name === '' || name.includes('\0') || name.includes('$')) {
    throw failure('InvalidNamespace', `Invalid collection name: '${name}'`);
  }
  if (database === '' || /[/\\. "$\0]/.test(database)) {
    throw failure('InvalidNamespace', `Invalid database name: '${database}'`);
  }
  const id = toIndex({ v: 2, key: { _id: 1 }, name: '_id_' }, nextIdent());
  const ident = nextIdent();
  return { namespace, database, name, ident, uuid: randomUUID(), indexes: [id], nextNumber: 1, count: 0 };
}

/** An index from its specification, which has been checked. */
export function toIndex(spec: Doc, ident: number, arrays: string[] = []): Index {
  const key = own(spec, 'key');
  const partial = own(spec, 'partialFilterExpression');
  if (!isDoc(key)) throw failure('BadValue', 'an index needs a key document');
  const name = String(spec.name);
  return {
    ident,
    name,
    spec,
    key,
    fields: parseSort(key),
    unique: name === '_id_' || truthy(spec.unique),
    sparse: truthy(spec.sparse),
    partial: isDoc(partial) ? parseFilter(partial) : undefined,
    expireAfterSeconds: toNumber(spec.expireAfterSeconds),
    arrays: new Set(arrays),
  };
}

export function loadCatalog(store: Store): Catalog {
  const collections = new Map<string, Collection>();
  let last = CATALOG;
  for (const { key, value } of store.scan(rangeOf(CATALOG))) {
    const namespace = key.subarray(4).toString();
    const stored = decode(value);
    const collection = revive(store, namespace, stored);
    last = Math.max(last, collection.ident, ...collection.indexes.map(({ ident }) => ident));
    collections.set(namespace, collection);
  }
  const keyOf = ({ namespace }: Collection) => Buffer.concat([prefixOf(CATALOG), Buffer.from(namespace)]);
  return {
    collections,
    nextIdent: () => {
      last += 1;
      return last;
    },
    save: (collection) => {
      const { ident, uuid, indexes } = collection;
      const described = indexes.map((index) => ({
        ident: index.ident,
        spec: index.spec,
        arrays: [...index.arrays],
      }));
      store.put(keyOf(collection), encode({ ident, uuid, indexes: described }));
      collections.set(collection.namespace, collection);
    },
    forget: (collection) => {
      for (const { ident } of [collection, ...collection.indexes]) store.removeRange(rangeOf(ident));
      store.remove(keyOf(collection));
      collections.delete(collection.namespace);
    },
  };
}

function revive(store: Store, namespace: string, stored: Doc): Collection {
  const [database, name] = splitNamespace(namespace);
  const ident = toNumber(stored.ident) ?? 0;
  const described = Array.isArray(stored.indexes) ? stored.indexes.filter(isDoc) : [];
  const indexes = described.map(({ ident: number, spec, arrays }) => {
    if (!isDoc(spec)) throw notImplemented(`the stored description of ${namespace}`);
    return toIndex(spec, toNumber(number) ?? 0, Array.isArray(arrays) ? arrays.map(String) : []);
  });
  const range = rangeOf(ident);
  const newest = store.scan(range, true).next().value;
  return {
    namespace,
    database,
    name,
    ident,
    uuid: String(stored.uuid),
    indexes,
    nextNumber: newest ? numberOf(newest.key) + 1 : 1,
    count: store.count(range),
  };
}

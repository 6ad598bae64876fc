import { randomUUID } from 'node:crypto';
import { failure } from './errors.js';
import { type Index, numberOf, prefixOf, rangeOf, toIndex } from './indexes.js';
import type { Store } from './store.js';
import { type Doc, decode, encode, isDoc, toNumber } from './values.js';

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
  /** The collection of a write, made if it is missing. This and the next two belong in a write transaction. */
  ensure: (namespace: string) => Collection;
  /** Writes a collection's description. */
  save: (collection: Collection) => void;
  forget: (collection: Collection) => void;
};

const CATALOG = 0;

export function loadCatalog(store: Store): Catalog {
  const collections = new Map<string, Collection>();
  let last = CATALOG;
  for (const { key, value } of store.scan(rangeOf(CATALOG))) {
    const collection = revive(store, key.subarray(4).toString(), decode(value));
    last = Math.max(last, collection.ident, ...collection.indexes.map(({ ident }) => ident));
    collections.set(collection.namespace, collection);
  }
  const keyOf = (namespace: string) => Buffer.concat([prefixOf(CATALOG), Buffer.from(namespace)]);
  const nextIdent = () => {
    last += 1;
    return last;
  };
  const save = (collection: Collection) => {
    const { namespace, ident, uuid } = collection;
    const indexes = collection.indexes.map(({ ident, spec, arrays }) => ({
      ident,
      spec,
      arrays: [...arrays],
    }));
    store.put(keyOf(namespace), encode({ ident, uuid, indexes }));
    collections.set(namespace, collection);
  };
  return {
    collections,
    nextIdent,
    save,
    ensure: (namespace) => {
      const existing = collections.get(namespace);
      if (existing) return existing;
      const names = checkedNames(namespace);
      const id = toIndex({ v: 2, key: { _id: 1 }, name: '_id_' }, nextIdent());
      const fresh = { ident: nextIdent(), uuid: randomUUID(), nextNumber: 1, count: 0 };
      const created = { namespace, ...names, ...fresh, indexes: [id] };
      save(created);
      return created;
    },
    forget: ({ namespace, ident, indexes }) => {
      for (const part of [ident, ...indexes.map((index) => index.ident)]) store.removeRange(rangeOf(part));
      store.remove(keyOf(namespace));
      collections.delete(namespace);
    },
  };
}

function namesOf(namespace: string): { database: string; name: string } {
  const dot = namespace.indexOf('.');
  return { database: namespace.slice(0, dot), name: namespace.slice(dot + 1) };
}

function checkedNames(namespace: string) {
  const names = namesOf(namespace);
  if (/^$|[/\\. "$\0]/.test(names.database) || names.database.length > 63)
    throw failure('InvalidNamespace', `Invalid database name: '${names.database}'`);
  if (/^$|[$\0]|^\.|\.\.|\.$|^system\./.test(names.name) || namespace.length > 255)
    throw failure('InvalidNamespace', `Invalid collection name: '${names.name}'`);
  return names;
}

function revive(store: Store, namespace: string, stored: Doc): Collection {
  const ident = toNumber(stored.ident) ?? 0;
  const described = Array.isArray(stored.indexes) ? stored.indexes.filter(isDoc) : [];
  const indexes = described.map(({ ident: number, spec, arrays }) =>
    toIndex(isDoc(spec) ? spec : {}, toNumber(number) ?? 0, Array.isArray(arrays) ? arrays.map(String) : []),
  );
  const newest = store.scan(rangeOf(ident), true).next().value;
  return {
    namespace,
    ...namesOf(namespace),
    ident,
    uuid: String(stored.uuid),
    indexes,
    nextNumber: newest ? numberOf(newest.key) + 1 : 1,
    count: store.count(rangeOf(ident)),
  };
}

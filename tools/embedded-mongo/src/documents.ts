import { ObjectId } from 'bson';
import type { Catalog, Collection } from './catalog.js';
import { type CommandError, failure } from './errors.js';
import { type Index, type IndexKeys, keysOf, numberBytes, numberOf, prefixOf } from './indexes.js';
import { encodeValue } from './keys.js';
import { indexValues } from './paths.js';
import { isRegex } from './predicates.js';
import type { Store } from './store.js';
import { describe } from './update-paths.js';
import { type Doc, decode, encode, isDoc, own, typeName, valueAt } from './values.js';

const MAX_DOCUMENT = 16 * 1024 * 1024;

/** A stored document with its number, its bytes, and their decoded form. */
export type Stored = { number: number; raw: Buffer; doc: Doc };

/**
 * Writes documents and their index entries. Each call checks everything before it writes anything, so a
 * refused document leaves no trace; all are called inside a write transaction.
 */
export type Documents = {
  read: (collection: Collection, number: number) => Stored | undefined;
  insert: (collection: Collection, raw: Buffer) => Stored;
  /** False when the new document is the same, byte for byte. */
  update: (collection: Collection, before: Stored, after: Doc) => boolean;
  remove: (collection: Collection, stored: Stored) => void;
  /** Fills a new index from the documents there are. */
  build: (collection: Collection, index: Index) => void;
};

export function openDocuments(store: Store, catalog: Catalog): Documents {
  const recordKey = (collection: Collection, number: number) =>
    Buffer.concat([prefixOf(collection.ident), numberBytes(number)]);

  function entryKey(index: Index, key: Buffer, number: Buffer): Buffer {
    return Buffer.concat(index.unique ? [prefixOf(index.ident), key] : [prefixOf(index.ident), key, number]);
  }

  function refuseDuplicate(
    collection: Collection,
    index: Index,
    keys: Buffer[],
    number: number,
    doc: Doc,
  ): void {
    if (!index.unique) return;
    for (const key of keys) {
      const holder = store.get(Buffer.concat([prefixOf(index.ident), key]));
      if (holder && numberOf(holder) !== number) throw duplicate(collection, index, doc, key);
    }
  }

  function noteArrays(collection: Collection, index: Index, { arrays }: IndexKeys): void {
    const met = arrays.filter((path) => !index.arrays.has(path));
    if (met.length === 0) return;
    for (const path of met) index.arrays.add(path);
    catalog.save(collection);
  }

  return {
    read: (collection, number) => {
      const raw = store.get(recordKey(collection, number));
      return raw && { number, raw, doc: decode(raw) };
    },

    insert: (collection, given) => {
      const { raw, doc } = withIdFirst(given);
      const number = collection.nextNumber;
      const entries = collection.indexes.map((index) => ({ index, found: keysOf(index, doc) }));
      for (const { index, found } of entries) refuseDuplicate(collection, index, found.keys, number, doc);
      const value = numberBytes(number);
      for (const { index, found } of entries) {
        for (const key of found.keys) store.put(entryKey(index, key, value), value);
        noteArrays(collection, index, found);
      }
      store.put(recordKey(collection, number), raw);
      collection.nextNumber += 1;
      collection.count += 1;
      return { number, raw, doc };
    },

    update: (collection, before, after) => {
      const { raw, doc } = withIdFirst(encode(after));
      if (raw.equals(before.raw)) return false;
      const value = numberBytes(before.number);
      const entries = collection.indexes.map((index) => {
        const old = keysOf(index, before.doc).keys;
        const found = keysOf(index, doc);
        const added = found.keys.filter((key) => !old.some((other) => other.equals(key)));
        const gone = old.filter((key) => !found.keys.some((other) => other.equals(key)));
        return { index, found, added, gone };
      });
      for (const { index, added } of entries) refuseDuplicate(collection, index, added, before.number, doc);
      for (const { index, found, added, gone } of entries) {
        for (const key of gone) store.remove(entryKey(index, key, value));
        for (const key of added) store.put(entryKey(index, key, value), value);
        noteArrays(collection, index, found);
      }
      store.put(recordKey(collection, before.number), raw);
      return true;
    },

    remove: (collection, { number, doc }) => {
      const value = numberBytes(number);
      for (const index of collection.indexes) {
        for (const key of keysOf(index, doc).keys) store.remove(entryKey(index, key, value));
      }
      store.remove(recordKey(collection, number));
      collection.count -= 1;
    },

    build: (collection, index) => {
      const added = new Map<string, Buffer>();
      const range = { from: prefixOf(collection.ident), to: prefixOf(collection.ident + 1) };
      for (const { key: record, value: raw } of store.scan(range)) {
        const doc = decode(raw);
        const found = keysOf(index, doc);
        const number = numberBytes(numberOf(record));
        for (const path of found.arrays) index.arrays.add(path);
        for (const key of found.keys) {
          const entry = entryKey(index, key, number);
          const text = entry.toString('latin1');
          if (added.has(text)) throw duplicate(collection, index, doc, key);
          added.set(text, number);
        }
      }
      for (const [key, number] of added) store.put(Buffer.from(key, 'latin1'), number);
    },
  };
}

/** Checks a document's size and `_id`, gives it one if it has none, and moves it to the front. */
function withIdFirst(raw: Buffer): { raw: Buffer; doc: Doc } {
  const doc = decode(raw);
  const id = own(doc, '_id');
  const missing = !Object.hasOwn(doc, '_id');
  if (Array.isArray(id) || isRegex(id) || (id === undefined && !missing)) {
    throw failure('InvalidIdField', `The '_id' value cannot be of type ${typeName(id)}`);
  }
  const dollar = isDoc(id) ? Object.keys(id).find((name) => name.startsWith('$')) : undefined;
  if (dollar && !['$ref', '$id', '$db'].includes(dollar)) {
    throw failure(
      'DollarPrefixedFieldName',
      `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`,
    );
  }
  if (raw.length > MAX_DOCUMENT) {
    throw failure(
      'BSONObjectTooLarge',
      `object to insert too large. size in bytes: ${raw.length}, max size: ${MAX_DOCUMENT}`,
    );
  }
  // A first field `_id` is a type byte after the length, then its name.
  if (!missing && raw.toString('latin1', 5, 9) === '_id\0') return { raw, doc };
  const { _id, ...rest } = doc;
  const moved = { _id: missing ? new ObjectId() : _id, ...rest };
  return { raw: encode(moved), doc: moved };
}

/** MongoDB's duplicate key error, with the key it met. */
function duplicate(collection: Collection, index: Index, doc: Doc, key: Buffer): CommandError {
  const keyValue = Object.fromEntries(
    index.fields.map(({ path, parts }) => [path, keyPart(index, doc, parts, key) ?? null]),
  );
  const shown = Object.entries(keyValue).map(([path, value]) => `${path}: ${shell(value)}`);
  return failure(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name} dup key: { ${shown.join(', ')} }`,
    { keyPattern: index.key, keyValue },
  );
}

function keyPart(index: Index, doc: Doc, parts: string[], key: Buffer): unknown {
  const value = valueAt(doc, parts);
  if (value !== undefined && !Array.isArray(value)) return value;
  const candidates = indexValues(doc, parts).values;
  return (
    candidates.find((candidate) => key.includes(encodeValue(candidate, descendingAt(index, parts)))) ??
    candidates[0]
  );
}

const descendingAt = (index: Index, parts: string[]) =>
  index.fields.find(({ path }) => path === parts.join('.'))?.descending ?? false;

function shell(value: unknown): string {
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (isDoc(value))
    return `{ ${Object.entries(value)
      .map(([name, field]) => `${name}: ${shell(field)}`)
      .join(', ')} }`;
  return describe(value);
}

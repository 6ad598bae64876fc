import { ObjectId } from 'bson';
import type { Catalog, Collection } from './catalog.js';
import { failure } from './errors.js';
import { type Index, type IndexKey, keysOf, numberBytes, numberOf, prefixOf, rangeOf } from './indexes.js';
import type { Store } from './store.js';
import { checkStorable, type Doc, decode, encode, isDoc, isRegex, show, typeName } from './values.js';

const MAX_DOCUMENT = 16 * 1024 * 1024;

/** A stored document with its number, its bytes, and their decoded form. */
export type Stored = { readonly number: number; readonly raw: Buffer; readonly doc: Doc };

/** Decodes when it is asked to: many documents are only passed on. */
function storedAs(number: number, raw: Buffer): Stored {
  let doc: Doc | undefined;
  return {
    number,
    raw,
    get doc() {
      doc ??= decode(raw);
      return doc;
    },
  };
}

/**
 * Writes documents and their index entries. Each call checks everything before it writes anything, so a
 * refused document leaves no trace; all but `read` are called inside a write transaction.
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

type Entries = { index: Index; added: IndexKey[]; gone: IndexKey[]; arrays: string[] };

export function openDocuments(store: Store, catalog: Catalog): Documents {
  const recordKey = ({ ident }: Collection, number: Buffer) => Buffer.concat([prefixOf(ident), number]);
  const entryKey = ({ ident, unique }: Index, { key }: IndexKey, number: Buffer) =>
    Buffer.concat(unique ? [prefixOf(ident), key] : [prefixOf(ident), key, number]);

  /** What a change of a document does to the indexes; 11000 when another holds a unique key. */
  function entriesOf(collection: Collection, before: Doc | undefined, after: Doc | undefined): Entries[] {
    return collection.indexes.map((index) => {
      const old = before && keysOf(index, before).keys;
      const { keys, arrays } = after ? keysOf(index, after) : { keys: undefined, arrays: [] };
      const added = [...(keys ?? [])].flatMap(([text, key]) => (old?.has(text) ? [] : [key]));
      const gone = [...(old ?? [])].flatMap(([text, key]) => (keys?.has(text) ? [] : [key]));
      for (const key of index.unique ? added : []) {
        if (store.get(Buffer.concat([prefixOf(index.ident), key.key])))
          throw duplicate(collection, index, key);
      }
      return { index, added, gone, arrays };
    });
  }

  function writeEntries(collection: Collection, entries: Entries[], number: Buffer): void {
    for (const { index, added, gone, arrays } of entries) {
      for (const key of gone) store.remove(entryKey(index, key, number));
      for (const key of added) store.put(entryKey(index, key, number), number);
      const met = arrays.filter((path) => !index.arrays.has(path));
      for (const path of met) index.arrays.add(path);
      if (met.length > 0) catalog.save(collection);
    }
  }

  return {
    read: (collection, number) => {
      const raw = store.get(recordKey(collection, numberBytes(number)));
      return raw && storedAs(number, raw);
    },

    insert: (collection, given) => {
      const { raw, doc } = withIdFirst(decode(given), given);
      const number = collection.nextNumber;
      const entries = entriesOf(collection, undefined, doc);
      writeEntries(collection, entries, numberBytes(number));
      store.put(recordKey(collection, numberBytes(number)), raw);
      collection.nextNumber += 1;
      collection.count += 1;
      return { number, raw, doc };
    },

    update: (collection, before, after) => {
      const { raw, doc } = withIdFirst(after);
      if (raw.equals(before.raw)) return false;
      const number = numberBytes(before.number);
      writeEntries(collection, entriesOf(collection, before.doc, doc), number);
      store.put(recordKey(collection, number), raw);
      return true;
    },

    remove: (collection, { number, doc }) => {
      writeEntries(collection, entriesOf(collection, doc, undefined), numberBytes(number));
      store.remove(recordKey(collection, numberBytes(number)));
      collection.count -= 1;
    },

    build: (collection, index) => {
      const added = new Map<string, Buffer>();
      for (const { key: record, value: raw } of store.scan(rangeOf(collection.ident))) {
        const { keys, arrays } = keysOf(index, decode(raw));
        const number = numberBytes(numberOf(record));
        for (const path of arrays) index.arrays.add(path);
        for (const key of keys.values()) {
          const entry = entryKey(index, key, number).toString('latin1');
          if (added.has(entry)) throw duplicate(collection, index, key);
          added.set(entry, number);
        }
      }
      for (const [key, number] of added) store.put(Buffer.from(key, 'latin1'), number);
    },
  };
}

/** Checks a document's size and `_id`, gives it one if it has none, and moves it to the front. */
function withIdFirst(doc: Doc, raw = encode(doc)): { raw: Buffer; doc: Doc } {
  checkStorable(doc);
  const { _id = new ObjectId(), ...rest } = doc;
  if (Array.isArray(_id) || isRegex(_id))
    throw failure('InvalidIdField', `The '_id' value cannot be of type ${typeName(_id)}`);
  const dollar = isDoc(_id) ? Object.keys(_id).find((name) => name.startsWith('$')) : undefined;
  if (dollar) {
    const message = `_id fields may not contain '$'-prefixed fields: ${dollar} is not valid for storage.`;
    throw failure('DollarPrefixedFieldName', message);
  }
  if (raw.length > MAX_DOCUMENT) {
    const message = `object to insert too large. size in bytes: ${raw.length}, max size: ${MAX_DOCUMENT}`;
    throw failure('BSONObjectTooLarge', message);
  }
  // A first field `_id` is a type byte after the length, then its name.
  if (raw.toString('latin1', 5, 9) === '_id\0') return { raw, doc };
  const moved = { _id, ...rest };
  return { raw: encode(moved), doc: moved };
}

/** MongoDB's duplicate key error, with the key it met. */
function duplicate(
  { namespace }: Collection,
  { name, key: keyPattern, fields }: Index,
  { values }: IndexKey,
) {
  const keyValue = Object.fromEntries(fields.map(({ path }, at) => [path, values[at] ?? null]));
  const message = `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: ${show(keyValue)}`;
  return failure('DuplicateKey', message, { keyPattern, keyValue });
}

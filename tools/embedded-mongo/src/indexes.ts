import { compoundValues, encodeRow } from './compound-values.js';
import { failure } from './errors.js';
import { type Condition, matches, parseFilter } from './filter.js';
import { parseSort, type SortField } from './sort-fields.js';
import { type KeyRange, MAX_KEY } from './store.js';
import { type Doc, isDoc, isPosition, own, toNumber, truthy } from './values.js';

/** An index of a collection. `spec` is what the client gave, and what listIndexes gives back. */
export type Index = {
  ident: number;
  name: string;
  spec: Doc;
  key: Doc;
  fields: SortField[];
  unique: boolean;
  sparse: boolean;
  partial: Condition | undefined;
  expireAfterSeconds: number | undefined;
  /** The paths at which arrays have been met: an index that has any is multikey. */
  arrays: Set<string>;
};

/** One key of a document, without the index's prefix and the document's number, and the values in it. */
export type IndexKey = { key: Buffer; values: unknown[] };

/** An index from its specification, which has been checked. */
export function toIndex(spec: Doc, ident: number, arrays: string[] = []): Index {
  const key = isDoc(spec.key) ? spec.key : {};
  const partial = own(spec, 'partialFilterExpression');
  return {
    ident,
    name: String(spec.name),
    spec,
    key,
    fields: parseSort(key),
    unique: spec.name === '_id_' || truthy(spec.unique),
    sparse: truthy(spec.sparse),
    partial: isDoc(partial) ? parseFilter(partial) : undefined,
    expireAfterSeconds: toNumber(spec.expireAfterSeconds),
    arrays: new Set(arrays),
  };
}

/** Big-endian bytes that begin every key of an index or of a collection's documents. */
export function prefixOf(ident: number): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(ident);
  return prefix;
}

/** Every key of one index, or of one collection's documents. */
export function rangeOf(ident: number): KeyRange {
  return { from: prefixOf(ident), to: prefixOf(ident + 1) };
}

/** A document's number as it ends a key or is a unique index's value. */
export function numberBytes(number: number): Buffer {
  const bytes = Buffer.allocUnsafe(6);
  bytes.writeUIntBE(number, 0, 6);
  return bytes;
}

export function numberOf(bytes: Buffer): number {
  return bytes.readUIntBE(bytes.length - 6, 6);
}

/**
 * A document's keys in an index by their text: one an element where there are arrays (whose paths are
 * given too), none when a sparse or partial index leaves the document out. 17280 past lmdb's length.
 */
export function keysOf(index: Index, doc: Doc): { keys: Map<string, IndexKey>; arrays: string[] } {
  const keys = new Map<string, IndexKey>();
  const left = index.partial && !matches(index.partial, doc);
  if (left || (index.sparse && !index.fields.some(({ parts }) => present(doc, parts))))
    return { keys, arrays: [] };
  const { rows, arrays } = compoundValues(index.fields, doc);
  for (const values of rows) {
    const key = encodeRow(index.fields, values);
    if (key.length > MAX_KEY) {
      const message = `a key of ${key.length} bytes is too long for index ${index.name}: at most ${MAX_KEY}`;
      throw failure('KeyTooLong', message);
    }
    keys.set(key.toString('latin1'), { key, values });
  }
  return { keys, arrays };
}

/** True when a path leads to a value, be it null, through whatever arrays. */
function present(value: unknown, [part, ...rest]: readonly string[]): boolean {
  if (part === undefined) return value !== undefined;
  if (!Array.isArray(value)) return isDoc(value) && present(own(value, part), rest);
  if (isPosition(part) && present(value[Number(part)], rest)) return true;
  return value.some((element) => isDoc(element) && present(element, [part, ...rest]));
}

import { failure } from './errors.js';
import { type Condition, matches } from './filter.js';
import { encodeValue } from './keys.js';
import { type IndexValues, indexValues } from './paths.js';
import type { SortField } from './sort.js';
import { MAX_KEY } from './store.js';
import { type Doc, isDoc, own } from './values.js';

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

export type IndexKeys = { keys: Buffer[]; arrays: string[] };

/** Big-endian bytes that begin every key of an index or of a collection's documents. */
export function prefixOf(ident: number): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(ident);
  return prefix;
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
 * The keys of a document in an index, without prefix and document number: one an element where there are
 * arrays, none when a sparse or partial index leaves the document out. 17280 past lmdb's length.
 */
export function keysOf(index: Index, doc: Doc): IndexKeys {
  if (index.partial && !matches(index.partial, doc)) return { keys: [], arrays: [] };
  const columns = index.fields.map(({ parts }) => indexValues(doc, parts));
  if (index.sparse && columns.every(isMissing) && index.fields.every(({ parts }) => !present(doc, parts))) {
    return { keys: [], arrays: [] };
  }
  const arrays = columns.flatMap((column) => column.arrays);
  const rows = index.fields.length === 1 || arrays.length === 0 ? product(columns) : rowsOf(index, doc);
  const unique = new Map<string, Buffer>();
  for (const row of rows) {
    const key = Buffer.concat(index.fields.map(({ descending }, at) => encodeValue(row[at], descending)));
    if (key.length > MAX_KEY) {
      throw failure(
        'KeyTooLong',
        `a key of ${key.length} bytes is too long for index ${index.name}: embedded-mongo takes ${MAX_KEY}`,
      );
    }
    unique.set(key.toString('latin1'), key);
  }
  return { keys: [...unique.values()], arrays };
}

const isMissing = ({ values }: IndexValues) => values.every((value) => value === null || value === undefined);

/** True when a path leads to a value, be it null, through whatever arrays. */
function present(value: unknown, parts: readonly string[]): boolean {
  const [part, ...rest] = parts;
  if (part === undefined) return value !== undefined;
  if (Array.isArray(value)) {
    return (
      (/^\d+$/.test(part) && present(value[Number(part)], rest)) ||
      value.some((element) => isDoc(element) && present(element, parts))
    );
  }
  return isDoc(value) && present(own(value, part), rest);
}

function product(columns: IndexValues[]): unknown[][] {
  return columns.reduce<unknown[][]>(
    (rows, { values }) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
}

/**
 * The rows of a compound multikey index: fields that share an array take their values from the same
 * element. Two arrays side by side are MongoDB's error 171.
 */
function rowsOf(index: Index, doc: Doc): unknown[][] {
  const array = firstArray(index, doc);
  if (!array) return product(index.fields.map(({ parts }) => indexValues(doc, parts)));
  const prefix = array.path.join('.');
  const shares = index.fields.map(({ path }) => path === prefix || path.startsWith(`${prefix}.`));
  const elements = array.value.length === 0 ? [undefined] : array.value;
  return elements.flatMap((element) => {
    const columns = index.fields.map(({ parts }, at): IndexValues => {
      if (!shares[at]) return indexValues(doc, parts);
      const rest = parts.slice(array.path.length);
      if (rest.length === 0) return { values: [element], arrays: [] };
      return indexValues(element, rest);
    });
    const others = columns.filter(({ arrays }, at) => !shares[at] && arrays.length > 0);
    if (others.length > 0)
      throw failure('CannotIndexParallelArrays', `cannot index parallel arrays in index ${index.name}`);
    return product(columns);
  });
}

function firstArray(index: Index, doc: Doc): { path: string[]; value: unknown[] } | undefined {
  for (const { parts } of index.fields) {
    let value: unknown = doc;
    for (const [at, part] of parts.entries()) {
      value = isDoc(value) ? own(value, part) : undefined;
      if (Array.isArray(value)) return { path: parts.slice(0, at + 1), value };
    }
  }
  return undefined;
}

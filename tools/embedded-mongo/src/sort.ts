import { failure, located, notImplemented } from './errors.js';
import { encodeValue } from './keys.js';
import { indexValues } from './paths.js';
import { type Doc, isDoc, own, toNumber, valueAt } from './values.js';

export type SortField = { path: string; parts: string[]; descending: boolean };

/** Parses a sort document or a key pattern; each direction is 1 or -1. */
export function parseSort(spec: Doc): SortField[] {
  const fields = Object.entries(spec).map(([path, value]) => {
    if (isDoc(value) && own(value, '$meta') !== undefined) throw notImplemented('a sort by $meta');
    const direction = toNumber(value);
    if (direction === undefined)
      throw located(15974, `Illegal key in $sort specification: ${path}: ${String(value)}`);
    if (direction !== 1 && direction !== -1)
      throw located(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    if (path === '' || path.split('.').includes(''))
      throw failure('BadValue', 'FieldPath field names may not be empty strings.');
    return { path, parts: path.split('.'), descending: direction === -1 };
  });
  return fields;
}

/** The bytes that order a document under a sort: of an array its least element, or its greatest if descending. */
export function encodeSortKey(sort: readonly SortField[], doc: Doc): Buffer {
  return Buffer.concat(
    sort.map(({ parts, descending }) => {
      const simple = parts.length === 1 ? valueAt(doc, parts) : [];
      if (!Array.isArray(simple)) return encodeValue(simple === undefined ? null : simple, descending);
      const keys = indexValues(doc, parts).values.map((value) => encodeValue(value, descending));
      return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
    }),
  );
}

type Sorted = { key: Buffer; size: number };

/** MongoDB's bound on a sort in memory without disk use. */
const MEMORY_LIMIT = 100 * 1024 * 1024;

/** Sorts what it is given, keeping only the first `limit` (0 keeps all); error 292 past 100 MB. */
export function sortInMemory<T extends { doc: Doc; raw: Buffer }>(
  found: Iterable<T>,
  sort: readonly SortField[],
  limit: number,
): T[] {
  let kept: (T & Sorted)[] = [];
  let bytes = 0;
  const truncate = () => {
    kept.sort((a, b) => Buffer.compare(a.key, b.key));
    if (limit > 0) kept = kept.slice(0, limit);
    bytes = kept.reduce((sum, { size }) => sum + size, 0);
  };
  for (const item of found) {
    const key = encodeSortKey(sort, item.doc);
    const size = item.raw.length + key.length;
    kept.push({ ...item, key, size });
    bytes += size;
    if (limit > 0 && kept.length >= 2 * limit + 1000) truncate();
    if (bytes > MEMORY_LIMIT) {
      throw failure(
        'QueryExceededMemoryLimitNoDiskUseAllowed',
        `Sort exceeded memory limit of ${MEMORY_LIMIT} bytes; give the sort an index`,
      );
    }
  }
  truncate();
  return kept;
}

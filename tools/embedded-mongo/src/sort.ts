import { compoundValues, encodeRow } from './compound-values.js';
import { failure, notImplemented } from './errors.js';
import { type Doc, isDoc, own, toNumber } from './values.js';

export type SortField = { path: string; parts: string[]; descending: boolean };

/** Parses a sort document or a key pattern; each direction is 1 or -1. */
export function parseSort(spec: Doc): SortField[] {
  return Object.entries(spec).map(([path, value]) => {
    if (isDoc(value) && own(value, '$meta') !== undefined) throw notImplemented('a sort by $meta');
    const direction = toNumber(value);
    if (direction === undefined) throw failure(15974, `Illegal key in $sort specification: ${path}`);
    if (direction !== 1 && direction !== -1)
      throw failure(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    const parts = path.split('.');
    if (parts.includes('')) throw failure('BadValue', 'FieldPath field names may not be empty strings.');
    return { path, parts, descending: direction === -1 };
  });
}

/** The bytes that order a document under a sort: of several rows (see `compoundValues`) those that come first. */
function encodeSortKey(sort: readonly SortField[], doc: Doc): Buffer {
  const keys = compoundValues(sort, doc).rows.map((row) => encodeRow(sort, row));
  return keys.reduce((least, key) => (Buffer.compare(key, least) < 0 ? key : least));
}

/** The documents in the order of a sort; equal ones stay as they came. */
export function sortDocuments<T>(
  items: Iterable<T>,
  sort: readonly SortField[],
  docOf: (item: T) => Doc,
): T[] {
  return [...items]
    .map((item) => ({ item, key: encodeSortKey(sort, docOf(item)) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ item }) => item);
}

/** MongoDB's bound on a sort in memory without disk use. */
const MEMORY_LIMIT = 100 * 1024 * 1024;

/** Sorts what it is given, keeping only the first `limit` (0 keeps all); error 292 past 100 MB. */
export function sortInMemory<T extends { doc: Doc; raw: Buffer }>(
  found: Iterable<T>,
  sort: readonly SortField[],
  limit: number,
): T[] {
  let kept: T[] = [];
  let bytes = 0;
  const first = () => sortDocuments(kept, sort, ({ doc }) => doc).slice(0, limit || undefined);
  for (const item of found) {
    kept.push(item);
    bytes += item.raw.length;
    if (limit > 0 && kept.length >= 2 * limit + 1000) {
      kept = first();
      bytes = kept.reduce((sum, { raw }) => sum + raw.length, 0);
    }
    if (bytes > MEMORY_LIMIT) {
      const message = `Sort exceeded memory limit of ${MEMORY_LIMIT} bytes; give the sort an index`;
      throw failure('QueryExceededMemoryLimitNoDiskUseAllowed', message);
    }
  }
  return first();
}

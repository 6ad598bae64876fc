import { compoundValues, encodeRow } from './compound-values.js';
import { failure } from './errors.js';
import type { SortField } from './sort-fields.js';
import type { Doc } from './values.js';

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

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

import { createHash } from 'node:crypto';
import Type, { type Static, type TSchema } from 'typebox';
import { refuse } from './refusal.js';

/** The query of a list: how many (20 if not said, 100 at the most), and where to go on. */
export const PageQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  cursor: Type.Optional(Type.String({ maxLength: 1_024 })),
});
export type PageQuery = Static<typeof PageQuery>;

/** A page of a list, with the cursors of its neighbours; null at the ends. */
export const PageOf = <T extends TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    next: Type.Union([Type.String(), Type.Null()]),
    previous: Type.Union([Type.String(), Type.Null()]),
  });

export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** Where an item stands in the list: the values that it is sorted by, the last of them unique. */
export type Place = readonly (string | number | boolean)[];

/** Which items to fetch: those that come after a place (or before it, nearest first); from the start if none. */
export interface Stretch {
  readonly from: Place | undefined;
  readonly direction: 'after' | 'before';
  readonly limit: number;
}

interface List<T> {
  /** What is listed (JSON): a cursor of another list is refused. */
  readonly of: unknown;
  readonly placeOf: (item: T) => Place;
  /** The place after which the first page begins, where items stand before it too; the beginning, if absent. */
  readonly start?: Place;
  readonly fetch: (stretch: Stretch) => Promise<readonly T[]>;
}

/**
 * One page by keyset: since a cursor names a place and not a count, no item comes twice and none is skipped
 * while others write. Refuses a broken cursor, or one of another list, as 'invalid'.
 */
export const page = async <T>(
  { limit = 20, cursor }: PageQuery,
  { of, placeOf, start, fetch }: List<T>,
): Promise<Page<T>> => {
  const list = JSON.stringify(of);
  const { direction, from }: Cursor =
    cursor === undefined ? { direction: 'after', from: start } : readCursor(cursor, list);
  const fetched = await fetch({ from, direction, limit: limit + 1 });
  const more = fetched.length > limit;
  const items = fetched.slice(0, limit);
  if (direction === 'before') items.reverse();
  const at = (item: T | undefined, towards: Stretch['direction']) =>
    item === undefined ? null : writeCursor({ direction: towards, from: placeOf(item) }, list);
  const hasNext = direction === 'before' ? cursor !== undefined : more;
  const hasPrevious = direction === 'before' ? more : from !== undefined;
  return {
    items,
    next: hasNext ? at(items.at(-1), 'after') : null,
    previous: hasPrevious ? at(items[0], 'before') : null,
  };
};

interface Cursor {
  readonly direction: Stretch['direction'];
  readonly from: Place | undefined;
}

const writeCursor = ({ direction, from = [] }: Cursor, list: string): string => {
  const place = [direction === 'after' ? 1 : 0, ...from];
  return Buffer.from(JSON.stringify([sumOf(list, place), ...place])).toString('base64url');
};

const readCursor = (text: string, list: string): Cursor => {
  const [sum, ...place] = parse(text);
  const [direction, ...from] = place;
  const isPlace = from.length > 0 && from.every(isPlaceValue);
  if ((direction === 0 || direction === 1) && isPlace && sum === sumOf(list, place))
    return { direction: direction === 1 ? 'after' : 'before', from: from.filter(isPlaceValue) };
  return refuse('invalid', 'cursor.invalid', 'The cursor is not of this list; begin again without it', {
    errors: [{ in: 'query', pointer: '/cursor', detail: 'must be the `next` or `previous` of this list' }],
  });
};

// Tells a broken or foreign cursor from a good one. It is no signature: whoever reads this can make one.
const sumOf = (list: string, place: readonly unknown[]): string =>
  createHash('sha256')
    .update(`${list}\n${JSON.stringify(place)}`)
    .digest('base64url')
    .slice(0, 12);

const isPlaceValue = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

const parse = (text: string): unknown[] => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    // Not JSON is as foreign as the wrong JSON: the caller refuses both.
    return [];
  }
};

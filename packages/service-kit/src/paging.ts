import { createHash } from 'node:crypto';
import Type, { type Static, type TSchema } from 'typebox';
import { refuse } from './refusal.js';

/** The query of a list: how many (20 if not said, 100 at the most), and where to go on. */
export const PageQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
  cursor: Type.Optional(Type.String({ maxLength: 1_024 })),
});
export type PageQuery = Static<typeof PageQuery>;

/** A page of a list, with the cursors of its neighbours; null at the ends. It has a title where its items have one. */
export const PageOf = <T extends TSchema>(item: T) => {
  const title: unknown = Reflect.get(item, 'title');
  return Type.Object(
    {
      items: Type.Array(item),
      next: Type.Union([Type.String(), Type.Null()]),
      previous: Type.Union([Type.String(), Type.Null()]),
    },
    typeof title === 'string' ? { title: `${title}Page` } : {},
  );
};

export interface Page<T> {
  readonly items: T[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** Where an item stands in the list: the values that it is sorted by, the last of them unique. */
export type Place = readonly (string | number | boolean)[];

/**
 * Which items to fetch: those that come after a place (or before it, nearest first); where there is none, from the
 * beginning (or from the end).
 */
export interface Stretch {
  readonly from: Place | undefined;
  readonly direction: 'after' | 'before';
  readonly limit: number;
}

interface Listed<T> {
  /** What is listed (JSON): a cursor of another list is refused. */
  readonly of: unknown;
  readonly placeOf: (item: T) => Place;
  /** The place after which the first page begins, where items stand before it too; the beginning, if absent. */
  readonly start?: Place;
}

interface List<T> extends Listed<T> {
  readonly fetch: (stretch: Stretch) => Promise<readonly T[]>;
}

/** What a search found; `until` is how far it looked, where it stopped before it had found enough or come to the end. */
export interface Searched<T> {
  readonly items: readonly T[];
  readonly until?: Place | undefined;
}

interface SearchedList<T> extends Listed<T> {
  readonly search: (stretch: Stretch) => Promise<Searched<T>>;
}

/**
 * One page by keyset: since a cursor names a place and not a count, no item comes twice and none is skipped
 * while others write. Refuses a broken cursor, or one of another list, as 'invalid'.
 */
export const page = <T>(query: PageQuery, { fetch, ...listed }: List<T>): Promise<Page<T>> =>
  searchedPage(query, { ...listed, search: async (stretch) => ({ items: await fetch(stretch) }) });

/**
 * The same of what is searched for among other things, so many at a time: a page may be short, or empty, and still
 * have a next one.
 */
export const searchedPage = async <T>(
  { limit = 20, cursor }: PageQuery,
  { of, placeOf, start, search }: SearchedList<T>,
): Promise<Page<T>> => {
  const list = JSON.stringify(of);
  const { direction, from }: Cursor =
    cursor === undefined ? { direction: 'after', from: start } : readCursor(cursor, list);
  const found = await search({ from, direction, limit: limit + 1 });
  const items = found.items.slice(0, limit);
  const [nearest, farthest] = [items[0], items.at(-1)];
  const on = found.items.length > limit && farthest !== undefined ? placeOf(farthest) : found.until;
  // Where all that was here is gone, the way back begins at the end of the list: the place itself is not beyond it.
  const back = nearest === undefined ? (found.until ?? theEnd) : placeOf(nearest);
  const at = (towards: Stretch['direction'], place: Place | undefined) =>
    place === undefined ? null : writeCursor({ direction: towards, from: place }, list);
  const hasBack = from !== undefined;
  return direction === 'after'
    ? { items, next: at('after', on), previous: at('before', hasBack ? back : undefined) }
    : { items: items.reverse(), next: at('after', hasBack ? back : undefined), previous: at('before', on) };
};

/** No place: a cursor of it leads in from that end of the list which its direction comes from. */
const theEnd: Place = [];

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
  if ((direction === 0 || direction === 1) && from.every(isPlaceValue) && sum === sumOf(list, place)) {
    const values = from.filter(isPlaceValue);
    return {
      direction: direction === 1 ? 'after' : 'before',
      from: values.length === 0 ? undefined : values,
    };
  }
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

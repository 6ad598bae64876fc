import { type Page, type PageQuery, type Place, page, refuse, type Stretch } from '@obey/service-kit';
import type { Collection, Document, Filter } from 'mongodb';
import { patience, shown } from './store.js';

/** A sort: one field, and the id where the field is not unique in the list. */
export interface Order<T extends Document> {
  /** A field that is true or false, before the others: those where it is true come first. */
  readonly first?: keyof T & string;
  readonly field: keyof T & string;
  readonly kind: 'number' | 'time';
  readonly direction: 1 | -1;
  readonly unique: boolean;
}

interface Listed<T extends Document> {
  readonly collection: Collection<T>;
  readonly filter: Readonly<Record<string, string>>;
  readonly order: Order<T>;
  /** The place after which the first page begins, if that is not the beginning. */
  readonly start?: Place;
}

/**
 * One page of a collection, read from an index from the place of the cursor on: one query for each range beyond it, at once.
 * Those are the ties with the place, what follows, and the others where the list may go on from those that come first.
 */
export const pageOf = <T extends Document & { _id: string }>(
  query: PageQuery,
  { collection, filter, order, start }: Listed<T>,
): Promise<Page<T>> =>
  page<T>(query, {
    of: [collection.collectionName, filter, order.field],
    ...(start && { start }),
    placeOf: (item) => {
      const value: unknown = item[order.field];
      const at = value instanceof Date ? value.getTime() : Number(value);
      return [
        ...(order.first === undefined ? [] : [Boolean(item[order.first])]),
        ...(order.unique ? [at] : [at, item._id]),
      ];
    },
    fetch: async (stretch) => {
      const sort = sortOf(order, stretch);
      const parts = rangesOf(order, stretch).map((range) => {
        const selected: Filter<Document> = { ...filter, ...range };
        const options = { projection: shown, sort, limit: stretch.limit, ...patience };
        return collection.find<T>(selected, options).toArray();
      });
      return distinct((await Promise.all(parts)).flat()).slice(0, stretch.limit);
    },
  });

// What changes parts between two queries is read by both. It counts where it stands first, and as it was there: a cursor made
// of it as it is in the other part would lead past what lies between.
export const distinct = <T extends { _id: string }>(items: readonly T[]): T[] => {
  const byId = new Map<string, T>();
  for (const item of items) if (!byId.has(item._id)) byId.set(item._id, item);
  return [...byId.values()];
};

/** Whether a stretch goes from low values to high ones. */
export const isForward = <T extends Document>(order: Order<T>, { direction }: Stretch) =>
  (direction === 'after') === (order.direction === 1);

export const sortOf = <T extends Document>(order: Order<T>, stretch: Stretch): Record<string, 1 | -1> => {
  const sign = isForward(order, stretch) ? 1 : -1;
  const { first, field, unique } = order;
  const leading = first === undefined ? {} : { [first]: stretch.direction === 'after' ? -1 : 1 };
  return { ...leading, [field]: sign, ...(!unique && { _id: sign }) };
};

/** The filters that together select what is beyond a place, nearest first; each selects one range of an index. */
export const rangesOf = <T extends Document>(order: Order<T>, stretch: Stretch): Filter<Document>[] => {
  if (stretch.from === undefined) return [{}];
  if (order.first === undefined) return beyond(order, stretch, stretch.from);
  const { first } = order;
  const [isFirst, ...rest] = stretch.from;
  if (typeof isFirst !== 'boolean') return foreign();
  const here = beyond(order, stretch, rest).map((range) => ({ [first]: isFirst, ...range }));
  return isFirst === (stretch.direction === 'after') ? [...here, { [first]: !isFirst }] : here;
};

// Of the ties with the place, which may be many, only those beyond it are read.
const beyond = <T extends Document>(order: Order<T>, stretch: Stretch, from: Place): Filter<Document>[] => {
  const { value, id } = readPlace(order, from);
  const past = isForward(order, stretch) ? '$gt' : '$lt';
  const further = { [order.field]: { [past]: value } };
  return id === undefined ? [further] : [{ [order.field]: value, _id: { [past]: id } }, further];
};

// A cursor is opaque, but not signed: what stands in it is the client's word.
const readPlace = <T extends Document>(order: Order<T>, [value, id, ...more]: Place) => {
  const isTie = order.unique ? id === undefined : typeof id === 'string';
  if (typeof value !== 'number' || !isTie || more.length > 0) return foreign();
  const at = order.kind === 'time' ? new Date(value) : value;
  return Number.isNaN(Number(at)) ? foreign() : { value: at, id };
};

/** Refuses a place that no cursor of the list names. */
export const foreign = (): never =>
  refuse('invalid', 'cursor.invalid', 'The cursor is not of this list; begin again without it');

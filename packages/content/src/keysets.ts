import { type Page, type PageQuery, type Place, page, refuse, type Stretch } from '@obey/service-kit';
import type { Collection, Document, Filter } from 'mongodb';
import { shown } from './store.js';

/** A sort: one field, and the id where the field is not unique in the list. */
export interface Order<T extends Document> {
  readonly field: keyof T & string;
  readonly kind: 'number' | 'time';
  readonly direction: 1 | -1;
  readonly unique: boolean;
}

interface Listed<T extends Document> {
  readonly collection: Collection<T>;
  readonly filter: Readonly<Record<string, string>>;
  readonly order: Order<T>;
}

/** One page of a collection: one query, which reads the index from the place of the cursor on. */
export const pageOf = <T extends Document & { _id: string }>(
  query: PageQuery,
  { collection, filter, order }: Listed<T>,
): Promise<Page<T>> =>
  page<T>(query, {
    of: [collection.collectionName, filter, order.field],
    placeOf: (item) => {
      const value: unknown = item[order.field];
      const at = value instanceof Date ? value.getTime() : Number(value);
      return order.unique ? [at] : [at, item._id];
    },
    fetch: (stretch) => {
      const selected: Filter<Document> = { ...filter, ...beyond(order, stretch) };
      return collection
        .find<T>(selected, { projection: shown, sort: sortOf(order, stretch), limit: stretch.limit })
        .toArray();
    },
  });

const forward = <T extends Document>(order: Order<T>, { direction }: Stretch) =>
  (direction === 'after') === (order.direction === 1);

const sortOf = <T extends Document>(order: Order<T>, stretch: Stretch): Record<string, 1 | -1> => {
  const sign = forward(order, stretch) ? 1 : -1;
  return order.unique ? { [order.field]: sign } : { [order.field]: sign, _id: sign };
};

// The range on the field alone says where in the index to begin; what follows it settles the ties there.
const beyond = <T extends Document>(order: Order<T>, stretch: Stretch): Filter<Document> => {
  if (stretch.from === undefined) return {};
  const { value, id } = readPlace(order, stretch.from);
  const past = forward(order, stretch) ? '$gt' : '$lt';
  if (id === undefined) return { [order.field]: { [past]: value } };
  return {
    [order.field]: { [`${past}e`]: value },
    $or: [{ [order.field]: { [past]: value } }, { _id: { [past]: id } }],
  };
};

// A cursor is opaque, but not signed: what stands in it is the client's word.
const readPlace = <T extends Document>(order: Order<T>, [value, id]: Place) => {
  const isTie = order.unique ? id === undefined : typeof id === 'string';
  if (typeof value !== 'number' || !isTie) return foreign();
  const at = order.kind === 'time' ? new Date(value) : value;
  return Number.isNaN(Number(at)) ? foreign() : { value: at, id };
};

const foreign = () =>
  refuse('invalid', 'cursor.invalid', 'The cursor is not of this list; begin again without it');

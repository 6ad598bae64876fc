import { type Place, refuse, type Searched, type Stretch } from '@obey/service-kit';
import type { Document, Filter } from 'mongodb';
import { personKey } from './people.js';
import { type Archived, typeOf } from './records.js';
import type { Store } from './store.js';

/** What is searched for; all that is given must hold. Times are those at which messages were said. */
export interface Search {
  readonly type?: string;
  readonly subject?: string;
  /** An id or an address. */
  readonly user?: string;
  readonly service?: string;
  readonly correlationId?: string;
  readonly from?: Date;
  readonly to?: Date;
}

/** A search reads no more than this at a time, however little it finds. */
export const mostRead = 1_000;

/** What stands in the fields that are searched, the most telling first: its index is the one that is read. */
const fieldsOf = ({ correlationId, subject, user, type, service }: Search) =>
  Object.entries({
    correlationId,
    subject,
    people: user === undefined ? undefined : personKey(user),
    type: type === undefined ? undefined : typeOf(type),
    source: service,
  }).filter((field): field is [string, string] => field[1] !== undefined);

export const placeOf = ({ said, _id }: Pick<Archived, 'said' | '_id'>): Place => [said.getTime(), _id];

/**
 * One field and the times that are beyond the place to go on from: filters that each select one range of one index, the
 * nearest first. Of what was said in the same millisecond as the place, only what is beyond it is read.
 */
const ranges = (
  first: readonly [string, string] | undefined,
  { from, to }: Search,
  { from: place, direction }: Stretch,
): Filter<Archived>[] => {
  const field = first && { [first[0]]: first[1] };
  const asked = { ...(from && { $gte: from }), ...(to && { $lte: to }) };
  if (place === undefined) return [{ ...field, ...((from || to) && { said: asked }) }];
  const [at, id] = readPlace(place);
  const isBack = direction === 'before';
  const further = isBack ? { ...asked, $gt: at } : { ...asked, $lt: at };
  const isAsked = (!from || at >= from) && (!to || at <= to);
  const ties = { ...field, said: at, _id: isBack ? { $gt: id } : { $lt: id } };
  return [...(isAsked ? [ties] : []), { ...field, said: further }];
};

// A cursor is opaque, but not signed: what stands in it is the client's word.
const readPlace = ([at, id]: Place): readonly [Date, string] => {
  const time = new Date(typeof at === 'number' ? at : Number.NaN);
  if (!Number.isNaN(time.getTime()) && typeof id === 'string') return [time, id];
  return refuse('invalid', 'cursor.invalid', 'The cursor is not of this list; begin again without it');
};

/** Finds a stretch of what is searched for, newest first; before a place, the nearest first. */
export const findEvents = async (
  { events }: Pick<Store, 'events'>,
  search: Search,
  stretch: Stretch,
): Promise<Searched<Archived>> => {
  const [first, ...others] = fieldsOf(search);
  const { direction, limit } = stretch;
  const order = direction === 'after' ? -1 : 1;
  const filters = ranges(first, search, stretch);
  const read = async (most: number, projection: Document = {}) => {
    const some = filters.map((filter) =>
      events.find(filter, { projection, sort: { said: order, _id: order }, limit: most }).toArray(),
    );
    return (await Promise.all(some)).flat().slice(0, most);
  };
  if (others.length === 0) return { items: await read(limit) };

  const looked = await read(mostRead, {
    said: 1,
    ...Object.fromEntries(others.map(([field]) => [field, 1])),
  });
  const fitting = looked.filter((one) =>
    others.every(([field, value]) => holds(Reflect.get(one, field), value)),
  );
  const shown = fitting.slice(0, limit).map(({ _id }) => _id);
  const whole = await events.find({ _id: { $in: shown } }).toArray();
  const byId = new Map(whole.map((record) => [record._id, record]));
  const last = looked.at(-1);
  const isCutShort = looked.length === mostRead && fitting.length < limit;
  return {
    items: shown.flatMap((id) => byId.get(id) ?? []),
    until: isCutShort && last ? placeOf(last) : undefined,
  };
};

const holds = (stored: unknown, value: string) =>
  Array.isArray(stored) ? stored.includes(value) : stored === value;

import type { UpdateFilter } from 'mongodb';
import type { Random } from './random.js';

export type State = 'open' | 'done';
export type Line = { sku: string; amount: number };

/** The documents of the kills: each belongs to one writer, which counts its updates in `n`. */
export type Order = {
  _id: string;
  owner: number;
  n: number;
  key: string;
  group: number;
  state: State;
  nick?: string;
  tags: string[];
  lines: Line[];
};

const TAGS = ['red', 'green', 'blue', 'red'];

const someTags = (random: Random) => Array.from({ length: random.below(4) }, () => random.one(TAGS));
const someLines = (random: Random): Line[] =>
  Array.from({ length: random.below(3) }, () => ({
    sku: random.one(['cup', 'pot']),
    amount: random.below(3),
  }));

export function newOrder(random: Random, owner: number, _id: string): Order {
  return {
    _id,
    owner,
    n: 0,
    key: `key of ${_id}`,
    group: random.below(4),
    state: random.one(['open', 'done']),
    ...(random.chance(0.5) ? { nick: `nick of ${_id}` } : {}),
    tags: someTags(random),
    lines: someLines(random),
  };
}

/** An update that counts, and changes some of the other indexed fields; and what it makes of an order. */
export function changeOf(random: Random, before: Order): { update: UpdateFilter<Order>; after: Order } {
  const n = before.n + 1;
  const changed = {
    ...(random.chance(0.4) ? { state: random.one<State>(['open', 'done']) } : {}),
    ...(random.chance(0.3) ? { tags: someTags(random) } : {}),
    ...(random.chance(0.3) ? { lines: someLines(random) } : {}),
    ...(random.chance(0.2) ? { key: `key ${n} of ${before._id}` } : {}),
    ...(before.nick === undefined && random.chance(0.3) ? { nick: `nick ${n} of ${before._id}` } : {}),
  };
  const after = { ...before, ...changed, n };
  const set = Object.keys(changed).length > 0 ? { $set: changed } : {};
  if (before.nick === undefined || random.chance(0.7)) return { update: { $inc: { n: 1 }, ...set }, after };
  const { nick: _, ...anonymous } = after;
  return { update: { $inc: { n: 1 }, ...set, $unset: { nick: '' } }, after: anonymous };
}

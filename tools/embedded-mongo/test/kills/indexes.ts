import type { Collection, Filter, IndexDescription } from 'mongodb';
import type { Order } from './order.js';

/** An index, and what it must hold. */
type Expectation = {
  spec: IndexDescription & { name: string };
  /** What a query must ask for so that the index serves it. */
  filter: Filter<Order>;
  /** How many entries an order has in it; 0 when it is left out. */
  entries: (order: Order) => number;
  /** The conditions by which an order is found at its entry. */
  points: (order: Order) => Filter<Order>[];
};

const whole = { filter: {}, entries: () => 1 };
const open: Filter<Order> = { state: 'open' };
const partial = { filter: open, entries: ({ state }: Order) => (state === 'open' ? 1 : 0) };
const sparse = { filter: {}, entries: ({ nick }: Order) => (nick === undefined ? 0 : 1) };
const multikey = (values: (order: Order) => unknown[]) => ({
  filter: {},
  entries: (order: Order) => Math.max(1, new Set(values(order).map((value) => JSON.stringify(value))).size),
});
const byNick = ({ nick }: Order) => (nick === undefined ? [] : [{ nick }]);

/** The collections and their indexes. */
export const COLLECTIONS: Readonly<Record<string, readonly Expectation[]>> = {
  orders: [
    { spec: { name: 'key', key: { key: 1 }, unique: true }, ...whole, points: ({ key }) => [{ key }] },
    { spec: { name: 'owner', key: { owner: 1, n: -1 } }, ...whole, points: ({ owner, n }) => [{ owner, n }] },
    { spec: { name: 'nick', key: { nick: 1 }, sparse: true, unique: true }, ...sparse, points: byNick },
    {
      spec: { name: 'n', key: { n: 1 }, partialFilterExpression: open },
      ...partial,
      points: ({ n }) => [{ n, ...open }],
    },
    {
      spec: { name: 'tags', key: { tags: 1 } },
      ...multikey(({ tags }) => tags),
      points: ({ tags }) => tags.map((tag) => ({ tags: tag })),
    },
  ],
  archive: [
    {
      spec: { name: 'key', key: { owner: -1, key: 1 }, unique: true, partialFilterExpression: open },
      ...partial,
      points: ({ owner, key }) => [{ owner, key, ...open }],
    },
    { spec: { name: 'nick', key: { nick: -1 }, sparse: true }, ...sparse, points: byNick },
    { spec: { name: 'n', key: { n: 1 } }, ...whole, points: ({ n }) => [{ n }] },
    {
      spec: { name: 'lines', key: { 'lines.sku': 1, 'lines.amount': -1 } },
      ...multikey(({ lines }) => lines),
      points: ({ lines }) => lines.map(({ sku, amount }) => ({ lines: { $elemMatch: { sku, amount } } })),
    },
    {
      spec: { name: 'tagged', key: { group: 1, tags: 1, n: 1 } },
      ...multikey(({ tags }) => tags),
      points: ({ group, tags, n }) => tags.map((tag) => ({ group, tags: tag, n })),
    },
  ],
};

const sorted = (orders: readonly Pick<Order, '_id'>[]) => orders.map(({ _id }) => _id).sort();

/** What is wrong with an index, by a whole walk of it: what it finds, how often, and how many entries it has. */
async function walk(
  orders: Collection<Order>,
  { spec: { name }, filter, entries }: Expectation,
  stored: readonly Order[],
): Promise<string[]> {
  const query = { hint: name, projection: { _id: 1 } } as const;
  const found = sorted(await orders.find(filter, query).toArray());
  const held = sorted(stored.filter((order) => entries(order) > 0));
  const { executionStats } = await orders.find(filter, query).explain('executionStats');
  const count = stored.reduce((sum, order) => sum + entries(order), 0);
  return [
    ...(found.join() === held.join() ? [] : [`${name} finds ${found.length} of ${held.length}: ${found}`]),
    ...(executionStats.totalKeysExamined === count
      ? []
      : [`${name} has ${executionStats.totalKeysExamined} entries instead of ${count}`]),
  ];
}

/** Every order that an index must hold and that is not found at its entries. */
async function missed(
  orders: Collection<Order>,
  { spec: { name }, entries, points }: Expectation,
  some: readonly Order[],
): Promise<string[]> {
  const asked = some
    .filter((order) => entries(order) > 0)
    .flatMap((order) => points(order).map((point) => ({ ...point, _id: order._id })));
  const found = await Promise.all(
    asked.map((filter) => orders.find(filter, { hint: name, projection: { _id: 1 } }).toArray()),
  );
  return asked
    .filter((_, at) => found[at]?.length !== 1)
    .map((filter) => `${name} misses ${JSON.stringify(filter)}`);
}

/** The faults of all indexes: walked whole, and some orders looked up by each. */
export async function indexFaults(
  orders: Collection<Order>,
  stored: readonly Order[],
  some: readonly Order[],
): Promise<string[]> {
  const expectations = COLLECTIONS[orders.collectionName] ?? [];
  const faults = [];
  for (const expectation of expectations) {
    faults.push(...(await walk(orders, expectation, stored)), ...(await missed(orders, expectation, some)));
  }
  return faults.map((fault) => `${orders.collectionName}: ${fault}`);
}

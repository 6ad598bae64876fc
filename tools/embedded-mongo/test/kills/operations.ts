import { isDeepStrictEqual } from 'node:util';
import { type AnyBulkWriteOperation, type Collection, MongoServerError } from 'mongodb';
import { changeOf, newOrder, type Order } from './order.js';
import type { Random } from './random.js';

/** A write: what it makes of the orders it touches (undefined: deleted), and how it is sent. */
export type Operation = { effect: ReadonlyMap<string, Order | undefined>; send: () => Promise<void> };

export type Writing = {
  orders: Collection<Order>;
  random: Random;
  owner: number;
  /** The writer's own orders. */
  mine: readonly Order[];
  newId: () => string;
};

type Kind = (writing: Writing) => Operation;

const fresh = ({ random, owner, newId }: Writing) => newOrder(random, owner, newId());
const present = (orders: readonly Order[]) => new Map(orders.map((order) => [order._id, order]));
const absent = (orders: readonly Order[]) => new Map(orders.map(({ _id }) => [_id, undefined]));

function expectEqual(what: string, found: unknown, expected: unknown): void {
  if (isDeepStrictEqual(found, expected)) return;
  throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}

const insertOne: Kind = (writing) => {
  const order = fresh(writing);
  return {
    effect: present([order]),
    send: async () => void (await writing.orders.insertOne(order)),
  };
};

const insertMany: Kind = (writing) => {
  const added = Array.from({ length: 4 }, () => fresh(writing));
  return {
    effect: present(added),
    send: async () => expectEqual('inserted', (await writing.orders.insertMany(added)).insertedCount, 4),
  };
};

const refusedInsert: Kind = (writing) => {
  const open = writing.mine.filter(({ state }) => state === 'open');
  if (open.length === 0) return insertOne(writing);
  const twin: Order = { ...fresh(writing), key: writing.random.one(open).key, state: 'open' };
  return {
    effect: new Map(),
    send: async () => {
      const refusal = await writing.orders.insertOne(twin).catch((error: unknown) => error);
      if (refusal instanceof MongoServerError) expectEqual('refused', refusal.code, 11000);
      else if (refusal instanceof Error) throw refusal;
      else throw new Error(`a second order with the key ${twin.key} was taken`);
    },
  };
};

const updateOne: Kind = ({ orders, random, mine }) => {
  const before = random.one(mine);
  const { update, after } = changeOf(random, before);
  const filter = random.one([{ _id: before._id }, { key: before.key }, { _id: before._id, n: before.n }]);
  return {
    effect: present([after]),
    send: async () => expectEqual('updated', (await orders.updateOne(filter, update)).modifiedCount, 1),
  };
};

const updateGroup: Kind = ({ orders, random, owner, mine }) => {
  const { group } = random.one(mine);
  const changed = mine
    .filter((order) => order.group === group)
    .map((order) => ({ ...order, n: order.n + 1 }));
  return {
    effect: present(changed),
    send: async () => {
      const { modifiedCount } = await orders.updateMany({ owner, group }, { $inc: { n: 1 } });
      expectEqual('updated', modifiedCount, changed.length);
    },
  };
};

const replaceOne: Kind = (writing) => {
  const { _id, n } = writing.random.one(writing.mine);
  const after = { ...newOrder(writing.random, writing.owner, _id), n: n + 1 };
  return {
    effect: present([after]),
    send: async () =>
      expectEqual('replaced', (await writing.orders.replaceOne({ _id }, after)).modifiedCount, 1),
  };
};

const findOneAndUpdate: Kind = ({ orders, random, mine }) => {
  const before = random.one(mine);
  const { update, after } = changeOf(random, before);
  return {
    effect: present([after]),
    send: async () => {
      const found = await orders.findOneAndUpdate({ _id: before._id }, update, { returnDocument: 'after' });
      expectEqual('found and updated', found, after);
    },
  };
};

const findOneAndDelete: Kind = ({ orders, random, mine }) => {
  const before = random.one(mine);
  return {
    effect: absent([before]),
    send: async () =>
      expectEqual('found and deleted', await orders.findOneAndDelete({ key: before.key }), before),
  };
};

const deleteOne: Kind = ({ orders, random, mine }) => {
  const before = random.one(mine);
  return {
    effect: absent([before]),
    send: async () => expectEqual('deleted', (await orders.deleteOne({ _id: before._id })).deletedCount, 1),
  };
};

const deleteGroup: Kind = ({ orders, random, owner, mine }) => {
  const { group } = random.one(mine);
  const gone = mine.filter((order) => order.group === group);
  return {
    effect: absent(gone),
    send: async () => {
      expectEqual('deleted', (await orders.deleteMany({ owner, group })).deletedCount, gone.length);
    },
  };
};

/** Each order is touched once; the driver sends a command for each run of one kind of statement. */
const bulkWrite: Kind = (writing) => {
  const { orders, random, mine } = writing;
  const start = random.below(mine.length - 4);
  const [changed, doubled, gone] = mine.slice(start, start + 3);
  if (!changed || !doubled || !gone) throw new Error('a bulk write wants three orders');
  const { update, after } = changeOf(random, changed);
  const [added, upserted] = [fresh(writing), fresh(writing)];
  const { _id, ...fields } = upserted;
  const statements: AnyBulkWriteOperation<Order>[] = [
    { insertOne: { document: added } },
    { updateOne: { filter: { _id: changed._id }, update } },
    { updateOne: { filter: { _id: doubled._id }, update: { $inc: { n: 1 } } } },
    { updateOne: { filter: { _id }, update: { $set: fields }, upsert: true } },
    { deleteOne: { filter: { _id: gone._id } } },
  ];
  return {
    effect: new Map([
      ...present([added, upserted, after, { ...doubled, n: doubled.n + 1 }]),
      ...absent([gone]),
    ]),
    send: async () => {
      const done = await orders.bulkWrite(statements, { ordered: random.chance(0.5) });
      const { insertedCount, modifiedCount, upsertedCount, deletedCount } = done;
      expectEqual('in bulk', [insertedCount, modifiedCount, upsertedCount, deletedCount], [1, 2, 1, 1]);
    },
  };
};

const GROWING = [insertOne, insertMany];
const SHRINKING = [deleteGroup, deleteGroup, findOneAndDelete];
const ALL = [
  ...GROWING,
  ...[refusedInsert, updateOne, updateOne, updateGroup, replaceOne, findOneAndUpdate, findOneAndUpdate],
  ...[findOneAndDelete, deleteOne, deleteOne, bulkWrite, bulkWrite],
];

/** Any write; but a writer has 8 orders at least, and not many more than 50. */
export function nextOperation(writing: Writing): Operation {
  const { length } = writing.mine;
  const kinds = length < 8 ? GROWING : length > 50 ? SHRINKING : ALL;
  return writing.random.one(kinds)(writing);
}

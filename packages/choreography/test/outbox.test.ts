import { startMongo, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { MongoClient } from 'mongodb';
import type { OutboxField } from '../src/index.js';
import { join, messagesOn, redisFor, ShopOrderPlaced } from './shop.js';

interface Order {
  _id: string;
  step: number;
  outbox?: OutboxField;
}

const openShop = async (t: ExecutionContext) => {
  const redis = await redisFor(t);
  const mongo = await startMongo(t, 'shop');
  const client = await MongoClient.connect(mongo.url);
  t.teardown(() => client.close());
  const orders = client.db(mongo.database).collection<Order>('orders');
  const member = () => join(t, redis.url, 'shop');
  return { redis, orders, member };
};

test('what is stored with a document is told once and cleared', async (t) => {
  const { redis, orders, member } = await openShop(t);
  const { runtime } = await member();
  const outbox = await runtime.outbox(orders);
  const placed = [1, 2].map((step) => runtime.compose(ShopOrderPlaced, { orderId: 'a', step }));
  await orders.insertOne({ _id: 'a', step: 2, ...outbox.hold(placed) });
  outbox.relay('a');
  await until(
    'the outbox is cleared',
    async () => (await orders.findOne({ _id: 'a' }))?.outbox?.messages === undefined,
  );
  t.deepEqual(
    (await messagesOn(redis.client, 'events:{shop')).map(({ data }) => data.step),
    [1, 2],
  );
});

test('what is settled has been told', async (t) => {
  const { redis, orders, member } = await openShop(t);
  const { runtime } = await member();
  const outbox = await runtime.outbox(orders);
  const ids = Array.from({ length: 50 }, (_, at) => `order-${at}`);
  const held = ids.map((orderId) => ({
    _id: orderId,
    step: 1,
    ...outbox.hold([runtime.compose(ShopOrderPlaced, { orderId, step: 1 })]),
  }));
  await orders.insertMany(held);
  for (const [at, id] of ids.entries()) outbox.relay(id, `lane ${at % 4}`);
  await outbox.settled();
  const told = await messagesOn(redis.client, 'events:{shop');
  t.deepEqual(told.map(({ data }) => data.orderId).sort(), ids.toSorted());
});

test('writes to one document at once from two instances are all told, once each and in order', async (t) => {
  const { redis, orders, member } = await openShop(t);
  const members = [await member(), await member()];
  const boxes = await Promise.all(members.map(({ runtime }) => runtime.outbox(orders)));
  await orders.insertOne({ _id: 'a', step: 0 });
  for (let step = 1; step <= 40; step++) {
    const [side, box] = [members[step % 2], boxes[step % 2]];
    if (!side || !box) return t.fail();
    const placed = side.runtime.compose(ShopOrderPlaced, { orderId: 'a', step });
    await orders.updateOne({ _id: 'a', step: step - 1 }, { $set: { step }, ...box.push([placed]) });
    box.relay('a');
  }
  await until(
    'the outbox is cleared',
    async () => (await orders.findOne({ _id: 'a' }))?.outbox?.messages === undefined,
  );
  const steps = (await messagesOn(redis.client, 'events:{shop')).map(({ data }) => data.step);
  t.deepEqual(
    steps,
    Array.from({ length: 40 }, (_, n) => n + 1),
  );
});

test('what a crash left in an outbox, the sweeper of another instance tells', async (t) => {
  const { redis, orders, member } = await openShop(t);
  const crashed = await member();
  const box = await crashed.runtime.outbox(orders);
  const placed = crashed.runtime.compose(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await crashed.runtime.stop();
  await orders.insertOne({ _id: 'a', step: 1, ...box.hold([placed]) });
  const next = await member();
  await next.runtime.outbox(orders);
  await until('it is told', async () => (await messagesOn(redis.client, 'events:{shop')).length === 1);
  await until(
    'it is cleared',
    async () => (await orders.findOne({ _id: 'a' }))?.outbox?.messages === undefined,
  );
  t.is((await messagesOn(redis.client, 'events:{shop'))[0]?.id, placed.message.id);
});

test('what a crash left is finished before it is told; what fails at that, the next sweep tries again', async (t) => {
  const { redis, orders, member } = await openShop(t);
  const { runtime, seen } = await member();
  const tries: string[] = [];
  const finish = async (id: string) => {
    tries.push(id);
    if (tries.length === 1) throw new Error('not yet');
    await orders.updateOne({ _id: id }, { $set: { step: 2 } });
  };
  const box = await runtime.outbox(orders, { finish });
  const placed = runtime.compose(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await orders.insertOne({ _id: 'a', step: 1, ...box.hold([placed]) });
  await until('it is told', async () => (await messagesOn(redis.client, 'events:{shop')).length > 0);
  t.is((await orders.findOne({ _id: 'a' }))?.step, 2);
  t.true(seen.some((one) => one.kind === 'trouble' && one.what === 'finishing orders a'));
});

test('a claim whose holder died after publishing is taken over without telling twice', async (t) => {
  const { redis, orders, member } = await openShop(t);
  const { runtime } = await member();
  const told = await runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  const { stream } = runtime.compose(ShopOrderPlaced, { orderId: 'a', step: 1 });
  const outbox: OutboxField = {
    messages: [{ stream, message: told }],
    dueAt: new Date(Date.now() - 1_000),
    relayedBy: 'somebody who died',
  };
  await orders.insertOne({ _id: 'a', step: 1, outbox });
  await runtime.outbox(orders);
  await until(
    'it is cleared',
    async () => (await orders.findOne({ _id: 'a' }))?.outbox?.messages === undefined,
  );
  t.is((await messagesOn(redis.client, 'events:{shop')).length, 1);
});

test('while Redis is away the write stands, and is told when it is back', async (t) => {
  const { redis, orders, member } = await openShop(t);
  const { runtime } = await member();
  const outbox = await runtime.outbox(orders);
  redis.signal('SIGKILL');
  await orders.insertOne({
    _id: 'a',
    step: 1,
    ...outbox.hold([runtime.compose(ShopOrderPlaced, { orderId: 'a', step: 1 })]),
  });
  outbox.relay('a');
  t.is((await orders.findOne({ _id: 'a' }))?.outbox?.messages?.length, 1);
  await redis.restart();
  await until('it is told', async () => (await messagesOn(redis.client, 'events:{shop')).length === 1);
  await until(
    'it is cleared',
    async () => (await orders.findOne({ _id: 'a' }))?.outbox?.messages === undefined,
  );
});

test('documents of one lane are told in the order in which they were relayed', async (t) => {
  const { redis, orders, member } = await openShop(t);
  const { runtime } = await member();
  const outbox = await runtime.outbox(orders);
  for (let step = 1; step <= 30; step++) {
    const placed = runtime.compose(ShopOrderPlaced, { orderId: 'a', step });
    await orders.insertOne({ _id: `step-${step}`, step, ...outbox.hold([placed]) });
    outbox.relay(`step-${step}`, 'a');
  }
  await until('all are told', async () => (await messagesOn(redis.client, 'events:{shop')).length === 30);
  const steps = (await messagesOn(redis.client, 'events:{shop')).map(({ data }) => data.step);
  t.deepEqual(
    steps,
    Array.from({ length: 30 }, (_, n) => n + 1),
  );
});

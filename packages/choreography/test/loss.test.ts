import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as path } from 'node:path';
import { startMongo, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { MongoClient } from 'mongodb';
import { createRuntime, type OutboxField, on } from '../src/index.js';
import { join, messagesOn, quick, redisFor, ShopOrderPlaced } from './shop.js';

interface Order {
  _id: string;
  outbox?: OutboxField;
}

const openShop = async (t: ExecutionContext, keepMs?: number) => {
  const redis = await redisFor(t);
  const { url, database } = await startMongo(t, 'loss');
  const client = await MongoClient.connect(url);
  t.teardown(() => client.close());
  const orders = client.db(database).collection<Order>('orders');
  const shop = await join(t, redis.url, 'shop');
  const outbox = await shop.runtime.outbox(orders, keepMs === undefined ? {} : { keepMs });
  const place = async (orderId: string) => {
    const placed = shop.runtime.compose(ShopOrderPlaced, { orderId, step: 1 });
    await orders.insertOne({ _id: orderId, ...outbox.hold([placed]) });
    outbox.relay(orderId);
    return placed.message.id;
  };
  return { redis, orders, shop, place };
};

test('after FLUSHALL what the outboxes hold is published again, by itself, and the loss is told', async (t) => {
  const { redis, shop, place } = await openShop(t);
  const ids = [await place('a'), await place('b'), await place('c')];
  await until('all are told', async () => (await messagesOn(redis.client, 'events:{shop')).length === 3);
  await redis.client.flushall();
  await until(
    'all are told again',
    async () => (await messagesOn(redis.client, 'events:{shop')).length === 3,
  );
  t.deepEqual((await messagesOn(redis.client, 'events:{shop')).map(({ id }) => id).sort(), ids.sort());
  const loss = await until('the loss is told', () => shop.seen.find(({ kind }) => kind === 'data-lost'));
  t.like(loss, { kind: 'data-lost', certain: true, republished: 3 });
});

test('a Redis that comes back with an older copy gets what it lost, and keeps what it has', async (t) => {
  const { redis, shop, place } = await openShop(t);
  const heard: string[] = [];
  await join(t, redis.url, 'stock', [on(ShopOrderPlaced, ({ data }) => void heard.push(data.orderId))]);
  await place('kept');
  await until('it is heard', () => heard.length === 1);
  const dir = await mkdtemp(path(tmpdir(), 'copy-'));
  t.teardown(() => rm(dir, { recursive: true, force: true }));
  const [, data = ''] = await redis.client.config('GET', 'dir').then((reply) => [reply].flat().map(String));
  await cp(data, dir, { recursive: true });
  await place('lost');
  await until('it is heard too', () => heard.includes('lost'));
  await redis.kill();
  await rm(path(data, 'appendonlydir'), { recursive: true });
  await cp(dir, data, { recursive: true });
  await redis.restart();
  await until(
    'both stand on the stream',
    async () => (await messagesOn(redis.client, 'events:{shop')).length === 2,
  );
  await until('the loss is told', () =>
    shop.seen.some((one) => one.kind === 'data-lost' && one.republished === 1),
  );
  t.is((await messagesOn(redis.client, 'events:{shop')).length, 2);
});

test('what was told is forgotten after the time declared', async (t) => {
  const { redis, orders, place } = await openShop(t, 200);
  await place('a');
  await until('it is told', async () => (await messagesOn(redis.client, 'events:{shop')).length === 1);
  await until('it is forgotten', async () => (await orders.findOne({ _id: 'a' }))?.outbox === undefined);
  t.is((await messagesOn(redis.client, 'events:{shop')).length, 1);
});

test('a Redis that would throw messages away when it is full is refused', async (t) => {
  const redis = await redisFor(t);
  await redis.client.config('SET', 'maxmemory-policy', 'allkeys-lru');
  await t.throwsAsync(createRuntime({ service: 'shop', redis: redis.url, tuning: quick }), {
    code: 'choreography.evicting',
  });
  await redis.client.config('SET', 'maxmemory-policy', 'noeviction');
  const runtime = await createRuntime({ service: 'shop', redis: redis.url, tuning: quick });
  t.true(runtime.healthy());
  await runtime.stop();
});

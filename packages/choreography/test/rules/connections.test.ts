import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { connectTo, startProxy, startRedis, until } from '@obey/test-servers';
import test from 'ava';
import type { Redis } from 'ioredis';
import { assign } from '../../src/assignment.js';
import { on, redisTransport, type Transport } from '../../src/index.js';
import { messagesOn, pendingOf, ShopOrderPlaced, StockOrderPacked } from '../shop.js';
import { behindProxy, gate, member, owning, Placed, placedStream } from './scene.js';

const orders = Array.from({ length: 8 }, (_, n) => `order-${n}`);
const all = (count: number) => Array.from({ length: count }, (_, n) => n + 1);
const acknowledged = async (client: Redis) => (await pendingOf(client, 'events:{shop', 'stock')) === 0;

/** Steps of each order, by when they were handled first. */
const recorded = () => {
  const steps = new Map<string, number[]>(orders.map((orderId) => [orderId, []]));
  const reactions = [
    on(ShopOrderPlaced, ({ data: { orderId, step } }) => {
      const known = steps.get(orderId);
      if (!known?.includes(step)) known?.push(step);
    }),
  ];
  return {
    steps,
    reactions,
    reached: (step: number) => [...steps.values()].every((one) => one.includes(step)),
  };
};

test('connections that swallow everything are given up and replaced: nothing lost or doubled, order kept', async (t) => {
  const { redis, proxy, client } = await behindProxy(t);
  const { steps, reactions, reached } = recorded();
  const stock = await member(t, proxy.url, { reactions });
  await owning(stock, 8);
  const shop = await member(t, proxy.url, { service: 'shop' });
  const other = await member(t, redis.url, { service: 'shop' });
  const publish = (from: typeof shop, step: number) =>
    Promise.all(orders.map((orderId) => from.runtime.publish(ShopOrderPlaced, { orderId, step })));
  await publish(shop, 1);
  await until('they are handled', () => reached(1));
  proxy.blackHole();
  const swallowed = publish(shop, 2);
  await until('both have noticed', () => !stock.runtime.healthy() && !shop.runtime.healthy());
  proxy.heal();
  await swallowed;
  await publish(other, 3);
  await until('all are handled', () => reached(3));
  for (const orderId of orders) t.deepEqual(steps.get(orderId), [1, 2, 3], orderId);
  t.is((await messagesOn(client, 'events:{shop')).length, 3 * orders.length);
  await until('all are acknowledged', () => acknowledged(client));
  t.true(stock.runtime.healthy());
});

test('connections reset again and again: nothing lost or doubled, order kept', async (t) => {
  const { proxy, client } = await behindProxy(t);
  const { steps, reactions, reached } = recorded();
  await member(t, proxy.url, { reactions });
  await member(t, proxy.url, { reactions });
  const shop = await member(t, proxy.url, { service: 'shop' });
  for (let step = 1; step <= 30; step++) {
    const published = orders.map((orderId) => shop.runtime.publish(ShopOrderPlaced, { orderId, step }));
    if (step % 3 === 0) proxy.cut();
    await Promise.all(published);
  }
  await until('all are handled', () => reached(30), 40_000);
  for (const orderId of orders) t.deepEqual(steps.get(orderId), all(30), orderId);
  t.is((await messagesOn(client, 'events:{shop')).length, 30 * orders.length);
  await until('all are acknowledged', () => acknowledged(client));
});

test('a member that cannot read leaves its partitions to those who can', async (t) => {
  const redis = await startRedis(t);
  const proxy = await startProxy(t, redis);
  const client = connectTo(t, redis.url);
  const readingThroughProxy: Transport = {
    connect: async (options) => {
      const link = await redisTransport(redis.url).connect(options);
      const proxied = await redisTransport(proxy.url).connect(options);
      return {
        ...link,
        openWaiting: (role) => (role === 'read' ? proxied : link).openWaiting(role),
        close: () => {
          proxied.close();
          link.close();
        },
      };
    },
  };
  const heard: string[] = [];
  const react = (by: string) => [on(Placed, ({ data }) => void heard.push(`${by}${data.step}`))];
  const names = Array.from({ length: 100 }, (_, n) => `deaf-${n}`);
  const preferred =
    names.find((name) => assign([placedStream], [name, 'other']).get(placedStream) === name) ?? '';
  const deaf = await member(t, readingThroughProxy, { instance: preferred, reactions: react('deaf') });
  await owning(deaf, 1);
  const shop = await member(t, redis.url, { service: 'shop' });
  await shop.runtime.publish(Placed, { orderId: 'a', step: 1 });
  await until('it reads', () => heard.length === 1);
  proxy.blackHole();
  await member(t, redis.url, { instance: 'other', reactions: react('other') });
  await shop.runtime.publish(Placed, { orderId: 'a', step: 2 });
  await until('the other has taken over', () => heard.length === 2);
  t.deepEqual(heard, ['deaf1', 'other2']);
  await until('it is acknowledged', () => acknowledged(client));
});

const outages = {
  OOM: async (client: Redis) => {
    await client.config('SET', 'maxmemory', '1');
    return async () => void (await client.config('SET', 'maxmemory', '0'));
  },
  MISCONF: async (client: Redis) => {
    const [, dir = ''] = [await client.config('GET', 'dir')].flat().map(String);
    const file = join(dir, 'dump.rdb');
    // A snapshot cannot take the place of a folder.
    await mkdir(file);
    await client.config('SET', 'save', '3600 1');
    const failed = async () => /rdb_last_bgsave_status:err/.test(await client.info('persistence'));
    await client.bgsave();
    await until('a snapshot has failed', failed);
    return async () => {
      await rmdir(file);
      await client.bgsave();
      await until('a snapshot was written', async () => !(await failed()));
    };
  },
};

for (const [refusal, begin] of Object.entries(outages)) {
  test(`a Redis that refuses to write (${refusal}) is waited for, and fills no dead letters`, async (t) => {
    const redis = await startRedis(t);
    const client = connectTo(t, redis.url);
    const { opened, open } = gate();
    let begun = false;
    const stock = await member(t, redis.url, {
      reactions: [
        on(Placed, async ({ data }, context) => {
          begun = true;
          await opened;
          context.publish(StockOrderPacked, data);
        }),
      ],
      tuning: { attempts: 2 },
    });
    const shop = await member(t, redis.url, { service: 'shop' });
    for (const step of [1, 2, 3]) await shop.runtime.publish(Placed, { orderId: 'a', step });
    await until('it is at work', () => begun);
    const end = await begin(client);
    open();
    await until('it was refused more often than a fault may be', () => {
      const refused = stock.saw('retried').filter(({ error }) => String(error).includes(refusal));
      return refused.length >= 3;
    });
    await t.throwsAsync(shop.runtime.publish(Placed, { orderId: 'a', step: 4 }), {
      message: new RegExp(refusal),
    });
    await end();
    await until('all is said', async () => (await messagesOn(client, 'events:{stock')).length === 3);
    await until('all are acknowledged', () => acknowledged(client));
    t.deepEqual(
      (await messagesOn(client, 'events:{stock')).map(({ data }) => data.step),
      [1, 2, 3],
    );
    t.deepEqual(await client.keys('dead:*'), []);
  });
}

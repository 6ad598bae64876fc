import { setTimeout as delay } from 'node:timers/promises';
import { until } from '@obey/test-servers';
import test from 'ava';
import { on } from '../src/index.js';
import { join, messagesOn, pendingOf, redisFor, ShopOrderPlaced, StockOrderPacked } from './shop.js';

const orders = Array.from({ length: 8 }, (_, n) => `order-${n}`);

/** Steps in the order of their first handling must rise by one; being handled again is allowed. */
const inOrder = (steps: readonly number[]) => {
  let highest = 0;
  return steps.every((step) => {
    if (step > highest + 1) return false;
    highest = Math.max(highest, step);
    return true;
  });
};

test('Redis killed and started again under load: nothing lost, order kept', async (t) => {
  const redis = await redisFor(t);
  const steps = new Map<string, number[]>();
  const react = [
    on(ShopOrderPlaced, ({ data: { orderId, step } }) => {
      steps.set(orderId, [...(steps.get(orderId) ?? []), step]);
    }),
  ];
  await join(t, redis.url, 'stock', react);
  await join(t, redis.url, 'stock', react);
  const shop = await join(t, redis.url, 'shop');
  for (let step = 1; step <= 60; step++) {
    if (step === 20 || step === 40) await Promise.all([redis.restart(), delay(0)]);
    await Promise.all(orders.map((orderId) => shop.runtime.publish(ShopOrderPlaced, { orderId, step })));
  }
  await until('all are handled', () => orders.every((orderId) => steps.get(orderId)?.includes(60)), 40_000);
  for (const orderId of orders)
    t.true(inOrder(steps.get(orderId) ?? []), `${orderId}: ${steps.get(orderId)}`);
  const published = (await messagesOn(redis.client, 'events:{shop')).map(({ id }) => id);
  t.is(new Set(published).size, 480);
  t.is(published.length, 480, 'no resend was doubled');
  await until(
    'all are acknowledged',
    async () => (await pendingOf(redis.client, 'events:{shop', 'stock')) === 0,
  );
});

test('connections cut again and again under load: nothing lost, doubled or out of order', async (t) => {
  const redis = await redisFor(t);
  const steps = new Map<string, number[]>();
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, ({ data: { orderId, step } }) => {
      steps.set(orderId, [...(steps.get(orderId) ?? []), step]);
    }),
  ]);
  const shop = await join(t, redis.url, 'shop');
  const cutting = new AbortController();
  const cut = async () => {
    while (!cutting.signal.aborted) {
      await redis.client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      await delay(150);
    }
  };
  const cuts = cut();
  for (let step = 1; step <= 50; step++)
    await Promise.all(orders.map((orderId) => shop.runtime.publish(ShopOrderPlaced, { orderId, step })));
  cutting.abort();
  await cuts;
  await until('all are handled', () => orders.every((orderId) => steps.get(orderId)?.includes(50)), 40_000);
  for (const orderId of orders)
    t.true(inOrder(steps.get(orderId) ?? []), `${orderId}: ${steps.get(orderId)}`);
  const published = (await messagesOn(redis.client, 'events:{shop')).map(({ id }) => id);
  t.is(published.length, 400);
  t.is(new Set(published).size, 400);
});

test('after FLUSHALL the groups are made again by themselves, and what is said then is heard', async (t) => {
  const redis = await redisFor(t);
  const heard: number[] = [];
  const stock = await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, ({ data }) => void heard.push(data.step)),
  ]);
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await until('the first is heard', () => heard.includes(1));
  await redis.client.flushall();
  for (const orderId of orders) await shop.runtime.publish(ShopOrderPlaced, { orderId, step: 2 });
  await until('the others are heard', () => heard.filter((step) => step === 2).length >= orders.length);
  t.true(stock.seen.some(({ kind }) => kind === 'group-recreated' || kind === 'acquired'));
});

test('a full Redis refuses a publish, and says why; later it is taken, once', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  await redis.client.config('SET', 'maxmemory', '1');
  await t.throwsAsync(shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 }), { message: /OOM/ });
  await redis.client.config('SET', 'maxmemory', '0');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  t.is((await messagesOn(redis.client, 'events:{shop')).length, 1);
});

test('a frozen Redis is outlasted: it is given time, and nothing is doubled', async (t) => {
  const redis = await redisFor(t);
  const heard: number[] = [];
  await join(t, redis.url, 'stock', [on(ShopOrderPlaced, ({ data }) => void heard.push(data.step))]);
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  redis.signal('SIGSTOP');
  const published = shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 2 });
  await delay(2_500);
  redis.signal('SIGCONT');
  await published;
  await until('both are heard', () => heard.includes(1) && heard.includes(2));
  t.is((await messagesOn(redis.client, 'events:{shop')).length, 2);
});

test('a reaction that cannot say what follows is not acknowledged until it can', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  let reacted = 0;
  const stock = await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, async ({ data }, context) => {
      reacted += 1;
      if (reacted === 1) await redis.client.config('SET', 'maxmemory', '1');
      context.publish(StockOrderPacked, data);
    }),
  ]);
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await until('it was refused twice', () => stock.seen.filter(({ kind }) => kind === 'retried').length >= 2);
  t.is(await pendingOf(redis.client, 'events:{shop', 'stock'), 1);
  await redis.client.config('SET', 'maxmemory', '0');
  await until('it is said', async () => (await messagesOn(redis.client, 'events:{stock')).length === 1);
  await until(
    'it is acknowledged',
    async () => (await pendingOf(redis.client, 'events:{shop', 'stock')) === 0,
  );
  t.is(reacted, 1, 'only what it says was tried again');
});

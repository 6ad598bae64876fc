import { until } from '@obey/test-servers';
import test from 'ava';
import { Outage, on } from '../src/index.js';
import { partitionOf } from '../src/names.js';
import { join, pendingOf, redisFor, ShopOrderPlaced } from './shop.js';

const subjects = Array.from({ length: 200 }, (_, n) => `order-${n}`);

test('a subject that fails for long does not keep others of its partition waiting', async (t) => {
  const redis = await redisFor(t);
  const [hot = '', other = ''] = subjects.filter((subject) => partitionOf(subject, 8) === 3);
  const steps = new Map<string, number[]>();
  let broken = true;
  const window = 64;
  const stock = await join(
    t,
    redis.url,
    'stock',
    [
      on(ShopOrderPlaced, ({ data: { orderId, step } }) => {
        if (orderId === hot && broken) throw new Outage('The crane', { cause: new Error('no power') });
        steps.set(orderId, [...(steps.get(orderId) ?? []), step]);
      }),
    ],
    { window, retryBaseMs: 50, retryMaxMs: 50 },
  );
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: hot, step: 0 });
  await until('it fails', () => stock.seen.some(({ kind }) => kind === 'retried'));
  for (let step = 1; step <= 300; step++) await shop.runtime.publish(ShopOrderPlaced, { orderId: hot, step });
  for (let step = 0; step < 10; step++) await shop.runtime.publish(ShopOrderPlaced, { orderId: other, step });
  await until('the other subject is handled', () => steps.get(other)?.length === 10);
  t.is(steps.get(hot), undefined);
  const pending = () => pendingOf(redis.client, 'events:{shop', 'stock');
  await until('the others are acknowledged', async () => (await pending()) <= 301);
  t.is(await pending(), 301);
  broken = false;
  await until('the failing one is handled', () => steps.get(hot)?.length === 301);
  t.deepEqual(
    steps.get(hot),
    Array.from({ length: 301 }, (_, n) => n),
  );
});

test('what fills up before its first failure makes room when it fails, and there is an end to that', async (t) => {
  const redis = await redisFor(t);
  const [hot = '', other = ''] = subjects.filter((subject) => partitionOf(subject, 8) === 5);
  const handled: string[] = [];
  let broken = true;
  const shop = await join(t, redis.url, 'shop');
  for (let step = 0; step < 300; step++) await shop.runtime.publish(ShopOrderPlaced, { orderId: hot, step });
  await shop.runtime.publish(ShopOrderPlaced, { orderId: other, step: 0 });
  const tuning = { window: 10, backlog: 100, readCount: 10, retryBaseMs: 30, retryMaxMs: 30 };
  await join(
    t,
    redis.url,
    'stock',
    [
      on(ShopOrderPlaced, ({ data: { orderId } }) => {
        if (orderId === hot && broken) throw new Outage('The crane', { cause: new Error('no power') });
        handled.push(orderId);
      }),
    ],
    tuning,
  );
  await until(
    'the second cap is reached',
    async () => (await pendingOf(redis.client, 'events:{shop', 'stock')) >= 100,
  );
  t.true(
    (await pendingOf(redis.client, 'events:{shop', 'stock')) <= 120,
    'up to the cap, and what was being read',
  );
  t.deepEqual(handled, []);
  broken = false;
  await until('all are handled', () => handled.length === 301);
  t.true(handled.includes(other));
});

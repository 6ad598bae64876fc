import { until } from '@obey/test-servers';
import test from 'ava';
import { createRuntime, on, type Retention } from '../src/index.js';
import { join, messagesOn, quick, redisFor, ShopOrderPlaced } from './shop.js';

const old = 400;

/** More than a node of the stream holds, since trimming takes whole nodes; all of one partition. */
const fill = (publish: (step: number) => Promise<unknown>, from: number) =>
  Promise.all(Array.from({ length: old }, (_, n) => publish(from + n)));

const opened = async (t: Parameters<typeof redisFor>[0], url: string, retention: Retention) => {
  const seen: { kind: string; groups?: readonly string[] }[] = [];
  const runtime = await createRuntime({
    service: 'shop',
    redis: url,
    retention,
    observe: (observation) => seen.push(observation),
    tuning: { ...quick, trimMs: 100 },
  });
  t.teardown(() => runtime.stop());
  return { runtime, seen };
};

test('entries that are old and finished by every group go; young ones stay', async (t) => {
  const redis = await redisFor(t);
  let handled = 0;
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, () => {
      handled += 1;
    }),
  ]);
  const { runtime } = await opened(t, redis.url, { keepMs: 500 });
  await fill((step) => runtime.publish(ShopOrderPlaced, { orderId: 'a', step }), 0);
  await until('they are handled', () => handled === old);
  await until(
    'the old ones are gone, but for what is left of a node',
    async () => (await messagesOn(redis.client, 'events:{shop')).length <= 100,
  );
  await runtime.publish(ShopOrderPlaced, { orderId: 'a', step: old });
  await until('the young one is handled', () => handled === old + 1);
  t.is((await messagesOn(redis.client, 'events:{shop')).at(-1)?.data.step, old);
});

test('nothing is trimmed past what a group has pending; who holds it back is told', async (t) => {
  const redis = await redisFor(t);
  let free: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    free = resolve;
  });
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, ({ data }) => (data.step === 0 ? held : undefined)),
  ]);
  const { runtime, seen } = await opened(t, redis.url, { keepMs: 200 });
  await fill((step) => runtime.publish(ShopOrderPlaced, { orderId: 'a', step }), 0);
  await until('it is told', () =>
    seen.some(({ kind, groups }) => kind === 'held-back' && groups?.includes('stock')),
  );
  t.is((await messagesOn(redis.client, 'events:{shop')).length, old);
  free();
  await until(
    'they go when they are done',
    async () => (await messagesOn(redis.client, 'events:{shop')).length <= 100,
  );
});

test('many old entries go at once, also while Redis is full', async (t) => {
  const redis = await redisFor(t);
  const key = 'events:{shop:0}';
  const flight = redis.client.pipeline();
  for (let n = 1; n <= 25_000; n++) flight.xadd(key, `1-${n}`, 'event', '{}');
  await flight.exec();
  const { runtime } = await opened(t, redis.url, { keepMs: 60_000 });
  await redis.client.config('SET', 'maxmemory', '1');
  await runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 }).catch(() => undefined);
  await until('they are gone', async () => (await redis.client.xlen(key)) <= 100);
  t.is((await redis.client.xrange(key, '1-1', '1-1')).length, 0);
});

test('nothing is trimmed that a declared group has not finished, also where it has never run', async (t) => {
  const redis = await redisFor(t);
  const { runtime, seen } = await opened(t, redis.url, { keepMs: 200, groups: ['audit'] });
  await fill((step) => runtime.publish(ShopOrderPlaced, { orderId: 'a', step }), 0);
  await until('it is told', () =>
    seen.some(({ kind, groups }) => kind === 'held-back' && groups?.includes('audit')),
  );
  t.is((await messagesOn(redis.client, 'events:{shop')).length, old);
  let stored = 0;
  await join(t, redis.url, 'audit', [
    on(ShopOrderPlaced, () => {
      stored += 1;
    }),
  ]);
  await until('it has heard all', () => stored === old);
  await until('they go', async () => (await messagesOn(redis.client, 'events:{shop')).length <= 100);
});

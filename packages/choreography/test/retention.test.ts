import { until } from '@obey/test-servers';
import test from 'ava';
import { answer, createRuntime, on, onAny, type Retention } from '../src/index.js';
import { streamKeyFor } from '../src/names.js';
import { join, messagesOn, quick, redisFor, ShopCancelOrder, ShopGetOrder, ShopOrderPlaced } from './shop.js';

const old = 400;

/** More than a node of the stream holds, since trimming takes whole nodes; all of one partition. */
const fill = (publish: (step: number) => Promise<unknown>, from: number) =>
  Promise.all(Array.from({ length: old }, (_, n) => publish(from + n)));

const opened = async (t: Parameters<typeof redisFor>[0], url: string, retention: Retention) => {
  const seen: { kind: string; groups?: readonly string[]; stream?: string }[] = [];
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

test('a group that has run is waited for while it is stopped', async (t) => {
  const redis = await redisFor(t);
  const heard: number[] = [];
  const reactions = [on(ShopOrderPlaced, ({ data }) => void heard.push(data.step))];
  const stock = await createRuntime({ service: 'stock', redis: redis.url, tuning: quick });
  await stock.start(reactions);
  await stock.stop();
  const { runtime, seen } = await opened(t, redis.url, { keepMs: 200 });
  await fill((step) => runtime.publish(ShopOrderPlaced, { orderId: 'a', step }), 0);
  await until('it is told', () =>
    seen.some(({ kind, groups }) => kind === 'held-back' && groups?.includes('stock')),
  );
  t.is((await messagesOn(redis.client, 'events:{shop')).length, old);
  await join(t, redis.url, 'stock', reactions);
  await until('it has heard all', () => heard.length === old);
});

test('nothing is trimmed that the archive has not heard, commands and requests too, while it has never run or is down', async (t) => {
  const redis = await redisFor(t);
  const { runtime, seen } = await opened(t, redis.url, { keepMs: 200, archive: 'audit' });
  const streams = ['events:{shop', 'commands:{shop', 'requests:{shop'];
  const lengths = () => Promise.all(streams.map(async (key) => (await messagesOn(redis.client, key)).length));
  const fillAll = async (from: number) => {
    await fill((step) => runtime.publish(ShopOrderPlaced, { orderId: 'a', step }), from);
    await fill((step) => runtime.send(ShopCancelOrder, { orderId: 'a', step }), from);
    // A question on its stream, as one that nobody waits for any more.
    const key = streamKeyFor(ShopGetOrder, 'a');
    const asked = Array.from({ length: old }, (_, step) => question(from + step));
    for (const json of asked) await redis.client.xadd(key, '*', 'event', json);
  };
  const heldBack = () =>
    new Set(
      seen.flatMap(({ kind, groups, stream }) =>
        kind === 'held-back' && groups?.includes('audit') ? [stream?.slice(0, stream.indexOf('{'))] : [],
      ),
    );
  await runtime.start([
    on(ShopOrderPlaced, () => {}),
    on(ShopCancelOrder, () => {}),
    answer(ShopGetOrder, ({ data }) => ({ ...data, step: 1 })),
  ]);
  await fillAll(0);
  await until('all are held back for who has never run', () => heldBack().size === 3);
  t.deepEqual(await lengths(), [old, old, old]);

  let stored = 0;
  const tap = onAny([ShopOrderPlaced, ShopCancelOrder, ShopGetOrder], () => {
    stored += 1;
  });
  const audit = await createRuntime({ service: 'audit', redis: redis.url, tuning: quick });
  t.teardown(() => audit.stop());
  await audit.start([tap]);
  await until('it has heard all', () => stored === 3 * old);
  await until('they go', async () => (await lengths()).every((length) => length <= 100));

  await audit.stop();
  seen.length = 0;
  const before = await lengths();
  await fillAll(old);
  await until('all are held back for who is down', () => heldBack().size === 3);
  const after = await lengths();
  t.true(
    after.every((length, at) => length >= old && length <= old + (before[at] ?? 0)),
    after.join(),
  );
  const again = await createRuntime({ service: 'audit', redis: redis.url, tuning: quick });
  t.teardown(() => again.stop());
  await again.start([tap]);
  await until('it has heard the rest', () => stored === 6 * old);
});

const question = (step: number) =>
  JSON.stringify({
    specversion: '1.0',
    id: `question-${step}`,
    source: 'stock',
    type: ShopGetOrder.type,
    subject: 'a',
    time: new Date().toISOString(),
    dataversion: 1,
    deadline: new Date(0).toISOString(),
    data: { orderId: 'a' },
  });

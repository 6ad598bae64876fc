import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { on } from '../src/index.js';
import { streamKeyFor } from '../src/names.js';
import { join, pendingOf, quick, redisFor, ShopOrderPlaced } from './shop.js';

const all = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

test('scaling from one instance to three and back under load keeps the order of each subject', async (t) => {
  const redis = await redisFor(t);
  const handled: { by: string; orderId: string; step: number }[] = [];
  const stock = (by: string) =>
    join(t, redis.url, 'stock', [
      on(ShopOrderPlaced, async ({ data }) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 2));
        handled.push({ by, ...data });
      }),
    ]);
  const shop = await join(t, redis.url, 'shop');
  const orders = Array.from({ length: 16 }, (_, n) => `order-${n}`);
  let step = 0;
  const publishUntil = async (what: string, done: () => boolean) => {
    await until(what, async () => {
      step += 1;
      await Promise.all(orders.map((orderId) => shop.runtime.publish(ShopOrderPlaced, { orderId, step })));
      return done();
    });
  };
  const by = (name: string) => handled.some((one) => one.by === name);
  await stock('one');
  await publishUntil('one works', () => by('one'));
  const two = await stock('two');
  const three = await stock('three');
  await publishUntil('all three work', () => by('two') && by('three'));
  await two.runtime.stop();
  await three.runtime.stop();
  const left = handled.length;
  await publishUntil('one works alone', () => handled.length > left + 64);
  await until('all are handled', () => handled.length >= orders.length * step);
  for (const orderId of orders) {
    const steps = handled.filter((one) => one.orderId === orderId).map((one) => one.step);
    t.deepEqual(steps, all(step), orderId);
  }
});

test('partitions are shared out: two instances that stay handle about half each', async (t) => {
  const redis = await redisFor(t);
  const owned = new Map<string, Set<string>>();
  for (const name of ['one', 'two']) {
    const member = await join(t, redis.url, 'stock', [on(ShopOrderPlaced, () => {})]);
    const streams = new Set<string>();
    owned.set(name, streams);
    await until(`${name} owns its share`, () => {
      for (const observed of member.seen) {
        if (observed.kind === 'acquired') streams.add(observed.stream);
        if (observed.kind === 'released') streams.delete(observed.stream);
      }
      return streams.size === (name === 'one' ? 8 : 4);
    });
  }
  t.is(owned.get('two')?.size, 4);
});

test('what a stopped owner held is taken over at once', async (t) => {
  const redis = await redisFor(t);
  const handled: string[] = [];
  const react = (by: string) => [on(ShopOrderPlaced, ({ data }) => void handled.push(`${by}${data.step}`))];
  const one = await join(t, redis.url, 'stock', react('one'), {
    stableMs: 60_000,
    leaseMs: 30_000,
    marginMs: 1_000,
  });
  await join(t, redis.url, 'stock', react('two'), { stableMs: 60_000, leaseMs: 30_000, marginMs: 1_000 });
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await until('the first is handled', () => handled.length === 1);
  await one.runtime.stop();
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 2 });
  // Far below the lease: it was released, and did not just run out.
  await until('the second is handled', () => handled.length === 2, 5_000);
  t.deepEqual(handled, ['one1', 'two2']);
});

const crashing = fileURLToPath(new URL('./crashing-stock.js', import.meta.url));

test('what a killed owner was handling is done by its successor, in order', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  const child = fork(crashing, [redis.url, 'hang']);
  t.teardown(() => child.kill('SIGKILL'));
  const begun: unknown[] = [];
  child.on('message', (message) => begun.push(message));
  for (let step = 1; step <= 3; step++) await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step });
  await until('the first is under way', () => begun.length > 0);
  child.kill('SIGKILL');
  const steps: { step: number; redelivered: boolean }[] = [];
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, ({ data }, { redelivered }) => void steps.push({ step: data.step, redelivered })),
  ]);
  await until('the successor has done all', () => steps.length === 3);
  t.deepEqual(
    steps.map(({ step }) => step),
    [1, 2, 3],
  );
  t.true(steps[0]?.redelivered);
  await until(
    'all are acknowledged',
    async () => (await pendingOf(redis.client, 'events:{shop', 'stock')) === 0,
  );
});

/** A process that is started again whenever it dies; gives how often that was. */
const keepLaunching = (
  t: ExecutionContext,
  url: string,
  way: readonly string[],
  hear: (orderId: string) => void = () => {},
): (() => number) => {
  let deaths = 0;
  const launch = () => {
    const child = fork(crashing, [url, ...way]);
    child.on('message', (message) => hear(String(message)));
    child.on('exit', () => {
      deaths += 1;
      current = launch();
    });
    return child;
  };
  let current = launch();
  t.teardown(() => {
    current.removeAllListeners('exit');
    current.kill('SIGKILL');
  });
  return () => deaths;
};

test('a message that kills its process again and again is a dead letter, and only it', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  for (const orderId of ['poison', 'b', 'c', 'd', 'e', 'f'])
    await shop.runtime.publish(ShopOrderPlaced, { orderId, step: 1 });
  const handled = new Set<string>();
  const deaths = keepLaunching(t, redis.url, ['die'], (orderId) => handled.add(orderId));
  await until(
    'the poison is a dead letter',
    async () => (await redis.client.keys('dead:*')).length > 0,
    60_000,
  );
  await until('the others are handled', () => handled.size === 5);
  const [key = ''] = await redis.client.keys('dead:*');
  const letters = await redis.client.xrange(key, '-', '+');
  t.is(letters.length, 1);
  t.is(JSON.parse(letters[0]?.[1][1] ?? '').data.orderId, 'poison');
  t.is(deaths(), 4);
});

test('a message that fails first, and kills its process when it is tried again, is a dead letter too', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'poison', step: 1 });
  const deaths = keepLaunching(t, redis.url, ['die-at-retry']);
  await until('it is a dead letter', async () => (await redis.client.keys('dead:*')).length > 0, 60_000);
  t.is(deaths(), 4);
});

test('messages of the past that kill their process are dead letters, each once, and only they', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  const stream = streamKeyFor(ShopOrderPlaced, 'poison');
  const together = (name: string, count: number) =>
    Array.from({ length: 200 }, (_, n) => `${name}-${n}`)
      .filter((orderId) => streamKeyFor(ShopOrderPlaced, orderId) === stream)
      .slice(0, count);
  const [poisons, others] = [together('poison', 2), together('order', 5)];
  for (const orderId of [...poisons, ...others])
    await shop.runtime.publish(ShopOrderPlaced, { orderId, step: 1 });
  for (const [id, fields] of await redis.client.xrange(stream, '-', '+'))
    await redis.client.xadd('archive', id, ...fields);
  await redis.client.xtrim(stream, 'MAXLEN', 0);
  const handled = new Set<string>();
  const deaths = keepLaunching(t, redis.url, ['die', 'archive'], (orderId) => handled.add(orderId));
  const dead = async () => {
    const [key = 'none'] = await redis.client.keys('dead:*');
    return (await redis.client.xrange(key, '-', '+')).map(([, [, event = '']]) => JSON.parse(event));
  };
  await until('both are dead letters', async () => (await dead()).length >= 2, 60_000);
  await until(
    'the past is over',
    async () => (await redis.client.hget(`rebuild:${stream}:stock`, 'after')) === 'end',
  );
  t.deepEqual((await dead()).map(({ data }) => data.orderId).sort(), poisons.sort());
  t.true((await dead()).every(({ replayed }) => replayed));
  t.deepEqual([...handled].sort(), others.sort());
  t.is(deaths(), 5, 'they die together until each is tried alone');
  t.is(await redis.client.exists(`rebuild:${stream}:stock:begun`), 0);
});

test('an owner that was frozen past its lease starts nothing more when it wakes', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  const child = fork(crashing, [redis.url, 'slow']);
  t.teardown(() => child.kill('SIGKILL'));
  const starts: { by: string; step: number }[] = [];
  child.on('message', (message) => starts.push({ by: 'frozen', step: Number(message) }));
  for (let step = 1; step <= 40; step++) await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step });
  await until('it has begun', () => starts.length > 2);
  child.kill('SIGSTOP');
  const before = starts.length;
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, ({ data }) => void starts.push({ by: 'next', step: data.step })),
  ]);
  await until(
    'its successor has gone on',
    () => starts.some(({ by, step }) => by === 'next' && step === 40),
    30_000,
  );
  child.kill('SIGCONT');
  const woken = starts.length;
  await until('it knows', async () => (await redis.client.zrange('members:{stock}', '0', '-1')).length === 2);
  t.true(
    starts.slice(woken).filter(({ by }) => by === 'frozen').length <= 1,
    'what ran when it froze may end; nothing new begins',
  );
  const next = starts.filter(({ by }) => by === 'next').map(({ step }) => step);
  t.deepEqual(next, all(40).slice(40 - next.length));
  t.true(before <= 40 - next.length + 2);
  t.is(quick.leaseMs, 1_500);
});

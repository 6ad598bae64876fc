import { until } from '@obey/test-servers';
import test from 'ava';
import { createRuntime, Fatal, Outage, on } from '../src/index.js';
import {
  join,
  messagesOn,
  PostSendParcel,
  pendingOf,
  quick,
  redisFor,
  ShopOrderCancelled,
  ShopOrderPlaced,
  StockOrderPacked,
} from './shop.js';

test('what one service says, another reacts to; what follows is of the same flow', async (t) => {
  const redis = await redisFor(t);
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, (message, context) => {
      context.publish(StockOrderPacked, message.data);
      context.send(PostSendParcel, message.data);
    }),
  ]);
  const heard: string[] = [];
  await join(t, redis.url, 'post', [
    on(PostSendParcel, async (message) => {
      heard.push(`${message.correlationId} ${message.data.orderId}`);
    }),
  ]);
  const shop = await join(t, redis.url, 'shop');
  const cause = { correlationId: 'flow-1' };
  const placed = await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 }, { cause });
  await until('the parcel is sent', () => heard.length === 1);
  t.deepEqual(heard, ['flow-1 a']);
  const [packed] = await messagesOn(redis.client, 'events:{stock');
  t.is(packed?.correlationid, 'flow-1');
  t.is(packed?.causationid, placed.id);
});

test('messages of one subject are handled in order and one at a time, subjects side by side', async (t) => {
  const redis = await redisFor(t);
  const steps = new Map<string, number[]>();
  const running = new Set<string>();
  let most = 0;
  const overlaps: string[] = [];
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, async ({ data: { orderId, step } }) => {
      if (running.has(orderId)) overlaps.push(orderId);
      running.add(orderId);
      most = Math.max(most, running.size);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
      running.delete(orderId);
      steps.set(orderId, [...(steps.get(orderId) ?? []), step]);
    }),
  ]);
  const shop = await join(t, redis.url, 'shop');
  const orders = Array.from({ length: 20 }, (_, n) => `order-${n}`);
  for (let step = 1; step <= 30; step++)
    await Promise.all(orders.map((orderId) => shop.runtime.publish(ShopOrderPlaced, { orderId, step })));
  await until('all are handled', () => [...steps.values()].flat().length === 600);
  for (const orderId of orders)
    t.deepEqual(
      steps.get(orderId),
      Array.from({ length: 30 }, (_, n) => n + 1),
    );
  t.deepEqual(overlaps, []);
  t.true(most > 1);
  await until(
    'all are acknowledged',
    async () => (await pendingOf(redis.client, 'events:{shop', 'stock')) === 0,
  );
});

test('a reaction that fails is tried again in its lane; other subjects go on meanwhile', async (t) => {
  const redis = await redisFor(t);
  const done: string[] = [];
  let failures = 3;
  const stock = await join(
    t,
    redis.url,
    'stock',
    [
      on(ShopOrderPlaced, ({ data: { orderId, step } }) => {
        if (orderId === 'hard' && step === 1 && failures-- > 0) throw new Error('not yet');
        done.push(`${orderId}${step}`);
      }),
    ],
    // Three retries must last for longer than the next two messages take on a slow machine.
    { retryBaseMs: 700, retryMaxMs: 700 },
  );
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'hard', step: 1 });
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'hard', step: 2 });
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'easy', step: 1 });
  await until('all are handled', () => done.length === 3);
  t.deepEqual(done, ['easy1', 'hard1', 'hard2']);
  t.is(stock.seen.filter(({ kind }) => kind === 'retried').length, 3);
});

test('a message whose reaction goes on failing becomes a dead letter, whole, and its subject goes on', async (t) => {
  const redis = await redisFor(t);
  const done: number[] = [];
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, ({ data: { step } }) => {
      if (step === 1) throw new Error('cannot be packed', { cause: new Error('too heavy') });
      done.push(step);
    }),
  ]);
  const shop = await join(t, redis.url, 'shop');
  const failing = await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 2 });
  await until('the next one is handled', () => done.length === 1);
  const [key = ''] = await redis.client.keys('dead:*');
  t.regex(key, /^dead:\{shop:\d\}:stock$/);
  const [[, fields] = ['', []]] = await redis.client.xrange(key, '-', '+');
  const letter = Object.fromEntries(
    fields.flatMap((name, n) => (n % 2 === 0 ? [[name, fields[n + 1]]] : [])),
  );
  t.like(letter, { group: 'stock', error: 'cannot be packed', attempts: '5', code: 'Error' });
  t.regex(letter.stack ?? '', /too heavy/);
  t.is(JSON.parse(letter.event ?? '').id, failing.id);
  t.is(await pendingOf(redis.client, 'events:{shop', 'stock'), 0);
});

test('an outage is waited out for longer than the attempts, and fills no dead letters', async (t) => {
  const redis = await redisFor(t);
  let tries = 0;
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, () => {
      tries += 1;
      if (tries <= 12) throw new Outage('The conveyor belt', { cause: new Error('no power') });
    }),
  ]);
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await until('it is handled', () => tries === 13);
  t.deepEqual(await redis.client.keys('dead:*'), []);
});

test('what cannot be read, breaks its contract or is fatal is a dead letter at once, and ends no loop', async (t) => {
  const redis = await redisFor(t);
  const done: string[] = [];
  const stock = await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, ({ data: { orderId } }) => {
      if (orderId === 'fatal') throw new Fatal('never');
      done.push(orderId);
    }),
  ]);
  const shop = await join(t, redis.url, 'shop');
  const whole = await shop.runtime.publish(ShopOrderPlaced, { orderId: 'first', step: 1 });
  const stream = 'events:{shop:0}';
  const event = { specversion: '1.0', ...whole, dataversion: 1, subject: 'x' };
  await redis.client.xadd(stream, '*', 'event', '{"not json');
  await redis.client.xadd(stream, '*', 'event', '[1]');
  await redis.client.xadd(stream, '*', 'event', JSON.stringify({ ...event, specversion: undefined }));
  await redis.client.xadd(stream, '*', 'event', JSON.stringify({ ...event, data: { orderId: 7 } }));
  await redis.client.xadd(stream, '*', 'event', JSON.stringify({ ...event, dataversion: 2 }));
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'fatal', step: 1 });
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'last', step: 1 });
  await until('all are settled', () => stock.seen.filter(({ kind }) => kind === 'dead').length === 6);
  await until('the good ones are handled', () => done.length === 2);
  t.is(stock.seen.filter(({ kind }) => kind === 'retried').length, 0);
  t.is((await redis.client.xlen('dead:{shop:0}:stock')) >= 5, true);
});

test('a type that nobody reacts to is acknowledged', async (t) => {
  const redis = await redisFor(t);
  const stock = await join(t, redis.url, 'stock', [on(ShopOrderPlaced, () => {})]);
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderCancelled, { orderId: 'a', step: 1 });
  await until('it is passed over', () => stock.seen.some(({ kind }) => kind === 'ignored'));
  await until(
    'it is acknowledged',
    async () => (await pendingOf(redis.client, 'events:{shop', 'stock')) === 0,
  );
  t.deepEqual(await redis.client.keys('dead:*'), []);
});

test('a late subscriber hears what was said before it came, in order', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  for (let step = 1; step <= 5; step++) await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step });
  const steps: number[] = [];
  await join(t, redis.url, 'stock', [on(ShopOrderPlaced, ({ data }) => void steps.push(data.step))]);
  await until('it has caught up', () => steps.length === 5);
  t.deepEqual(steps, [1, 2, 3, 4, 5]);
});

test('nobody but the owner may tell a fact, and nobody reacts to the commands of another', async (t) => {
  const redis = await redisFor(t);
  const stock = await join(t, redis.url, 'stock');
  await t.throwsAsync(stock.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 }), {
    code: 'choreography.not-the-owner',
  });
  await t.throwsAsync(stock.runtime.start([on(PostSendParcel, () => {})]), {
    code: 'choreography.misdeclared',
  });
  await t.throwsAsync(stock.runtime.start([on(ShopOrderPlaced, () => {}), on(ShopOrderPlaced, () => {})]), {
    code: 'choreography.misdeclared',
  });
});

test('a stream has as many partitions for one as for all; who disagrees does not start', async (t) => {
  const redis = await redisFor(t);
  await join(t, redis.url, 'stock', [on(ShopOrderPlaced, () => {})]);
  const fewer = { ...ShopOrderPlaced, partitions: 4 };
  const post = await createRuntime({ service: 'post', redis: redis.url, tuning: quick });
  t.teardown(() => post.stop());
  await t.throwsAsync(post.start([on(fewer, () => {})]), {
    code: 'choreography.misdeclared',
    message: /4 partitions in this service, but its stream has 8 in stock/,
  });
  await t.throwsAsync(createRuntime({ service: 'shop', redis: redis.url, says: [fewer] }), {
    code: 'choreography.misdeclared',
  });
});

test('a runtime starts once', async (t) => {
  const redis = await redisFor(t);
  const stock = await join(t, redis.url, 'stock', [on(ShopOrderPlaced, () => {})]);
  await t.throwsAsync(stock.runtime.start([]), { code: 'choreography.misdeclared' });
});

test('who gives up waiting for Redis is told where it was looked for, and why it failed', async (t) => {
  const waiting = AbortSignal.timeout(200);
  const error = await t.throwsAsync(
    createRuntime({ service: 'shop', redis: 'redis://127.0.0.1:1', signal: waiting }),
    { code: 'choreography.unreachable', message: /127\.0\.0\.1:1/ },
  );
  t.true(error?.cause instanceof Error);
});

test('a reaction that hangs is given up after its time, and tried again', async (t) => {
  const redis = await redisFor(t);
  let tries = 0;
  let aborted = false;
  await join(
    t,
    redis.url,
    'stock',
    [
      on(ShopOrderPlaced, async (_, { signal }) => {
        tries += 1;
        signal.addEventListener('abort', () => {
          aborted = true;
        });
        if (tries === 1) await new Promise(() => {});
      }),
    ],
    { reactionTimeoutMs: 100 },
  );
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await until('it is tried again', () => tries === 2);
  t.true(aborted);
});

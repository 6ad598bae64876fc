import { setTimeout as delay } from 'node:timers/promises';
import { startMongo, until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import { answer, createRuntime, type OutboxField, on } from '../src/index.js';
import { partitionOf } from '../src/names.js';
import { join, messagesOn, quick, redisFor, ShopGetOrder, ShopOrderPlaced } from './shop.js';

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

test('on a server that has never seen the scripts, many messages of one subject keep their order', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  await redis.client.script('FLUSH');
  const said = await shop.runtime.publishAll(
    ShopOrderPlaced,
    upTo(450).map((step) => ({ orderId: 'a', step })),
  );
  t.deepEqual(
    (await messagesOn(redis.client, 'events:{shop')).map(({ id }) => id),
    said.map(({ id }) => id),
  );
});

test('a connection that is cut with many messages under way loses none of them', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop', [], { publishMs: 60_000 });
  const saying = shop.runtime.publishAll(
    ShopOrderPlaced,
    upTo(2_000).map((step) => ({ orderId: 'a', step })),
  );
  await delay(0);
  await redis.client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  const said = (await saying).map(({ id }) => id);
  t.deepEqual(
    (await messagesOn(redis.client, 'events:{shop')).map(({ id }) => id),
    said,
  );
});

test('what was resent is found behind many newer entries', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  const crowd = Array.from({ length: 12_000 }, (_, n) => `{"specversion":"1.0","id":"other-${n}"}`);
  const key = `events:{shop:${partitionOf('a', 8)}}`;
  const flight = redis.client.pipeline();
  for (const json of crowd) flight.xadd(key, '*', 'event', json);
  await flight.exec();
  const { id } = await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  const [[, fields] = ['', []]] = await redis.client.xrevrange(key, '+', '-', 'COUNT', 1);
  const outgoing = shop.runtime.compose(ShopOrderPlaced, { orderId: 'a', step: 1 });
  const message = { ...outgoing.message, id };
  t.is(JSON.parse(fields[1] ?? '{}').id, id);
  const { url, database } = await startMongo(t, 'strain');
  const client = await MongoClient.connect(url);
  t.teardown(() => client.close());
  const orders = client.db(database).collection<{ _id: string; outbox?: OutboxField }>('orders');
  // As a relay would leave it that died after it had published.
  const left = { messages: [{ stream: key, message }], dueAt: new Date(0), relayedBy: 'somebody' };
  await orders.insertOne({ _id: 'a', outbox: left });
  await shop.runtime.outbox(orders);
  await until(
    'it is relayed',
    async () => (await orders.findOne({ _id: 'a' }))?.outbox?.messages === undefined,
  );
  t.is(await redis.client.xlen(key), crowd.length + 1);
});

test('an outbox that holds nothing keeps no other from being swept', async (t) => {
  const redis = await redisFor(t);
  const { url, database } = await startMongo(t, 'strain');
  const client = await MongoClient.connect(url);
  t.teardown(() => client.close());
  const orders = client.db(database).collection<{ _id: string; outbox?: OutboxField }>('orders');
  const shop = await join(t, redis.url, 'shop');
  const empty = { messages: [], dueAt: new Date(0) };
  await orders.insertMany(upTo(150).map((n) => ({ _id: `empty-${n}`, outbox: empty })));
  const outgoing = shop.runtime.compose(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await orders.insertOne({ _id: 'left', outbox: { messages: [outgoing], dueAt: new Date(1_000) } });
  const outbox = await shop.runtime.outbox(orders);
  t.deepEqual(outbox.hold([]), {});
  await until('it is told', async () => (await messagesOn(redis.client, 'events:{shop')).length === 1);
});

test('a partition with a long backlog keeps the others from being read for no longer than a round', async (t) => {
  const redis = await redisFor(t);
  const subjects = upTo(64).map((n) => `order-${n}`);
  const crowded = subjects.filter((subject) => partitionOf(subject, 8) === 0);
  const [lonely = ''] = subjects.filter((subject) => partitionOf(subject, 8) === 1);
  const shop = await join(t, redis.url, 'shop');
  const total = 20_000;
  const backlog = upTo(total).map((step) => ({ orderId: crowded[step % crowded.length] ?? '', step }));
  for (let at = 0; at < total; at += 2_000)
    await shop.runtime.publishAll(ShopOrderPlaced, backlog.slice(at, at + 2_000));
  let handled = 0;
  let before: number | undefined;
  let said = false;
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, async ({ data: { orderId } }) => {
      if (orderId === lonely) before = handled;
      else handled += 1;
      if (handled === 500 && !said) {
        said = true;
        await shop.runtime.publish(ShopOrderPlaced, { orderId: lonely, step: 1 });
      }
      await delay(1);
    }),
  ]);
  await until('the lonely one is handled', () => before !== undefined, 60_000);
  t.true((before ?? total) < total / 2, `${before} of ${total} were handled before`);
});

test('who can wait longer does not fail with a question that could not', async (t) => {
  const redis = await redisFor(t);
  const stock = await join(t, redis.url, 'stock');
  const hasty = stock.runtime.ask(ShopGetOrder, { orderId: 'a' }, { timeoutMs: 50 });
  const patient = stock.runtime.ask(ShopGetOrder, { orderId: 'a' }, { timeoutMs: 10_000 });
  patient.catch(() => undefined);
  await t.throwsAsync(hasty, { code: 'choreography.ask-timeout' });
  await join(t, redis.url, 'shop', [answer(ShopGetOrder, ({ data }) => ({ ...data, step: 3 }))]);
  t.is((await patient).step, 3);
});

test('a lease that its renewals could not keep is refused; an observer that throws harms nothing', async (t) => {
  const redis = await redisFor(t);
  await t.throwsAsync(createRuntime({ service: 'shop', redis: redis.url, tuning: { leaseMs: 3_000 } }), {
    code: 'choreography.misdeclared',
  });
  const heard: number[] = [];
  const clumsy = await createRuntime({
    service: 'stock',
    redis: redis.url,
    tuning: quick,
    observe: () => {
      throw new Error('the log is full');
    },
  });
  t.teardown(() => clumsy.stop());
  await clumsy.start([on(ShopOrderPlaced, ({ data }) => void heard.push(data.step))]);
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 2 });
  await until('both are heard', () => heard.length === 2);
  t.deepEqual(await redis.client.keys('dead:*'), []);
});

test('what comes while a reader is only about to wait is not waited for', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  const blockMs = 60_000;
  for (const round of upTo(10)) {
    const service = `stock-${round}`;
    const heard: number[] = [];
    const { runtime } = await join(
      t,
      redis.url,
      service,
      [on(ShopOrderPlaced, ({ data }) => void heard.push(data.step))],
      { blockMs },
    );
    const subjects = upTo(16).map((n) => ({ orderId: `order-${n}`, step: round }));
    await shop.runtime.publishAll(ShopOrderPlaced, subjects);
    await until('all are heard long before the wait is over', () => heard.length === 16 * round, 20_000);
    await runtime.stop();
  }
  t.is((await messagesOn(redis.client, 'events:{shop')).length, 160);
});

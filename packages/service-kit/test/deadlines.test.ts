import { request } from 'node:http';
import { timeLeft } from '@obey/choreography';
import { connectTo, until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient, MongoServerError } from 'mongodb';
import { eventStream, route, type ServerSentEvent } from '../src/index.js';
import { problem, send, startShop } from './support/shop.js';
import { ShopOrdered, StockGetShelf, startSlowShop, within } from './support/slow-shop.js';

const tooSlow = '504 application/problem+json request.too-slow';

test('a request has the time that its client says, within bounds, and else that of the service', async (t) => {
  const { orders } = await startSlowShop(t, async () => timeLeft(), { REQUEST_TIMEOUT: '20s' });
  const left = async (headers: Record<string, string>) =>
    Number((await send(orders, 'POST', undefined, headers)).body.told);
  // A tenth, and no more than 50 ms, is kept for the way back.
  const isAbout = (ms: number, whole: number) => ms <= whole - 50 && ms > whole - 4_000;
  t.true(isAbout(await left(within(8_000)), 8_000));
  t.true(isAbout(await left({}), 20_000));
  for (const strange of ['0', '-5', 'soon', '1e4', '5.5', '0x10', '99999999999', '20001', '5000, 5000', ' '])
    t.true(isAbout(await left(within(strange)), 20_000), strange);
});

test('what a database that hangs is read for is given up in time, and so is what would be read next', async (t) => {
  const { orders, mongo, ends } = await startSlowShop(
    t,
    async ({ db }) => {
      await db.collection('orders').findOne();
      return db.collection('orders').countDocuments();
    },
    { REQUEST_TIMEOUT: '700ms' },
  );
  mongo.hold('find');
  for (const [method, headers] of [
    ['GET', within(400)],
    ['POST', {}],
    ['GET', {}],
  ] as const) {
    const beganAt = performance.now();
    const late = await send(orders, method, undefined, headers);
    t.is(problem(late), tooSlow);
    t.regex(String(late.body.detail), /before it changed anything/);
    t.true(performance.now() - beganAt < 5_000);
  }
  mongo.release();
  await until('all went on', () => ends.length === 3);
  // Only what is read with all the time of the service is not watched, and goes on.
  t.deepEqual(ends.toSorted(), ['choreography.deadline-over', 'choreography.deadline-over', 'done']);
  t.is(mongo.commands.filter((command) => 'aggregate' in command).length, 1);
});

test('what is begun at once when the time is over fails as one, and leaves nothing behind', async (t) => {
  const { orders, mongo, ends } = await startSlowShop(t, async ({ db, redis }, { ctx }) => {
    const all = db.collection('orders');
    const begin = {
      find: () => all.find({}).sort({ at: 1 }).toArray(),
      aggregate: () => all.aggregate([]).next(),
      findOne: () => all.findOne(),
      insertOne: () => all.insertOne({}),
      set: () => redis.set('order', 'two'),
    }[ctx.get('x-then')];
    // It fails when the next one has: that is begun too late, since nothing else had its turn meanwhile.
    const first = redis.get('order').then(() => Promise.reject(new Error('The first has failed')));
    const beganAt = performance.now();
    while (performance.now() < beganAt + 400);
    return Promise.all([first, begin?.()]);
  });
  const late = ['find', 'aggregate', 'findOne', 'insertOne', 'set'];
  for (const then of late)
    t.is(problem(await send(orders, 'POST', {}, { ...within(300), 'X-Then': then })), tooSlow, then);
  t.deepEqual(ends, Array(late.length).fill('choreography.deadline-over'));
  t.false(mongo.commands.some((command) => ['find', 'aggregate', 'insert'].some((name) => name in command)));
});

test('a pipeline of a request that was given up is not sent in part, or every later reply were that of another command', async (t) => {
  const { orders, mongo, redis, ends } = await startSlowShop(t, async (kit, { ctx }) => {
    if (ctx.method === 'GET') return kit.redis.get('order');
    await kit.db.collection('orders').findOne();
    return kit.redis.pipeline().get('another').set('order', 'two').exec();
  });
  await connectTo(t, redis.url).mset('order', 'one', 'another', 'other');
  mongo.hold('find');
  t.is(problem(await send(orders, 'POST', {}, within(300))), tooSlow);
  mongo.release();
  await until('it went on', () => ends.length === 1);
  t.deepEqual(ends, ['choreography.deadline-over']);
  t.is((await send(orders, 'GET')).body.told, 'one');
});

test('the database is told how long it may read: what is left, or less where the read itself says so', async (t) => {
  const { orders, mongo } = await startSlowShop(t, async ({ db }) => {
    const all = db.collection('orders');
    await all.find({}).toArray();
    await all.find({}, { maxTimeMS: 5 }).toArray();
    await all.findOne();
    await all.countDocuments({}, { maxTimeMS: 60_000 });
    await all.distinct('_id');
    await all.insertOne({});
    return all.find({}).toArray();
  });
  const told = () =>
    mongo.commands
      .filter((command) => ['find', 'aggregate', 'distinct', 'insert'].some((name) => name in command))
      .map(({ maxTimeMS }) => Number(maxTimeMS));
  await send(orders, 'POST', undefined, within(9_000));
  const [first = 0, less, ...others] = told();
  t.true(first > 2_000 && first <= 8_950, String(first));
  t.is(less, 5);
  for (const other of others.slice(0, 3)) t.true(other > 2_000 && other <= first, String(other));
  // A write, and what is read after it, is not given up.
  t.deepEqual(others.slice(3), [Number.NaN, Number.NaN]);
});

test('a read that the database itself found too long is no fault of the service', async (t) => {
  const { orders } = await startSlowShop(t, async () => {
    throw new MongoServerError({ code: 50, errmsg: 'operation exceeded time limit' });
  });
  t.is(problem(await send(orders, 'GET')), tooSlow);
});

test('an answer that nobody gives is waited for no longer than there is time, nor than the question says', async (t) => {
  const { orders, ends } = await startSlowShop(t, async ({ runtime }, { ctx }) =>
    runtime.ask(StockGetShelf, { id: '1' }, { timeoutMs: Number(ctx.get('x-patience')) }),
  );
  t.is(problem(await send(orders, 'GET', undefined, { ...within(400), 'X-Patience': '60000' })), tooSlow);
  await until('the question was given up', () => ends.length === 1);
  const impatient = await send(orders, 'GET', undefined, { 'X-Patience': '100' });
  t.is(problem(impatient), '503 application/problem+json unavailable');
  t.deepEqual(ends, ['choreography.deadline-over', 'choreography.ask-timeout']);
});

test('a request that would change something is given up while it only reads, and changes nothing then', async (t) => {
  const { orders, mongo, redis, ends } = await startSlowShop(t, async (kit, { ctx }) => {
    await kit.db.collection('orders').findOne();
    const how = ctx.get('x-how');
    if (how === 'mongo') await kit.db.collection<{ _id: string }>('orders').insertOne({ _id: how });
    if (how === 'redis') await kit.redis.set('order', how);
    if (how === 'streams') await kit.runtime.publish(ShopOrdered, { id: how });
    return how;
  });
  mongo.hold('find');
  for (const how of ['mongo', 'redis', 'streams'])
    t.is(problem(await send(orders, 'POST', {}, { ...within(300), 'X-How': how })), tooSlow);
  mongo.release();
  await until('all went on', () => ends.length === 3);
  t.deepEqual(new Set(ends), new Set(['choreography.deadline-over']));
  t.false(mongo.commands.some((command) => 'insert' in command));
  const client = connectTo(t, redis.url);
  t.is(await client.exists('order'), 0);
  t.deepEqual(await client.keys('events:*'), []);
});

for (const how of ['mongo', 'redis', 'streams'])
  test(`what has begun to be written (${how}) is finished, and its true answer is given, late as it is`, async (t) => {
    const { orders, mongo } = await startSlowShop(t, async ({ db, redis, runtime }) => {
      const all = db.collection<{ _id: string }>('orders');
      if (how === 'mongo') await all.insertOne({ _id: 'first' });
      if (how === 'redis') await redis.set('order', 'first');
      if (how === 'streams') await runtime.publish(ShopOrdered, { id: 'first' });
      const before = await all.countDocuments({ slow: { $exists: true } });
      await all.insertOne({ _id: 'second' });
      return before;
    });
    mongo.hold(how === 'mongo' ? 'insert' : 'aggregate');
    const beganAt = performance.now();
    let answered = false;
    const answering = send(orders, 'POST', {}, within(300)).finally(() => {
      answered = true;
    });
    await until('it is held', mongo.held);
    await until('its time is over', () => performance.now() > beganAt + 600);
    t.false(answered);
    mongo.release();
    t.is((await answering).status, 200);
    const direct = await MongoClient.connect(mongo.direct.url);
    t.teardown(() => direct.close());
    t.is(
      await direct.db(mongo.direct.database).collection('orders').countDocuments(),
      how === 'mongo' ? 2 : 1,
    );
  });

test('a write whose answer is lost is never told as not done', async (t) => {
  const { orders, mongo } = await startSlowShop(t, async ({ db }) => {
    await db.collection<{ _id: string }>('orders').insertOne({ _id: 'one' });
    return 'done';
  });
  mongo.hold('insert');
  const cut = send(orders, 'POST', {}, within(60_000));
  await until('it is held', mongo.held);
  mongo.cut();
  const lost = await cut;
  t.is(problem(lost), '503 application/problem+json unavailable');
  t.regex(String(lost.body.detail), /may have been done/);
  mongo.release();
  await until('the database is back', async () => (await send(orders, 'GET')).status !== 503);
});

test('a write to a database that hangs ends when the driver has noticed that, and is told as unknown', async (t) => {
  const { orders, mongo } = await startSlowShop(t, async ({ db }) => {
    await db.collection<{ _id: string }>('orders').insertOne({ _id: 'one' });
    return 'done';
  });
  mongo.hold();
  const beganAt = performance.now();
  const hung = await send(orders, 'POST', {}, within(500));
  t.is(problem(hung), '503 application/problem+json unavailable');
  t.regex(String(hung.body.detail), /may have been done/);
  t.true(performance.now() - beganAt < 20_000);
});

for (const [method, end] of [
  ['GET', 'choreography.deadline-over'],
  ['POST', 'done'],
] as const)
  test(`when the client of a ${method} goes away it ends as: ${end}`, async (t) => {
    const { orders, mongo, ends } = await startSlowShop(t, async ({ db }) => {
      await db.collection('orders').findOne();
      return db.collection('orders').countDocuments();
    });
    mongo.hold('find');
    const asking = request(orders, { method, headers: within(20_000) });
    asking.on('error', () => {}).end();
    await until('it is held', mongo.held);
    asking.destroy();
    await new Promise((resolve) => asking.once('close', resolve));
    // The next request is served behind the news that this one's client is gone.
    await until(
      'the service has heard',
      async () => (await fetch(orders, { method: 'DELETE' })).status === 405,
    );
    mongo.release();
    await until('it has ended', () => ends.length === 1);
    t.deepEqual(ends, [end]);
  });

test('an event stream has no deadline: not until it begins, nor behind that', async (t) => {
  const source = {
    subscribe: ({ next }: { next: (value: ServerSentEvent) => void }) => {
      const timer = setInterval(() => next({ event: 'left', data: String(timeLeft()) }), 400);
      return { unsubscribe: () => clearInterval(timer) };
    },
  };
  const news = route({
    method: 'GET',
    path: '/shop/news',
    summary: 'What is ordered',
    access: 'anyone',
    answers: { 200: { contentType: 'text/event-stream' } },
    handle: () => eventStream(source),
  });
  const { url } = await startShop(t, { routes: [news] });
  const { status, body } = await fetch(`${url}/shop/news`, { headers: within(200) });
  t.is(status, 200);
  let text = '';
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString();
    if (text.split('"Infinity"').length > 2) break;
  }
  t.notRegex(text, /data: "[^I]/);
});

test('the time of a request counts from when its body has come', async (t) => {
  const { orders } = await startSlowShop(t, async () => timeLeft());
  const posting = request(orders, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Transfer-Encoding': 'chunked', ...within(500) },
  });
  posting.write('{');
  const beganAt = performance.now();
  await until('more time has passed than there is', () => performance.now() > beganAt + 700);
  const status = new Promise((resolve) => posting.once('response', ({ statusCode }) => resolve(statusCode)));
  posting.end('}');
  t.is(await status, 200);
});

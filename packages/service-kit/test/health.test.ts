import { freePort, startMongo, startRedis, until } from '@obey/test-servers';
import test from 'ava';
import Type from 'typebox';
import { defineService, route, startService } from '../src/index.js';
import { problem, send, startShop } from './support/shop.js';

const find = route({
  method: 'GET',
  path: '/shop/orders/:id',
  summary: 'Look',
  access: 'anyone',
  params: Type.Object({ id: Type.String() }),
  answers: { 200: Type.Object({ id: Type.String() }) },
  handle: ({ params }) => ({ status: 200, body: params }),
});

test('ready means that Redis answers: it is not while Redis is away, and is again when it is back', async (t) => {
  const { url, redis } = await startShop(t, {});
  const ready = async () => (await fetch(`${url}/health/ready`)).status;
  t.is(await ready(), 200);
  await redis.kill();
  await until('it is not ready', async () => (await ready()) === 503);
  const { body } = await send(`${url}/health/ready`, 'GET');
  t.true(Array.isArray(body.failing) && body.failing.includes('redis'));
  t.is((await fetch(`${url}/health/live`)).status, 200);
  await redis.restart();
  await until('it is ready again', async () => (await ready()) === 200);
});

test('what faces the public stays ready while Redis is away, and says so: it serves on', async (t) => {
  const redis = await startRedis(t);
  const port = await freePort();
  const shop = defineService({ name: 'shop', config: {}, edge: true, create: () => ({ routes: [find] }) });
  const env = { REDIS_URL: redis.url, DRAIN_SECONDS: '1', ADMIN_PORT: String(port) };
  const running = await startService(shop, env, { log: 'silent' });
  t.teardown(() => running.stop());
  const ready = () => send(`http://127.0.0.1:${port}/health/ready`, 'GET');
  t.deepEqual((await ready()).body, { status: 'ready' });
  await redis.kill();
  await until('it is said', async () => Array.isArray((await ready()).body.failing));
  const { status, body } = await ready();
  t.is(status, 200);
  t.is(body.status, 'ready');
  t.is((await fetch(`${running.url}/shop/orders/o1`)).status, 200);
});

test('ready means that MongoDB answers too, where it is used; a request that needs it is a 503', async (t) => {
  const redis = await startRedis(t);
  const ends: (() => unknown)[] = [];
  const mongo = await startMongo({ teardown: (end) => void ends.push(end) }, 'shop');
  const endMongo = async () => {
    for (const end of ends.splice(0)) await end();
  };
  t.teardown(endMongo);
  const shop = defineService({
    name: 'shop',
    config: {},
    mongo: true,
    create: async ({ db }) => {
      const orders = db.collection<{ _id: string }>('orders');
      await orders.insertOne({ _id: 'o1' });
      const read = async (id: string) => ({ id: (await orders.findOne({ _id: id }))?._id ?? 'none' });
      return {
        routes: [
          route({
            method: 'GET',
            path: '/shop/orders/:id',
            summary: 'Look',
            access: 'anyone',
            params: Type.Object({ id: Type.String() }),
            answers: { 200: Type.Object({ id: Type.String() }) },
            handle: async ({ params }) => ({ status: 200, body: await read(params.id) }),
          }),
        ],
      };
    },
  });
  const env = {
    REDIS_URL: redis.url,
    MONGO_URL: mongo.url,
    MONGO_DATABASE: mongo.database,
    DRAIN_SECONDS: '1',
  };
  const running = await startService(shop, env, { log: 'silent' });
  t.teardown(() => running.stop());
  t.is((await fetch(`${running.url}/health/ready`)).status, 200);
  t.deepEqual((await send(`${running.url}/shop/orders/o1`, 'GET')).body, { id: 'o1' });
  // A server that others use is not ours to end.
  if (process.env.MONGO_URL) return;
  await endMongo();
  const answered = await send(`${running.url}/shop/orders/o1`, 'GET');
  t.is(problem(answered), '503 application/problem+json unavailable');
  t.truthy(answered.headers.get('retry-after'));
  const { status, body } = await send(`${running.url}/health/ready`, 'GET');
  t.is(status, 503);
  t.deepEqual(body.failing, ['mongo']);
});

test('metrics count requests by route, not by path: their number stays small', async (t) => {
  const { url } = await startShop(t, { routes: [find] });
  for (const id of ['1', '2', '3']) await (await fetch(`${url}/shop/orders/${id}`)).text();
  await (await fetch(`${url}/wp-admin.php`)).text();
  const lines = await until('all are counted', async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return text.includes('route="none",status="404"') && text.split('\n');
  });
  const counted = lines.filter((line) => line.startsWith('http_requests_total') && line.includes('orders'));
  t.deepEqual(counted, [
    'http_requests_total{method="GET",route="/shop/orders/:id",status="200",service="shop"} 3',
  ]);
  t.false(lines.some((line) => line.includes('wp-admin')));
});

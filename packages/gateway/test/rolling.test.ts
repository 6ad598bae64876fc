import { defineService, type Running, route, startService } from '@obey/service-kit';
import { until } from '@obey/test-servers';
import test from 'ava';
import Type from 'typebox';
import { startGateway } from './support/upstreams.js';

const Order = Type.Object({ number: Type.Integer() });

const shop = defineService({
  name: 'shop',
  config: {},
  create: () => ({
    routes: [
      route({
        method: 'POST',
        path: '/shop/orders',
        summary: 'Order',
        access: 'anyone',
        body: Order,
        answers: { 201: Order },
        handle: async ({ body }) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return { status: 201, body };
        },
      }),
    ],
  }),
});

test('no write is lost while every instance is replaced by another, one after the other', async (t) => {
  const { url, redis } = await startGateway(t);
  const start = async (): Promise<Running> => {
    const running = await startService(
      shop,
      { REDIS_URL: redis.url, DRAIN_SECONDS: '5' },
      { log: 'silent', lingerMs: 500 },
    );
    t.teardown(() => running.stop());
    return running;
  };
  const order = async () =>
    (
      await fetch(`${url}/shop/orders`, {
        method: 'POST',
        body: '{"number":1}',
        headers: { 'Content-Type': 'application/json' },
      })
    ).status;
  const instances = [await start(), await start()];
  await until('they are found', async () => (await order()) === 201);

  const statuses = new Map<number, number>();
  let writing = true;
  const writer = async () => {
    while (writing) {
      const status = await order();
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  const writers = Array.from({ length: 8 }, writer);
  for (const old of instances) {
    await start();
    await old.stop();
  }
  writing = false;
  await Promise.all(writers);
  t.deepEqual([...statuses.keys()], [201]);
  t.true((statuses.get(201) ?? 0) > 50);
});

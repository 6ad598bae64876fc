import { defineService, type Running, route, startService } from '@obey/service-kit';
import { until } from '@obey/test-servers';
import test from 'ava';
import Type from 'typebox';
import { startGateway } from './support/upstreams.js';

const Order = Type.Object({ number: Type.Integer() });

const serviceOf = (name: 'shop' | 'post') =>
  defineService({
    name,
    config: {},
    create: () => ({
      routes: [
        route({
          method: 'POST',
          path: `/${name}/orders`,
          summary: 'Order',
          access: 'anyone',
          body: Order,
          answers: { 201: Order },
          handle: async ({ body }) => {
            await new Promise((resolve) => setTimeout(resolve, 5));
            return { status: 201, body };
          },
        }),
        route({
          method: 'GET',
          path: `/${name}/orders`,
          summary: 'The last order',
          access: 'anyone',
          answers: { 200: Order },
          handle: () => ({ status: 200, body: { number: 1 } }),
        }),
      ],
    }),
  });

test('no request is lost while every instance of every service is replaced by another, one after the other', async (t) => {
  const { url, redis } = await startGateway(t, { ADDRESS_LIMITS: 'none' });
  const start = async (name: 'shop' | 'post'): Promise<Running> => {
    const running = await startService(
      serviceOf(name),
      { REDIS_URL: redis.url, DRAIN_SECONDS: '5' },
      { log: 'silent', lingerMs: 1_000 },
    );
    t.teardown(() => running.stop());
    return running;
  };
  const ask = async (turn: number) => {
    const at = `${url}/${turn % 2 === 0 ? 'shop' : 'post'}/orders`;
    const order = { body: '{"number":1}', headers: { 'Content-Type': 'application/json' } };
    const answer = await fetch(at, turn % 4 < 2 ? { method: 'POST', ...order } : {});
    return `${answer.status} ${await answer.text()}`;
  };
  const instances: ['shop' | 'post', Running][] = [];
  for (const name of ['shop', 'post', 'shop', 'post'] as const) instances.push([name, await start(name)]);
  for (const turn of [0, 1])
    await until('they are found', async () => (await ask(turn)) === '201 {"number":1}');

  const answers = new Map<string, number>();
  let replaced = false;
  let asked = 0;
  const asking = async () => {
    while (!replaced || asked < 2_000) {
      const answer = await ask(asked++);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
  };
  const clients = Array.from({ length: 8 }, asking);
  for (const [name, old] of instances) {
    await start(name);
    await old.stop();
  }
  replaced = true;
  await Promise.all(clients);
  t.deepEqual([...answers.keys()].sort(), ['200 {"number":1}', '201 {"number":1}']);
  t.true(asked >= 2_000);
});

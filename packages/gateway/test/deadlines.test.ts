import { setTimeout as pause } from 'node:timers/promises';
import { beforeChange, timeLeft } from '@obey/choreography';
import { defineService, route, startService } from '@obey/service-kit';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import Type from 'typebox';
import { problemOf, startGateway } from './support/upstreams.js';

const tooSlowHere = '504 application/problem+json gateway.too-slow';

/** A shop behind a gateway, which does this at POST and GET /shop/orders; `ends` has 'done', or the code of what it failed by. */
const startShop = async (t: ExecutionContext, handle: () => Promise<unknown>) => {
  const { url, redis } = await startGateway(t);
  const ends: string[] = [];
  const orders = (method: 'GET' | 'POST') =>
    route({
      method,
      path: '/shop/orders',
      summary: 'Orders',
      access: 'anyone',
      answers: { 200: Type.Object({ told: Type.Unknown() }) },
      handle: async () => {
        try {
          const told = await handle();
          ends.push('done');
          return { status: 200, body: { told } };
        } catch (error) {
          ends.push(error instanceof Error && 'code' in error ? String(error.code) : String(error));
          throw error;
        }
      },
    });
  const shop = defineService({
    name: 'shop',
    config: {},
    create: () => ({ routes: [orders('GET'), orders('POST')] }),
  });
  const running = await startService(shop, { REDIS_URL: redis.url, DRAIN_SECONDS: '1' }, { log: 'silent' });
  t.teardown(() => running.stop());
  const ask = (method: string, ms: number) =>
    fetch(`${url}/shop/orders`, { method, headers: { 'X-Timeout-Ms': String(ms) } });
  await until('the shop is found', async () => (await fetch(`${url}/shop/openapi.json`)).status === 200);
  return { ask, ends };
};

test('a service behind the gateway has a little less time than its client, and stops by itself when that is over', async (t) => {
  const left: number[] = [];
  const { ask, ends } = await startShop(t, async () => {
    for (;;) {
      left.push(timeLeft());
      await pause(10);
    }
  });
  const late = await problemOf(await ask('GET', 2_000));
  // On a busy machine the gateway may be first.
  t.true(['504 application/problem+json request.too-slow', tooSlowHere].includes(late), late);
  await until('it has ended', () => ends.length === 1);
  t.deepEqual(ends, ['choreography.deadline-over']);
  const [first = 0] = left;
  t.true(first > 0 && first <= 1_950, String(first));
});

test('what has begun to change something is finished, though the client of the gateway was told that it took too long', async (t) => {
  let release = () => {};
  const { ask, ends } = await startShop(t, async () => {
    beforeChange();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    return timeLeft();
  });
  // Long enough to be begun on a busy machine.
  t.is(await problemOf(await ask('POST', 1_500)), tooSlowHere);
  t.deepEqual(ends, []);
  release();
  await until('it is finished', () => ends.length === 1);
  t.deepEqual(ends, ['done']);
});

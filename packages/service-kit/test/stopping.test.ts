import { once } from 'node:events';
import { get } from 'node:http';
import { PassThrough } from 'node:stream';
import { createRuntime } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import Type from 'typebox';
import { route } from '../src/index.js';
import { startShop } from './support/shop.js';

/** A route that answers when the test lets it. */
const heldRoute = () => {
  let release = () => {};
  let arrived = 0;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const held = route({
    method: 'GET',
    path: '/shop/held',
    summary: 'Wait',
    access: 'anyone',
    answers: { 200: Type.Object({ done: Type.Boolean() }) },
    handle: async () => {
      arrived += 1;
      await released;
      return { status: 200, body: { done: true } };
    },
  });
  return { held, release: () => release(), arrived: () => arrived };
};

test('a request that runs is finished, and new ones are refused', async (t) => {
  const { held, release, arrived } = heldRoute();
  let closed = false;
  const close = () => {
    closed = true;
  };
  const { url, stop } = await startShop(t, { routes: [held], close });
  const running = fetch(`${url}/shop/held`);
  await until('it runs', () => arrived() === 1);
  const stopping = stop();
  await until('new ones are refused', () =>
    fetch(`${url}/health/live`).then(
      () => false,
      () => true,
    ),
  );
  t.false(closed);
  release();
  const answer = await running;
  t.is(answer.headers.get('connection'), 'close');
  t.deepEqual(await answer.json(), { done: true });
  await stopping;
  t.true(closed);
});

test('a request that outlasts the time for it is cut off, and the stop goes on', async (t) => {
  const { held, release, arrived } = heldRoute();
  t.teardown(release);
  const { url, stop } = await startShop(t, { routes: [held] }, { DRAIN_SECONDS: '1' });
  const running = fetch(`${url}/shop/held`).then(
    () => 'answered',
    () => 'cut off',
  );
  await until('it runs', () => arrived() === 1);
  await stop();
  t.is(await running, 'cut off');
});

test('live streams are ended whole, so that their clients come back elsewhere', async (t) => {
  const source = new PassThrough();
  let told = false;
  const stream = route({
    method: 'GET',
    path: '/shop/stream',
    summary: 'Follow',
    access: 'anyone',
    answers: { 200: { contentType: 'text/event-stream' } },
    handle: ({ signal }) => {
      signal.addEventListener('abort', () => {
        told = true;
      });
      return { status: 200, body: source };
    },
  });
  const { url, stop } = await startShop(t, { routes: [stream] });
  const [answer] = await once(get(`${url}/shop/stream`), 'response');
  source.write('data: 1\n\n');
  const chunks: string[] = [];
  answer.on('data', (chunk: Buffer) => chunks.push(String(chunk)));
  await until('the first event is there', () => chunks.length > 0);
  const ended = once(answer, 'end');
  await stop();
  await ended;
  t.true(answer.complete);
  t.true(told && source.destroyed);
});

test('an instance that stops leaves the list first, and serves on while others still have it', async (t) => {
  const { held, release } = heldRoute();
  release();
  const { url, stop, redis } = await startShop(t, { routes: [held] }, {}, { lingerMs: 1_000 });
  const watcher = await createRuntime({ service: 'watcher', redis: redis.url });
  t.teardown(() => watcher.stop());
  t.is((await watcher.instances()).find(({ service }) => service === 'shop')?.url, url);
  const stopping = stop();
  await until(
    'it has left',
    async () => !(await watcher.instances()).some(({ service }) => service === 'shop'),
  );
  t.is((await fetch(`${url}/shop/held`)).status, 200);
  t.is((await fetch(`${url}/health/ready`)).status, 503);
  await stopping;
  await t.throwsAsync(fetch(`${url}/shop/held`));
});

test('stopping twice is stopping once', async (t) => {
  let closes = 0;
  const close = () => {
    closes += 1;
  };
  const { stop } = await startShop(t, { close });
  await Promise.all([stop(), stop()]);
  await stop();
  t.is(closes, 1);
});

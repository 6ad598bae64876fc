import { once } from 'node:events';
import { request } from 'node:http';
import { PassThrough, Readable } from 'node:stream';
import { until } from '@obey/test-servers';
import test from 'ava';
import Type from 'typebox';
import { route } from '../src/index.js';
import { problem, send, startShop } from './support/shop.js';

interface Item {
  name: string;
}

const answering = (path: string, answer: () => Item | Promise<Item>) =>
  route({
    method: 'GET',
    path,
    summary: 'Answer',
    access: 'anyone',
    answers: { 200: Type.Object({ name: Type.String() }) },
    handle: async () => ({ status: 200, body: await answer() }),
  });

test('a field that is not documented never leaves the service', async (t) => {
  const stored = { name: 'x', outbox: { messages: ['inside'] } };
  const { url } = await startShop(t, { routes: [answering('/shop/a', () => stored)] });
  const answer = await send(`${url}/shop/a`, 'GET');
  t.is(problem(answer), '500 application/problem+json internal');
  t.false(JSON.stringify(answer.body).includes('inside'));
});

test('large answers are compressed for whoever takes that, small ones are not', async (t) => {
  const routes = [
    answering('/shop/large', () => ({ name: 'x'.repeat(5_000) })),
    answering('/shop/small', () => ({ name: 'x' })),
  ];
  const { url } = await startShop(t, { routes });
  const encoding = async (path: string, accepted: string) =>
    (await fetch(url + path, { headers: { 'Accept-Encoding': accepted } })).headers.get('content-encoding');
  t.is(await encoding('/shop/large', 'gzip'), 'gzip');
  t.is(await encoding('/shop/large', 'identity'), null);
  t.is(await encoding('/shop/small', 'gzip'), null);
});

test('every answer carries the headers that browsers are made careful by', async (t) => {
  const { url } = await startShop(t, { routes: [answering('/shop/a', () => ({ name: 'x' }))] });
  for (const path of ['/shop/a', '/nothing']) {
    const { headers } = await fetch(url + path);
    t.is(headers.get('x-content-type-options'), 'nosniff');
    t.truthy(headers.get('content-security-policy'));
    t.is(headers.get('x-powered-by'), null);
  }
});

test('HEAD is answered like GET, without the body', async (t) => {
  const { url } = await startShop(t, { routes: [answering('/shop/a', () => ({ name: 'x' }))] });
  const answer = await fetch(`${url}/shop/a`, { method: 'HEAD' });
  t.is(answer.status, 200);
  t.is(answer.headers.get('content-length'), '12');
});

test('a live stream begins at once, is not compressed, and is told when its client leaves', async (t) => {
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
  const { url } = await startShop(t, { routes: [stream] });
  const asking = request(`${url}/shop/stream`, { headers: { 'Accept-Encoding': 'gzip' } }).end();
  const [answer] = await once(asking, 'response');
  t.regex(String(answer.headers['content-type']), /^text\/event-stream/);
  t.is(answer.headers['content-encoding'], undefined);
  source.write('data: 1\n\n');
  t.is(String((await once(answer, 'data'))[0]), 'data: 1\n\n');
  asking.on('error', () => {});
  asking.destroy();
  await until('the handler is told', () => told);
  await until('its stream is destroyed', () => source.destroyed);
});

test('a stream that breaks cuts its answer short: no client takes it for whole', async (t) => {
  const stream = route({
    method: 'GET',
    path: '/shop/stream',
    summary: 'Follow',
    access: 'anyone',
    answers: { 200: { contentType: 'text/plain' } },
    handle: () => ({
      status: 200,
      body: Readable.from(
        (async function* () {
          yield 'half';
          throw new Error('broken');
        })(),
      ),
    }),
  });
  const { url } = await startShop(t, { routes: [stream] });
  const answer = await fetch(`${url}/shop/stream`).catch(() => undefined);
  await t.throwsAsync(async () => {
    if (answer === undefined) throw new Error('cut before the header');
    await answer.text();
  });
});

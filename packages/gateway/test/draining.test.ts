import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, startRedis, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { issuer, listenBare } from './support/upstreams.js';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

/** A gateway as a process of its own, before one service. */
const startProcess = async (t: ExecutionContext, upstream: string) => {
  const redis = await startRedis(t);
  const [port, adminPort] = [await freePort(), await freePort()];
  const child: ChildProcess = spawn(process.execPath, [main], {
    env: {
      REDIS_URL: redis.url,
      PORT: String(port),
      ADMIN_PORT: String(adminPort),
      SERVICES: 'shop',
      INSTANCES: `shop=${upstream}`,
      TOKEN_ISSUER: issuer,
      TOKEN_AUDIENCE: issuer,
      STREAMS_END: '400ms',
      DRAIN_SECONDS: '15',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  const url = `http://127.0.0.1:${port}`;
  const ready = `http://127.0.0.1:${adminPort}/health/ready`;
  const statusOf = async (at: string) => (await fetch(at).catch(() => undefined))?.status;
  await until('it is ready', async () => (await statusOf(ready)) === 200);
  return { url, child, ready: () => statusOf(ready), exited: once(child, 'exit') };
};

test('a stop is told, then requests end, then streams, one after the other, and then the process', async (t) => {
  let finish = () => {};
  const streaming: unknown[] = [];
  const { url: upstream } = await listenBare(t, (request, response) => {
    if (request.url === '/shop/slow') finish = () => response.end('finished');
    else if (request.url === '/shop/stream') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
      streaming.push(response);
    } else response.end('quick');
  });
  const { url, child, ready, exited } = await startProcess(t, upstream);

  const slow = fetch(`${url}/shop/slow`);
  const ends: number[] = [];
  const streams = Array.from({ length: 4 }, async () => {
    const text = await (
      await fetch(`${url}/shop/stream`, { headers: { Accept: 'text/event-stream' } })
    ).text();
    ends.push(performance.now());
    return text;
  });
  await until('all are under way', () => streaming.length === 4 && String(finish) !== '() => {}');

  child.kill('SIGTERM');
  await until('it says that it is not ready', async () => (await ready()) === 503);
  // Whoever has not heard of it yet is served, and told to come back by another connection.
  const late = await fetch(`${url}/shop/quick`);
  t.is(await late.text(), 'quick');
  t.is(late.headers.get('connection'), 'close');

  t.deepEqual(new Set(await Promise.all(streams)), new Set(['data: 1\n\n']));
  const [first = 0, last = 0] = [Math.min(...ends), Math.max(...ends)];
  t.true(last - first >= 150, `${last - first} ms`);
  await until('nobody new is let in', () =>
    fetch(url).then(
      () => false,
      () => true,
    ),
  );
  finish();
  const finished = await slow;
  t.is(await finished.text(), 'finished');
  // Or its client would send the next request to a connection that is about to close.
  t.is(finished.headers.get('connection'), 'close');
  t.deepEqual(await exited, [0, null]);
});

test('a stop cuts off no answer that ends by itself, though its length is not known, and ends streams that begin meanwhile', async (t) => {
  const held: { finish?: () => void; begin?: () => void } = {};
  const { url: upstream } = await listenBare(t, (request, response) => {
    if (request.url === '/shop/list') {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.write('[1');
      held.finish = () => response.end(',2]');
    } else
      held.begin = () => {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' });
        response.write('data: 1\n\n');
      };
  });
  const { url, child, exited } = await startProcess(t, upstream);
  const list = await fetch(`${url}/shop/list`);
  const stream = fetch(`${url}/shop/stream`, { headers: { Accept: 'text/event-stream' } });
  await until('the stream is asked for', () => held.begin !== undefined);
  child.kill('SIGTERM');
  await until('nobody new is let in', () =>
    fetch(url).then(
      () => false,
      () => true,
    ),
  );
  held.begin?.();
  t.is(await (await stream).text(), 'data: 1\n\n');
  held.finish?.();
  t.is(await list.text(), '[1,2]');
  t.deepEqual(await exited, [0, null]);
});

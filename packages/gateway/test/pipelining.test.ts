import { connect } from 'node:net';
import { until } from '@obey/test-servers';
import test from 'ava';
import { head, lazySocket, sendRaw, statusesIn } from './support/raw.js';
import { startGateway } from './support/upstreams.js';

const get = (path: string, ...lines: string[]) =>
  head(`GET ${path} HTTP/1.1`, 'Host: shop.example', ...lines);

test('requests that come at once on a connection are served one after the other, and answered in that order', async (t) => {
  const { port, add } = await startGateway(t);
  const under = { now: 0, most: 0 };
  await add('shop', 'shop-1', (request, response) => {
    under.now += 1;
    under.most = Math.max(under.most, under.now);
    setTimeout(() => {
      under.now -= 1;
      response.end(`<${request.url}>`);
    }, 20);
  });
  const paths = Array.from({ length: 20 }, (_, position) => `/shop/${position}`);
  const text = await sendRaw(
    port,
    [...paths.map((path) => get(path)), get('/shop/last', 'Connection: close')].join(''),
  );
  t.deepEqual(
    [...text.matchAll(/<(.*?)>/g)].map(([, path]) => path),
    [...paths, '/shop/last'],
  );
  t.is(under.most, 1);
});

test('a body behind another request is read when its turn comes', async (t) => {
  const { port, add } = await startGateway(t);
  await add('shop', 'shop-1', (request, response) => {
    let bytes = 0;
    request.on('data', (chunk) => {
      bytes += chunk.length;
    });
    request.on('end', () => setImmediate(() => response.end(`<${bytes}>`)));
  });
  const size = 300_000;
  const post = head('POST /shop/x HTTP/1.1', 'Host: a', `Content-Length: ${size}`) + 'x'.repeat(size);
  const text = await sendRaw(port, `${get('/shop/x')}${post}${get('/shop/x', 'Connection: close')}`);
  t.deepEqual(
    [...text.matchAll(/<(.*?)>/g)].map(([, bytes]) => bytes),
    ['0', String(size), '0'],
  );
});

test('a client that leaves requests behind leaves nothing of them at the service', async (t) => {
  const { url, port, add } = await startGateway(t, { ADDRESS_LIMITS: 'none', UPSTREAM_TIMEOUT: '5s' });
  const large = Buffer.alloc(3_000_000);
  let streams = 0;
  await add('shop', 'shop-1', (request, response) => {
    if (request.url === '/shop/large') response.end(large);
    else if (request.url === '/shop/stream') {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
      streams += 1;
      response.on('close', () => (streams -= 1));
    } else response.end('there');
  });
  // Together more than an instance has connections.
  const sockets = Array.from({ length: 6 }, () =>
    lazySocket(port, get('/shop/stream') + get('/shop/large').repeat(60)),
  );
  await until('all streams have begun', () => streams === sockets.length);
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'there');
  for (const socket of sockets) socket.destroy();
  await until('all streams have ended', () => streams === 0);
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'there');
});

test('a client that sends hundreds of requests ahead loses its connection', async (t) => {
  const { url, port, add } = await startGateway(t, { ADDRESS_LIMITS: 'none' });
  let asked = 0;
  await add('shop', 'shop-1', (request, response) => {
    asked += 1;
    if (request.url === '/shop/x') response.end('there');
  });
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(get('/shop/never').repeat(500));
  await until('it is closed', () => socket.destroyed);
  t.true(asked <= 1, String(asked));
  t.deepEqual(statusesIn(await sendRaw(port, get('/shop/x', 'Connection: close'))), [200]);
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'there');
});

import { once } from 'node:events';
import { request } from 'node:http';
import { until } from '@obey/test-servers';
import test from 'ava';
import { head, sendRaw } from './support/raw.js';
import { problemOf, startGateway } from './support/upstreams.js';

test('an upload arrives while it is still being sent', async (t) => {
  const { url, add } = await startGateway(t);
  let seen = 0;
  await add('shop', 'shop-1', (incoming, response) => {
    incoming.on('data', (chunk) => {
      seen += chunk.length;
    });
    incoming.on('end', () => response.end(String(seen)));
  });
  const upload = request(`${url}/shop/upload`, { method: 'PUT' });
  upload.write('first');
  await until('the first part is there', () => seen === 5);
  upload.end(Buffer.alloc(300_000));
  const [answer] = await once(upload, 'response');
  t.is(String((await once(answer, 'data'))[0]), '300005');
});

test('an upload that is given up is given up upstream too', async (t) => {
  const { url, add } = await startGateway(t);
  let state = 'none';
  await add('shop', 'shop-1', (incoming) => {
    incoming.on('data', () => {
      state = 'begun';
    });
    incoming.on('error', () => {
      state = 'given up';
    });
  });
  const upload = request(`${url}/shop/upload`, { method: 'PUT' });
  upload.on('error', () => {});
  upload.write('first');
  await until('it has begun', () => state === 'begun');
  upload.destroy();
  await until('it was given up', () => state === 'given up');
  t.is((await fetch(url)).status, 200);
});

test('an answer that breaks off reaches no client as a whole one', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/plain' });
    response.write('half');
    setImmediate(() => response.destroy());
  });
  const broken = fetch(`${url}/shop/report`).then((answer) => answer.text());
  await t.throwsAsync(broken);
});

test('an answer is not compressed on the way: its length and tag stay true', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (_, response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 5_002, ETag: '"1"' });
    response.end(JSON.stringify('x'.repeat(5_000)));
  });
  const { headers } = await fetch(`${url}/shop/report`, { headers: { 'Accept-Encoding': 'gzip' } });
  t.is(headers.get('content-encoding'), null);
  t.is(headers.get('content-length'), '5002');
  t.is(headers.get('etag'), '"1"');
});

test('answers without a body pass through, however many', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (incoming, response) => {
    response.statusCode = incoming.method === 'HEAD' ? 200 : Number(incoming.url?.split('/').at(-1));
    response.setHeader('ETag', '"1"');
    response.end();
  });
  const ask = async (method: string, status: number) => {
    const answer = await fetch(`${url}/shop/${status}`, { method });
    return `${method} ${answer.status} ${answer.headers.get('etag')} ${await answer.text()}`;
  };
  // More than an instance has connections: one that was not given back would be missed.
  for (let n = 0; n < 50; n++) {
    const answers = await Promise.all([ask('HEAD', 200), ask('DELETE', 204), ask('GET', 304)]);
    t.deepEqual(answers, ['HEAD 200 "1" ', 'DELETE 204 "1" ', 'GET 304 "1" ']);
  }
});

test('what a service says of a body that its answer does not have is no reason to break off', async (t) => {
  const { port, add } = await startGateway(t);
  await add('shop', 'shop-1', (incoming, response) => {
    const status = Number(incoming.url?.split('/').at(-1));
    incoming.socket.write(`HTTP/1.1 ${status} Fine\r\nETag: "1"\r\nContent-Length: 5\r\n\r\n`);
    response.detachSocket(incoming.socket);
  });
  const ask = (status: number) =>
    sendRaw(port, head(`GET /shop/${status} HTTP/1.1`, 'Host: shop.example', 'Connection: close'));
  const unchanged = await ask(304);
  t.regex(unchanged, /^HTTP\/1\.1 304/);
  t.regex(unchanged, /etag: "1"/);
  const done = await ask(204);
  t.regex(done, /^HTTP\/1\.1 204/);
  t.notRegex(done, /content-length/i);
});

test('headers that a service says twice by mistake are passed on as they are', async (t) => {
  const { url, add } = await startGateway(t);
  const body = 'x'.repeat(3_000);
  await add('shop', 'shop-1', (_, response) => {
    const twice = ['ETag', '"1"', 'ETag', '"2"', 'Content-Type', 'text/plain', 'Content-Type', 'text/plain'];
    response.writeHead(200, [...twice, 'Content-Length', String(body.length)]).end(body);
  });
  const answer = await fetch(`${url}/shop/x`, { headers: { 'Accept-Encoding': 'gzip' } });
  t.is(answer.headers.get('etag'), '"1", "2"');
  t.is(await answer.text(), body);
});

test('several cookies and repeated headers stay several', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (_, response) => {
    response.setHeader('Set-Cookie', ['a=1', 'b=2']);
    response.end();
  });
  t.deepEqual((await fetch(`${url}/shop/`)).headers.getSetCookie(), ['a=1', 'b=2']);
});

test('a service that should be there, and was never seen, is away and not unknown', async (t) => {
  const { url } = await startGateway(t, { SERVICES: 'shop' });
  t.is(await problemOf(await fetch(`${url}/shop/x`)), '503 application/problem+json gateway.service-away');
  t.is(
    await problemOf(await fetch(`${url}/nobody/x`)),
    '404 application/problem+json gateway.no-such-service',
  );
});

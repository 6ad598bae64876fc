import { once } from 'node:events';
import { request } from 'node:http';
import { until } from '@obey/test-servers';
import test from 'ava';
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

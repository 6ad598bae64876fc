import { once } from 'node:events';
import { connect } from 'node:net';
import { until } from '@obey/test-servers';
import test from 'ava';
import { problemOf, startGateway } from './support/upstreams.js';

test('a request arrives as it was sent, and the answer comes back as it was given', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      response.writeHead(201, {
        'Content-Type': 'text/plain',
        ETag: '"7"',
        'X-Seen': String(request.headers['x-correlation-id']),
      });
      response.end(`${request.method} ${request.url} ${Buffer.concat(chunks)}`);
    });
  });
  const answer = await fetch(`${url}/shop/orders?page=2&x=%2F`, {
    method: 'POST',
    body: '{"a":1}',
    headers: { 'Content-Type': 'application/json', 'X-Correlation-Id': 'flow-1' },
  });
  t.is(answer.status, 201);
  t.is(await answer.text(), 'POST /shop/orders?page=2&x=%2F {"a":1}');
  t.is(answer.headers.get('etag'), '"7"');
  t.is(answer.headers.get('x-seen'), 'flow-1');
});

test('requests are spread over the instances of a service', async (t) => {
  const { url, add } = await startGateway(t);
  const served = new Map<string, number>();
  for (const name of ['shop-1', 'shop-2'])
    await add('shop', name, (_, response) => {
      served.set(name, (served.get(name) ?? 0) + 1);
      response.end();
    });
  await until('both serve', async () => {
    await (await fetch(`${url}/shop/`)).text();
    return served.size === 2;
  });
  t.is(served.size, 2);
});

test('an instance that was killed is passed over at once, also for writes', async (t) => {
  const { url, add } = await startGateway(t);
  const first = await add('shop', 'shop-1', (_, response) => response.end('1'));
  await add('shop', 'shop-2', (request, response) => {
    request.resume();
    request.on('end', () => response.end('2'));
  });
  await until('both are known', async () => (await (await fetch(`${url}/shop/`)).text()) === '2');
  first.kill();
  for (let n = 0; n < 20; n++) {
    const answer = await fetch(`${url}/shop/`, { method: 'POST', body: '{}' });
    t.is(`${answer.status} ${await answer.text()}`, '200 2');
  }
});

test('a write that broke off is not done twice, unless its key makes that harmless', async (t) => {
  const { url, add } = await startGateway(t);
  let writes = 0;
  for (const name of ['shop-1', 'shop-2'])
    await add('shop', name, (request, response) => {
      writes += 1;
      if (writes === 1) request.socket.destroy();
      else response.end(name);
    });
  const broken = await fetch(`${url}/shop/`, { method: 'POST', body: '{}' });
  t.is(await problemOf(broken), '502 application/problem+json gateway.broken');
  t.is(writes, 1);
  writes = 0;
  const answer = await fetch(`${url}/shop/`, {
    method: 'POST',
    body: '{}',
    headers: { 'Idempotency-Key': 'k' },
  });
  t.is(answer.status, 200);
  t.is(writes, 2);
});

test('what is not there, is away or too slow is told apart by stable codes', async (t) => {
  const { url, add } = await startGateway(t, { UPSTREAM_TIMEOUT: '200ms' });
  const shop = await add('shop', 'shop-1', () => {});
  t.is(
    await problemOf(await fetch(`${url}/nobody/x`)),
    '404 application/problem+json gateway.no-such-service',
  );
  t.is(await problemOf(await fetch(`${url}/shop/slow`)), '504 application/problem+json gateway.too-slow');
  shop.kill();
  const away = await fetch(`${url}/shop/x`);
  t.is(away.headers.get('retry-after'), '1');
  t.is(await problemOf(away), '503 application/problem+json gateway.service-away');
});

test('health and metrics of a service are not reached from outside', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (_, response) => response.end('secret'));
  for (const path of ['/shop/metrics', '/shop/health/ready', '/metrics', '/health/ready', '/health/live'])
    t.is((await fetch(`${url}${path}`)).status, 404, path);
});

test('events of a live stream arrive one by one, and a client that leaves ends it upstream', async (t) => {
  const { url, add } = await startGateway(t);
  let ended = false;
  let push = (_event: string) => {};
  await add('shop', 'shop-1', (request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    push = (event) => void response.write(event);
    push('data: 1\n\n');
    request.on('close', () => {
      ended = true;
    });
  });
  const leaving = new AbortController();
  const answer = await fetch(`${url}/shop/stream`, {
    signal: leaving.signal,
    headers: { Accept: 'text/event-stream', 'Accept-Encoding': 'gzip' },
  });
  t.is(answer.headers.get('content-encoding'), null);
  const reader = answer.body?.getReader();
  const next = async () => Buffer.from((await reader?.read())?.value ?? []).toString();
  t.is(await next(), 'data: 1\n\n');
  push('data: 2\n\n');
  t.is(await next(), 'data: 2\n\n');
  leaving.abort();
  await until('the stream upstream has ended', () => ended);
});

test('live streams hold no connections for other answers, whether they were asked for as such or not', async (t) => {
  const { url, add } = await startGateway(t, { ADDRESS_LIMITS: 'none' });
  let listening = 0;
  await add('shop', 'shop-1', (request, response) => {
    if (request.url !== '/shop/stream') return void response.end('there');
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('data: 1\n\n');
    listening += 1;
    response.on('close', () => (listening -= 1));
  });
  const leaving = new AbortController();
  t.teardown(() => leaving.abort());
  // More than an instance has connections for answers.
  const streams = Array.from({ length: 300 }, () => fetch(`${url}/shop/stream`, { signal: leaving.signal }));
  for (const { status } of await Promise.all(streams)) t.is(status, 200);
  t.is(listening, 300);
  t.is(await (await fetch(`${url}/shop/x`, { signal: AbortSignal.timeout(15_000) })).text(), 'there');
});

test('what acts is asked once, though its answer is a live stream that was not asked for as such', async (t) => {
  const { url, add } = await startGateway(t);
  let asked = 0;
  await add('shop', 'shop-1', (_, response) => {
    asked += 1;
    response.writeHead(200, { 'Content-Type': 'text/event-stream' }).end('data: 1\n\n');
  });
  const answer = await fetch(`${url}/shop/order`, { method: 'POST' });
  t.is(await answer.text(), 'data: 1\n\n');
  t.is(asked, 1);
});

test('a large body is streamed through, whole', async (t) => {
  const { url, add } = await startGateway(t, { BODY_BYTES: '5000000' });
  await add('shop', 'shop-1', (request, response) => {
    let length = 0;
    request.on('data', (chunk) => {
      length += chunk.length;
    });
    request.on('end', () => response.end(String(length)));
  });
  const answer = await fetch(`${url}/shop/upload`, { method: 'PUT', body: Buffer.alloc(5_000_000, 'x') });
  t.is(await answer.text(), '5000000');
});

test('health is ready when each service has an instance that is', async (t) => {
  const { url, add } = await startGateway(t, { SERVICES: 'shop,post' });
  const shop = await add('shop', 'shop-1', (_, response) => response.end());
  t.is((await fetch(`${url}/health`)).status, 503);
  await add('post', 'post-1', (_, response) => response.end());
  const ready = await until('it is ready', async () => {
    const answer = await fetch(`${url}/health`);
    return answer.status === 200 && answer;
  });
  t.deepEqual(await ready.json(), {
    status: 'ready',
    services: { shop: { instances: 1, ready: 1 }, post: { instances: 1, ready: 1 } },
  });
  shop.kill();
  await until('it is not', async () => (await fetch(`${url}/health`)).status === 503);
});

test('while Redis is away, the instances last seen go on serving', async (t) => {
  const { url, redis, add } = await startGateway(t);
  await add('shop', 'shop-1', (_, response) => response.end('there'));
  redis.signal('SIGKILL');
  const silent = Date.now() + 1_500;
  while (Date.now() < silent) t.is(await (await fetch(`${url}/shop/`)).text(), 'there');
});

test('a request that is no HTTP is answered 400, and ends nothing', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (_, response) => response.end('there'));
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('GET /shop/ HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n');
  const [reply] = await once(socket, 'data');
  t.regex(String(reply), /^HTTP\/1\.1 400/);
  t.is(await (await fetch(`${url}/shop/`)).text(), 'there');
});

test('a method that is not passed on is refused, and no instance is blamed', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (_, response) => response.end('there'));
  const refused = await fetch(`${url}/shop/`, { method: 'PROPFIND' });
  t.is(await problemOf(refused), '405 application/problem+json gateway.method-not-allowed');
  t.is(await (await fetch(`${url}/shop/`)).text(), 'there');
});

import test from 'ava';
import { desyncs, innocent } from './support/desyncs.js';
import { sendRaw, statusesIn } from './support/raw.js';
import { startGateway } from './support/upstreams.js';

test('what two servers could delimit in two ways is a 400, reaches no service, and ends the connection', async (t) => {
  const { url, port, add } = await startGateway(t, { ADDRESS_LIMITS: 'none' });
  const seen: string[] = [];
  await add('shop', 'shop-1', (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => response.end('there'));
  });
  for (const { name, bytes } of desyncs) {
    seen.length = 0;
    // Whatever follows is the smuggled request, were it taken for one.
    const text = await sendRaw(port, bytes);
    t.deepEqual(statusesIn(text), [400], name);
    t.deepEqual(
      seen.filter((one) => one.includes('smuggled')),
      [],
      name,
    );
    t.regex(text, /^connection: close/im, name);
  }
  t.is(await (await fetch(`${url}/shop/`)).text(), 'there');
});

test('what is unusual and has one meaning only is served, once', async (t) => {
  const { port, add } = await startGateway(t);
  const seen: string[] = [];
  await add('shop', 'shop-1', (request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${body}`);
      response.end('there');
    });
  });
  for (const { name, bytes, arrives } of innocent) {
    seen.length = 0;
    const text = await sendRaw(port, bytes, (all) => all.includes('there'));
    t.deepEqual(
      statusesIn(text).filter((status) => status !== 100),
      [200],
      name,
    );
    t.deepEqual(seen, [arrives], name);
  }
});

test('a request that was answered before its body came is followed by what comes after its body, and by nothing else', async (t) => {
  const { port, add } = await startGateway(t, { BODY_BYTES: '10' });
  const seen: string[] = [];
  await add('shop', 'shop-1', (request, response) => {
    seen.push(String(request.url));
    response.end();
  });
  const smuggled = 'GET /shop/smuggled HTTP/1.1\r\nHost: shop.example\r\n\r\n';
  const next = 'GET /shop/next HTTP/1.1\r\nHost: shop.example\r\nConnection: close\r\n\r\n';
  for (const [path, status] of [
    ['/nobody/x', 404],
    ['/shop/x', 413],
    ['/shop/%zz', 400],
  ] as const) {
    const start = `POST ${path} HTTP/1.1\r\nHost: shop.example\r\nContent-Length: ${smuggled.length}\r\n\r\n`;
    const text = await sendRaw(port, `${start}${smuggled}${next}`);
    t.is(statusesIn(text)[0], status, path);
  }
  t.deepEqual(
    seen.filter((url) => url !== '/shop/next'),
    [],
  );
});

test('an answer with its body still in the request is not followed by what was in the body', async (t) => {
  const { port, add } = await startGateway(t);
  const seen: string[] = [];
  await add('shop', 'shop-1', (request, response) => {
    seen.push(String(request.url));
    // Before it has read anything.
    response.end('early');
    request.resume();
  });
  const smuggled = 'GET /shop/smuggled HTTP/1.1\r\nHost: shop.example\r\n\r\n';
  const filler = 'x'.repeat(100_000);
  const length = filler.length + smuggled.length;
  const start = `POST /shop/x HTTP/1.1\r\nHost: shop.example\r\nContent-Length: ${length}\r\n\r\n`;
  const text = await sendRaw(port, `${start}${filler}${smuggled}`, (all) => all.includes('early'));
  t.deepEqual(statusesIn(text), [200]);
  t.deepEqual(seen, ['/shop/x']);
});

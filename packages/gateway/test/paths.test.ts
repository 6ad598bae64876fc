import test from 'ava';
import fc from 'fast-check';
import { isInternal, readTarget } from '../src/targets.js';
import { head, sendRaw, statusesIn } from './support/raw.js';
import { startGateway } from './support/upstreams.js';

const normal: readonly (readonly [given: string, path: string])[] = [
  ['/shop/orders', '/shop/orders'],
  ['/shop', '/shop'],
  ['/shop/', '/shop/'],
  ['//shop///orders', '/shop/orders'],
  ['/./shop/./orders/.', '/shop/orders/'],
  ['/x/../shop/y/../orders', '/shop/orders'],
  ['/../../shop', '/shop'],
  ['/%2e%2e/shop/%2E/orders', '/shop/orders'],
  ['/s%68op/%7Eada', '/shop/~ada'],
  ['/shop/a%2fb%3f', '/shop/a%2Fb%3F'],
  ['/shop/%c3%a9', '/shop/%C3%A9'],
  ['/shop/a..b/.c/d.', '/shop/a..b/.c/d.'],
];

test('a path has one form, by which it is routed and passed on', (t) => {
  for (const [given, path] of normal) {
    const target = readTarget(`${given}?q=%2e%2E//x`);
    t.is(target?.path, path, given);
    t.is(target?.service, path.split('/')[1], given);
    t.is(target?.query, '?q=%2e%2E//x', given);
  }
});

test('what is no path, or could be read in two ways, is none', (t) => {
  for (const url of [
    '',
    'shop',
    '*',
    '/a b',
    '/a\\b',
    '/a#b',
    '/a?b#c',
    '/%',
    '/%a',
    '/%zz',
    '/%00',
    '/\x7f',
    '/é',
    'ftp://a/b',
  ])
    t.is(readTarget(url), undefined, url);
});

test('the host of an absolute form is told, and its path read like any other', (t) => {
  t.like(readTarget('http://forum.example/shop//x?y'), {
    path: '/shop/x',
    query: '?y',
    authority: 'forum.example',
  });
  t.like(readTarget('HTTPS://forum.example'), { path: '/', query: '' });
  t.like(readTarget('http://forum.example?y'), { path: '/', query: '?y' });
});

test('a normal path stays as it is', (t) => {
  const segment = fc.string({
    unit: fc.constantFrom('a', '.', '%2e', '%2F', '%25', '/', 'é', ';', '%41'),
    maxLength: 12,
  });
  const isStable = fc.property(segment, (text) => {
    const once = readTarget(`/${text}`);
    return once === undefined || readTarget(once.path)?.path === once.path;
  });
  t.notThrows(() => fc.assert(isStable));
});

const hidden = [
  '/metrics',
  '/health/ready',
  '/health/live',
  '/shop/metrics',
  '/shop/metrics/',
  '/shop/health',
  '/shop/health/ready',
  '/shop/%6detrics',
  '/shop/%6D%65trics',
  '/shop//metrics',
  '/shop/./metrics',
  '/shop/x/../metrics',
  '/shop/%2e/metrics',
  '/shop/x/%2e%2e/metrics',
  '//metrics',
  '/./health/live',
  '/shop%2fmetrics',
  '/shop%2Fmetrics',
  '/shop/%2fmetrics',
  '/shop/x%2f..%2fmetrics',
  '/shop%5cmetrics',
  '/shop/%256detrics',
  '/shop/%25%36%64etrics',
  '/shop/METRICS',
  '/shop/metrics;x=1',
  '/shop;a=b/health/ready',
  '/shop/metrics%23',
  '/shop/metrics%00',
  '/shop/metrics?x',
  'http://forum.example/shop/metrics',
];

test('health and metrics are not reached from outside, however they are written', async (t) => {
  const { port, add } = await startGateway(t);
  const seen: string[] = [];
  await add('shop', 'shop-1', (request, response) => {
    seen.push(String(request.url));
    response.end('secret');
  });
  for (const target of hidden) {
    const text = await sendRaw(
      port,
      head(`GET ${target} HTTP/1.1`, 'Host: shop.example', 'Connection: close'),
    );
    t.true([400, 404].includes(statusesIn(text)[0] ?? 0), `${target}: ${text}`);
  }
  t.deepEqual(seen, []);
});

test('what merely sounds like it is passed on', (t) => {
  for (const path of [
    '/health',
    '/shop/orders/metrics',
    '/shop/metrics-of-ours',
    '/shop/healthy',
    '/shop/x%2Fy',
    '/shop/a;health',
  ])
    t.false(isInternal(path), path);
});

test('a service is sent the path in its one form', async (t) => {
  const { port, add } = await startGateway(t);
  await add('shop', 'shop-1', (request, response) => response.end(`<${request.url}>`));
  const text = await sendRaw(
    port,
    head('GET //shop/./%6frders/../x?y=%2e HTTP/1.1', 'Host: shop.example', 'Connection: close'),
  );
  t.regex(text, /<\/shop\/x\?y=%2e>/);
});

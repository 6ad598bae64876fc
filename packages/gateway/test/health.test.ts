import type { ServerResponse } from 'node:http';
import { createRuntime } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { InstancesFaulty, readInstances } from '../src/static-instances.js';
import { listenBare, problemOf, startGateway } from './support/upstreams.js';

test('instances that do not announce themselves are named by a setting', async (t) => {
  const one = await listenBare(t, (_, response) => response.end('fixed'));
  const { url, add } = await startGateway(t, { INSTANCES: `depot=${one.url}, shop=${one.url}` });
  t.is(await (await fetch(`${url}/depot/x`)).text(), 'fixed');
  await add('shop', 'shop-1', (_, response) => response.end('announced'));
  const seen = new Set<string>();
  await until('both serve', async () => seen.add(await (await fetch(`${url}/shop/x`)).text()).size === 2);
  t.deepEqual([...seen].sort(), ['announced', 'fixed']);
});

test('a list of instances is read whole, or not at all', (t) => {
  t.deepEqual(readInstances(''), []);
  t.deepEqual(readInstances('shop=http://a:1 http://b:2/, post=https://c'), [
    { service: 'shop', instance: 'shop@a:1', url: 'http://a:1' },
    { service: 'shop', instance: 'shop@b:2', url: 'http://b:2/' },
    { service: 'post', instance: 'post@c', url: 'https://c' },
  ]);
  for (const listed of [
    'docs=http://a',
    'shop=http://u:p@a',
    'shop',
    'shop=',
    'shop=a:1',
    'Shop=http://a',
    'shop=http://a/path',
    'shop=ftp://a',
  ])
    t.throws(() => readInstances(listed), { instanceOf: InstancesFaulty, message: /INSTANCES/ }, listed);
});

test('an instance that goes away is forgotten, and one that comes is found, without a restart', async (t) => {
  const { url, add } = await startGateway(t);
  const first = await add('shop', 'shop-1', (_, response) => response.end('first'));
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'first');
  await first.withdraw();
  await until('it is gone', async () => (await fetch(`${url}/shop/x`)).status === 503);
  await add('shop', 'shop-2', (_, response) => response.end('second'));
  await until('it is found', async () => (await fetch(`${url}/shop/x`)).status === 200);
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'second');
});

test('health shows a service that nobody named, and waits for those that were', async (t) => {
  const { url, add } = await startGateway(t, { SERVICES: 'shop,', OPEN_PATHS: '/shop/open,' });
  await add('shop', 'shop-1', (_, response) => response.end());
  const never = (response: ServerResponse) => {
    response.statusCode = 503;
    response.end();
  };
  await add('depot', 'depot-1', (_, response) => response.end(), never);
  const answer = await until('it is ready', async () => {
    const health = await fetch(`${url}/health`);
    return health.status === 200 && health;
  });
  const { services }: { services: unknown } = JSON.parse(await answer.text());
  t.deepEqual(services, { shop: { instances: 1, ready: 1 }, depot: { instances: 1, ready: 0 } });
  // What follows the last comma names neither a service nor all paths.
  t.is((await fetch(url)).status, 200);
  t.is((await fetch(`${url}/shop/x`, { headers: { Authorization: 'Bearer x' } })).status, 401);
});

test('an entry that is no instance hides no others, and takes no path of the gateway', async (t) => {
  const { url, redis, add } = await startGateway(t);
  const intruder = await listenBare(t, (_, response) => response.end('intruder'));
  for (const [service, at] of [
    ['shop', 'ftp://127.0.0.1'],
    ['shop', 'javascript:1'],
    ['shop', 'nonsense'],
    ['docs', intruder.url],
  ] as const) {
    const runtime = await createRuntime({ service, redis: redis.url });
    t.teardown(() => runtime.stop());
    await runtime.announce(at);
  }
  await add('shop', 'shop-1', (_, response) => response.end('there'));
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'there');
  t.notRegex(await (await fetch(`${url}/docs`)).text(), /intruder/);
});

test('an instance that comes back elsewhere under its name is asked there', async (t) => {
  const { url, redis, add } = await startGateway(t);
  await add('shop', 'shop-1', (_, response) => response.end('before'));
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'before');
  const elsewhere = await listenBare(t, (_, response) => response.end('after'));
  const runtime = await createRuntime({ service: 'shop', instance: 'shop-1', redis: redis.url });
  t.teardown(() => runtime.stop());
  await runtime.announce(elsewhere.url);
  const isThere = async () => (await (await fetch(`${url}/shop/x`)).text()) === 'after';
  t.true(await until('it is asked there', isThere));
});

test('an instance that says it is not ready gets no requests until it is', async (t) => {
  const { url, add } = await startGateway(t, { PROBE_INTERVAL: '20ms' });
  let ready = false;
  const readiness = (response: ServerResponse) => {
    response.statusCode = ready ? 200 : 503;
    response.end();
  };
  await add('shop', 'shop-1', (_, response) => response.end('first'));
  await add('shop', 'shop-2', (_, response) => response.end('second'), readiness);
  const ask = async () => (await fetch(`${url}/shop/x`)).text();
  const among = async (count: number) => new Set(await Promise.all(Array.from({ length: count }, ask)));
  await until('the second one is passed over', async () => !(await among(30)).has('second'));
  t.deepEqual(await among(30), new Set(['first']));
  ready = true;
  await until('the second one serves', async () => (await among(10)).has('second'));
});

test('where no instance is ready, all are asked: never is everybody turned away', async (t) => {
  const { url, add } = await startGateway(t, { PROBE_INTERVAL: '20ms' });
  let probes = 0;
  const never = (response: ServerResponse) => {
    probes += 1;
    response.statusCode = 503;
    response.end();
  };
  await add('shop', 'shop-1', (_, response) => response.end('there'), never);
  await until('it was asked often enough', () => probes > 5);
  t.is(await (await fetch(`${url}/shop/x`)).text(), 'there');
});

test('an instance that breaks off three times is passed over, and tried by one request after its rest', async (t) => {
  const { url, add } = await startGateway(t);
  const failing = { now: true, asked: 0 };
  await add('shop', 'shop-1', (_, response) => response.end('good'));
  await add('shop', 'shop-2', (request, response) => {
    failing.asked += 1;
    if (failing.now) request.socket.destroy();
    else response.end('back');
  });
  const ask = async () => (await fetch(`${url}/shop/x`)).text();
  await until('it is ejected', async () => {
    t.is(await ask(), 'good');
    return failing.asked >= 3;
  });
  failing.now = false;
  await until('it is back', async () => (await ask()) === 'back');
  t.true(failing.asked < 10);
});

test('a service that gives no answers is not asked for a while, and the others are unharmed', async (t) => {
  const { url, add } = await startGateway(t);
  const shop = { asked: 0, failing: true };
  await add('shop', 'shop-1', (request, response) => {
    shop.asked += 1;
    if (shop.failing) request.socket.destroy();
    else response.end('well again');
  });
  await add('post', 'post-1', (_, response) => response.end('fine'));
  const order = () => fetch(`${url}/shop/x`, { method: 'PUT' });
  const refused = await until('the circuit opens', async () => {
    const answer = await order();
    return (await answer.clone().text()).includes('circuit-open') && answer;
  });
  t.regex(refused.headers.get('retry-after') ?? '', /^[12]$/);
  t.is(await problemOf(refused), '503 application/problem+json gateway.circuit-open');
  t.true(shop.asked >= 20);
  t.is(await (await fetch(`${url}/post/x`)).text(), 'fine');
  shop.failing = false;
  await until('it is asked again', async () => (await (await order()).text()) === 'well again');
});

test('retries of a service that breaks off all the time stay within their budget', async (t) => {
  const { url, add } = await startGateway(t);
  let asked = 0;
  for (const name of ['shop-1', 'shop-2'])
    await add('shop', name, (request, response) => {
      asked += 1;
      // Most are answered, or the circuit would open.
      if (asked % 3 === 0) request.socket.destroy();
      else response.end();
    });
  const requests = 300;
  for (let request = 0; request < requests; request++) await (await fetch(`${url}/shop/x`)).arrayBuffer();
  t.true(asked <= requests * 1.2 + 10, String(asked));
  t.true(asked > requests * 1.1, String(asked));
});

import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { factorOf, readLimits, readRankFactors, ruleFor } from '../src/limit-rules.js';
import { someone, startAuth } from './support/auth.js';
import { problemOf, startGateway } from './support/upstreams.js';

const start = async (t: ExecutionContext, env: Record<string, string>) => {
  const gateway = await startGateway(t, { SERVICES: 'shop,auth', TRUSTED_PROXIES: '127.0.0.1', ...env });
  for (const service of ['shop', 'auth'])
    await gateway.add(service, `${service}-1`, (request, response) => {
      request.resume().on('end', () => response.end('there'));
    });
  const ask = (method: string, path: string, address: string, headers: Record<string, string> = {}) =>
    fetch(`${gateway.url}${path}`, { method, headers: { 'X-Forwarded-For': address, ...headers } });
  /** How many of so many are answered. */
  const answered = async (times: number, asking: () => Promise<Response>) => {
    let count = 0;
    for (let time = 0; time < times; time++) if ((await asking()).status === 200) count += 1;
    return count;
  };
  return { ...gateway, ask, answered };
};

test('an address may ask so often and no more, and is told how often and when again', async (t) => {
  const { ask } = await start(t, { ADDRESS_LIMITS: 'read 3/1m, write 2/1m' });
  const first = await ask('GET', '/shop/x', '203.0.113.7');
  t.is(first.headers.get('ratelimit-policy'), '"read";q=3;w=60');
  t.regex(first.headers.get('ratelimit') ?? '', /^"read";r=2;t=\d+$/);
  for (let time = 0; time < 2; time++) t.is((await ask('GET', '/shop/x', '203.0.113.7')).status, 200);
  const refused = await ask('GET', '/shop/x', '203.0.113.7');
  t.regex(refused.headers.get('retry-after') ?? '', /^[1-9]\d?$/);
  t.regex(refused.headers.get('ratelimit') ?? '', /^"read";r=0;t=\d+$/);
  t.is(await problemOf(refused), '429 application/problem+json gateway.slow-down');
  t.is((await ask('POST', '/shop/x', '203.0.113.7')).status, 200);
  t.is((await ask('GET', '/shop/x', '203.0.113.8')).status, 200);
});

test('an IPv6 client is its network of 64 bits', async (t) => {
  const { ask } = await start(t, { ADDRESS_LIMITS: 'read 1/1m' });
  t.is((await ask('GET', '/shop/x', '2001:db8:1:2::1')).status, 200);
  t.is((await ask('GET', '/shop/x', '2001:db8:1:2:ffff::2')).status, 429);
  t.is((await ask('GET', '/shop/x', '2001:db8:1:3::1')).status, 200);
});

test('whoever has a good token is counted as that user, with what their rank is worth', async (t) => {
  const gateway = await start(t, {
    ADDRESS_LIMITS: 'read 1/1m',
    USER_LIMITS: 'GET /shop/dear 1/1m, read 2/1m',
    RANK_FACTORS: '50:3',
  });
  const { ask, answered } = gateway;
  const auth = await startAuth(t, gateway.redis.url);
  const [ada, moderator] = [await auth.bearer(someone(10)), await auth.bearer(someone(50))];
  const from =
    (headers: Record<string, string>, path = '/shop/x') =>
    () =>
      ask('GET', path, '203.0.113.7', headers);
  t.is(await answered(4, from(ada)), 2);
  t.is(await answered(8, from(moderator)), 6);
  t.is(await answered(3, from(ada, '/shop/dear/x')), 1);
  t.is(await answered(3, from({})), 1);
});

test('what is counted by one gateway counts at the others', async (t) => {
  const env = { ADDRESS_LIMITS: 'read 5/1m' };
  const one = await start(t, env);
  const other = await startGateway(t, { ...env, TRUSTED_PROXIES: '127.0.0.1', SERVICES: 'shop' }, one.redis);
  const at = (url: string) => fetch(`${url}/`, { headers: { 'X-Forwarded-For': '203.0.113.7' } });
  for (let time = 0; time < 5; time++) t.is((await at(one.url)).status, 200);
  await until('the other one knows', async () => (await at(other.url)).status === 429);
});

test('signing in is limited for each address, also with tokens, and by all gateways together', async (t) => {
  const env = { ADDRESS_LIMITS: 'POST /auth/sign-in 3/1m', TRUSTED_PROXIES: '127.0.0.1' };
  const one = await start(t, env);
  const other = await startGateway(t, env, one.redis);
  await until('the other one knows auth', async () => (await fetch(`${other.url}/auth/x`)).status === 200);
  const auth = await startAuth(t, one.redis.url);
  const headers = { 'X-Forwarded-For': '203.0.113.7', ...(await auth.bearer(someone())) };
  const statuses = [];
  for (const { url } of [one, other, one, other, one])
    statuses.push((await fetch(`${url}/auth/sign-in`, { method: 'POST', headers })).status);
  t.deepEqual(statuses, [200, 200, 200, 429, 429]);
});

test('while Redis is away reads stay open, and signing in stays limited', async (t) => {
  const { ask, answered, redis } = await start(t, {
    ADDRESS_LIMITS: 'POST /auth/sign-in 2/1m, read 1000/1m',
  });
  redis.signal('SIGKILL');
  t.is(await answered(20, () => ask('GET', '/shop/x', '203.0.113.7')), 20);
  t.is(await answered(5, () => ask('POST', '/auth/sign-in', '203.0.113.7')), 2);
});

test('guessing tokens counts as asking does', async (t) => {
  const { ask } = await start(t, { ADDRESS_LIMITS: 'read 2/1m' });
  const statuses = [];
  for (let time = 0; time < 3; time++)
    statuses.push((await ask('GET', '/shop/x', '203.0.113.7', { Authorization: 'Bearer x' })).status);
  t.deepEqual(statuses, [401, 401, 429]);
});

test('the first rule that fits counts: by method, by path and all below it', (t) => {
  const rules = readLimits('X', 'POST /auth/sign-in 3/1m, write /shop 5/10s, GET 9/1h, read 7/1s');
  const named = (method: string, path: string) => ruleFor(rules, method, path)?.name;
  t.is(named('POST', '/auth/sign-in'), 'post-auth-sign-in');
  t.is(named('POST', '/auth/sign-in/x'), 'post-auth-sign-in');
  t.is(named('POST', '/auth/sign-in-x'), undefined);
  t.is(named('DELETE', '/shop/x'), 'write-shop');
  t.is(named('GET', '/shop/x'), 'get');
  t.is(named('HEAD', '/shop/x'), 'read');
  t.deepEqual(
    rules.map(({ exact, windowSeconds }) => [exact, windowSeconds]),
    [
      [true, 60],
      [true, 10],
      [false, 3_600],
      [false, 1],
    ],
  );
  t.deepEqual(readLimits('X', 'none'), []);
});

test('the highest rank that is reached counts', (t) => {
  const factors = readRankFactors('X', '10:2,50:5');
  t.deepEqual(
    [0, 10, 49, 50, 99].map((rank) => factorOf(factors, rank)),
    [1, 2, 2, 5, 5],
  );
  t.is(factorOf(readRankFactors('X', 'none'), 99), 1);
});

test('limits that cannot be read stop the start with a sentence', (t) => {
  for (const listed of [
    '',
    'read',
    'read 3',
    'read 0/1m',
    'read 3/0s',
    'fetch 3/1m',
    'read shop 3/1m',
    'read 3/1m,',
  ])
    t.throws(
      () => readLimits('ADDRESS_LIMITS', listed),
      { code: 'gateway.limits-faulty', message: /ADDRESS_LIMITS/ },
      listed,
    );
  for (const listed of ['', '50', '50:0', 'x:2'])
    t.throws(() => readRankFactors('RANK_FACTORS', listed), { message: /RANK_FACTORS/ }, listed);
});

import { answer, type Reaction } from '@obey/choreography';
import { startRedis } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import Type from 'typebox';
import { defineService, route, startService } from '../src/index.js';
import { problem, send } from './support/shop.js';
import { createSigner, issuer } from './support/signing.js';

const GetKeys = {
  name: 'ShopGetKeys',
  kind: 'request',
  owner: 'shop',
  type: 'shop.get-keys',
  version: 1,
  partitions: 1,
  subject: undefined,
  data: Type.Object({}),
  answer: Type.Object({ keys: Type.Array(Type.Record(Type.String(), Type.Unknown())) }),
} as const;

const Who = Type.Object({ id: Type.Union([Type.String(), Type.Null()]) });

const routes = [
  route({
    method: 'GET',
    path: '/shop/open',
    summary: 'Anyone',
    access: 'anyone',
    answers: { 200: Who },
    handle: ({ user }) => ({ status: 200, body: { id: user?.id ?? null } }),
  }),
  route({
    method: 'GET',
    path: '/shop/window',
    summary: 'A visitor',
    access: 'visitor',
    answers: { 200: Who },
    handle: ({ user }) => ({ status: 200, body: { id: user?.id ?? null } }),
  }),
  route({
    method: 'POST',
    path: '/shop/own',
    summary: 'A user',
    access: 'user',
    body: Type.Object({}),
    answers: { 200: Who },
    handle: ({ user }) => ({ status: 200, body: { id: user.id } }),
  }),
  route({
    method: 'GET',
    path: '/shop/refunds',
    summary: 'Somebody with a permission',
    access: { permission: 'orders.refund' },
    answers: { 200: Who },
    handle: ({ user }) => ({ status: 200, body: { id: user.id } }),
  }),
];

const startGuarded = async (t: ExecutionContext, reactions: readonly Reaction[]) => {
  const redis = await startRedis(t);
  const shop = defineService({
    name: 'shop',
    config: {},
    tokens: { keys: GetKeys, voided: () => {} },
    create: () => ({ routes, reactions }),
  });
  const env = { REDIS_URL: redis.url, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: issuer, DRAIN_SECONDS: '1' };
  const running = await startService(shop, env, { log: 'silent' });
  t.teardown(() => running.stop());
  return running.url;
};

const bearer = (token: string) => ({ Authorization: `Bearer ${token}` });

test('who may call what is known by their token, whose keys are asked for over the streams', async (t) => {
  const signer = await createSigner('key-1');
  const url = await startGuarded(t, [answer(GetKeys, () => ({ keys: [signer.jwk] }))]);
  const good = bearer(await signer.sign());
  t.is((await send(`${url}/shop/own`, 'POST', {}, good)).body.id, 'user-1');
  t.is((await send(`${url}/shop/refunds`, 'GET', undefined, good)).body.id, 'user-1');
  const plain = bearer(await signer.sign({ permissions: ['orders.see'] }));
  t.is(
    problem(await send(`${url}/shop/refunds`, 'GET', undefined, plain)),
    '403 application/problem+json permission.missing',
  );
  const none = await send(`${url}/shop/own`, 'POST', {});
  t.is(problem(none), '401 application/problem+json token.missing');
  t.is(none.headers.get('www-authenticate'), 'Bearer');
  const stale = await send(`${url}/shop/own`, 'POST', {}, bearer(await signer.sign({ exp: 1 })));
  t.is(problem(stale), '401 application/problem+json token.expired');
  t.regex(stale.headers.get('www-authenticate') ?? '', /^Bearer error="invalid_token"/);
});

test('who has no token learns nothing of what a body should be', async (t) => {
  const url = await startGuarded(t, []);
  const answered = await send(`${url}/shop/own`, 'POST', '{"broken":');
  t.is(problem(answered), '401 application/problem+json token.missing');
});

test('where anyone may call, a bad token is as good as none', async (t) => {
  const signer = await createSigner('key-1');
  const url = await startGuarded(t, [answer(GetKeys, () => ({ keys: [signer.jwk] }))]);
  const idWith = async (token: string) =>
    (await send(`${url}/shop/open`, 'GET', undefined, bearer(token))).body.id;
  t.is(await idWith(await signer.sign()), 'user-1');
  t.is(await idWith(await signer.sign({ exp: 1 })), null);
  t.is(await idWith('x'), null);
});

test('a visitor needs no token, but a bad one is refused', async (t) => {
  const signer = await createSigner('key-1');
  const url = await startGuarded(t, [answer(GetKeys, () => ({ keys: [signer.jwk] }))]);
  const look = (headers = {}) => send(`${url}/shop/window`, 'GET', undefined, headers);
  t.is((await look()).body.id, null);
  t.is((await look(bearer(await signer.sign()))).body.id, 'user-1');
  t.is(
    problem(await look(bearer(await signer.sign({ exp: 1 })))),
    '401 application/problem+json token.expired',
  );
  t.is((await look(bearer('x'))).status, 401);
});

test('an answer that differs by who asks is kept by no cache that others share, and neither is a refusal', async (t) => {
  const signer = await createSigner('key-1');
  const url = await startGuarded(t, [answer(GetKeys, () => ({ keys: [signer.jwk] }))]);
  const kept = async (path: string, headers = {}) => {
    const answered = await send(`${url}/shop/${path}`, 'GET', undefined, headers);
    return ['cache-control', 'vary'].map((name) => answered.headers.get(name));
  };
  const good = bearer(await signer.sign());
  for (const [path, headers] of [
    ['window', {}],
    ['window', good],
    ['window', bearer('x')],
    ['refunds', good],
    ['refunds', {}],
  ] as const) {
    const [cacheControl, vary] = await kept(path, headers);
    t.is(cacheControl, 'private, no-cache', path);
    t.regex(vary ?? '', /\bAuthorization\b/, path);
  }
  t.is((await kept('open'))[0], null);
});

test('while nobody says by which keys, a token is neither accepted nor turned away: 503', async (t) => {
  const signer = await createSigner('key-1');
  const url = await startGuarded(t, []);
  const answered = await send(`${url}/shop/own`, 'POST', {}, bearer(await signer.sign()));
  t.is(problem(answered), '503 application/problem+json token.no-keys');
  t.truthy(answered.headers.get('retry-after'));
});

test('a service whose routes need tokens must say by which keys', async (t) => {
  const redis = await startRedis(t);
  const shop = defineService({ name: 'shop', config: {}, create: () => ({ routes }) });
  await t.throwsAsync(startService(shop, { REDIS_URL: redis.url }, { log: 'silent' }), {
    instanceOf: TypeError,
    message: /tokens/,
  });
});

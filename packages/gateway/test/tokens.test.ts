import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { createEdgeTokens } from '../src/edge-tokens.js';
import { someone, startAuth } from './support/auth.js';
import { problemOf, startGateway } from './support/upstreams.js';

const start = async (t: ExecutionContext) => {
  const gateway = await startGateway(t, { SERVICES: 'shop,auth' });
  const auth = await startAuth(t, gateway.redis.url);
  let asked = 0;
  await gateway.add('shop', 'shop-1', (_, response) => {
    asked += 1;
    response.end('there');
  });
  const ask = (headers: Record<string, string> = {}) => fetch(`${gateway.url}/shop/x`, { headers });
  return { ...gateway, auth, ask, asked: () => asked };
};

test('a good token passes, and so does none: services check for themselves', async (t) => {
  const { ask, auth, asked } = await start(t);
  const ada = someone();
  t.is((await ask()).status, 200);
  t.is((await ask(await auth.bearer(ada))).status, 200);
  t.is(asked(), 2);
});

test('a bad token is a 401 at once, and costs no service anything', async (t) => {
  const { ask, auth, asked } = await start(t);
  const good = await auth.tokenOf(someone());
  const bad = [
    'Bearer x',
    'Basic YTpi',
    `Bearer ${good.slice(0, -4)}AAAA`,
    `Bearer ${good}.x`,
    `Bearer ${good.split('.').slice(0, 2).join('.')}.`,
  ];
  for (const Authorization of bad) {
    const answer = await ask({ Authorization });
    t.regex(answer.headers.get('www-authenticate') ?? '', /^Bearer error="invalid_token"/);
    t.is(await problemOf(answer), '401 application/problem+json token.invalid', Authorization);
  }
  t.is(asked(), 0);
});

test('a token that expires, or whose session or user is shut out, is a 401, though it was good before', async (t) => {
  const { ask, auth } = await start(t);
  const [ada, bob, eve] = [someone(), someone(), someone()];
  const short = await auth.bearer(ada, '2s');
  const [ended, banned] = [await auth.bearer(bob), await auth.bearer(eve)];
  for (const headers of [short, ended, banned]) t.is((await ask(headers)).status, 200);
  await auth.endSession(bob);
  await auth.ban(eve);
  const refused = (headers: Record<string, string>) =>
    until('it is refused', async () => {
      const answer = await ask(headers);
      return answer.status === 401 && problemOf(answer);
    });
  t.is(await refused(ended), '401 application/problem+json token.revoked');
  t.is(await refused(banned), '401 application/problem+json token.revoked');
  t.is(await refused(short), '401 application/problem+json token.expired');
  t.is((await ask(await auth.bearer(ada))).status, 200);
});

test('where one gets a better token, a bad one is not looked at', async (t) => {
  const { url, add } = await start(t);
  await add('auth', 'auth-1', (_, response) => response.end('welcome'));
  const headers = { Authorization: 'Bearer old' };
  for (const path of ['/auth/token', '/auth/sign-in', '/auth/sign-up/confirm', '/auth/password/reset'])
    t.is((await fetch(`${url}${path}`, { method: 'POST', headers })).status, 200, path);
  for (const path of ['/auth/me', '/auth/tokens', '/auth/sign-in-x'])
    t.is((await fetch(`${url}${path}`, { headers })).status, 401, path);
});

test('while the keys cannot be had, tokens pass: services check for themselves', async (t) => {
  const { url, add } = await startGateway(t);
  await add('shop', 'shop-1', (request, response) => response.end(request.headers.authorization));
  const token = `Bearer ${btoa('{"alg":"EdDSA","typ":"at+jwt","kid":"k"}').replaceAll('=', '')}.e30.AAAA`;
  const answer = await fetch(`${url}/shop/x`, { headers: { Authorization: token } });
  t.is(answer.status, 200);
  t.is(await answer.text(), token);
});

test('a token is remembered in its usual spelling alone', async (t) => {
  let checked = 0;
  const user = { id: 'u', sessionId: 's', version: 0, rank: 0, roles: [], permissions: [] };
  const tokens = createEdgeTokens({
    check: async () => {
      checked += 1;
      return user;
    },
    verdict: () => undefined,
  });
  const payload = Buffer.from(JSON.stringify({ exp: Date.now() / 1_000 + 60 })).toString('base64url');
  for (const spaces of [' ', ' ', '  ', '  ']) t.is(await tokens(`Bearer${spaces}h.${payload}.s`), user);
  t.is(checked, 3);
});

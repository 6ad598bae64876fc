import { AuthSessionRevoked } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { decodeJwt } from 'jose';
import { call, member, signIn, startForum, textAt } from './forum.js';

const forum = await startForum();
let url = '';

test.before(async () => {
  ({ url } = await forum.start());
});

test.after.always(() => forum.stop());

const listed = async (token: string, query = ''): Promise<Record<string, unknown>[]> => {
  const { body } = await call('GET', `${url}/auth/sessions${query}`, { token });
  const items: unknown = Reflect.get(Object(body), 'items');
  return Array.isArray(items) ? items : [];
};

const sidOf = (token: string) => String(decodeJwt(token).sid);
const refresh = (refreshToken: string) => call('POST', `${url}/auth/token`, { body: { refreshToken } });
const end = (path: string, token: string) => call('DELETE', `${url}/auth/sessions${path}`, { token });

const refused = (token: string) =>
  until('the access token is refused', async () => {
    const answer = await call('GET', `${url}/auth/me`, { token });
    return answer.status === 401 && textAt(answer.body, 'code') === 'token.revoked';
  });

test('my sessions are listed, newest first, with the one that asks; refreshing is use', async (t) => {
  const { email, accessToken, refreshToken } = await member(forum, url);
  const other = await signIn(url, email);
  const before = await listed(accessToken);
  t.deepEqual(
    before.map(({ id, current }) => [id, current]),
    [
      [sidOf(other.accessToken), false],
      [sidOf(accessToken), true],
    ],
  );
  await refresh(refreshToken);
  const [, after] = await listed(accessToken);
  t.is(after?.startedAt, before[1]?.startedAt);
  t.true(String(after?.lastUsedAt) > String(before[1]?.lastUsedAt));
  t.true(String(after?.expiresAt) > String(before[1]?.expiresAt));
  t.deepEqual((await listed(accessToken, '?limit=1')).length, 1);
});

test('each session says from where it was begun, and by what, as far as it may be shown', async (t) => {
  const who = await member(forum, url);
  const begin = (headers: Record<string, string>) => {
    const { email, password } = who;
    return call('POST', `${url}/auth/sign-in`, { body: { email, password }, headers });
  };
  await begin({ 'X-Forwarded-For': '2001:db8::7', 'User-Agent': `Forum\tfor ${'phones '.repeat(40)}` });
  const { body } = await begin({ 'X-Forwarded-For': '203.0.113.9, 192.0.2.1', 'User-Agent': '' });
  await refresh(textAt(body, 'refreshToken'));
  const told = (await listed(who.accessToken)).map(({ client, address }) => ({ client, address }));
  t.deepEqual(told.slice(0, 2), [
    { client: null, address: '192.0.2.1' },
    { client: `Forumfor ${'phones '.repeat(40)}`.slice(0, 200), address: '2001:db8::7' },
  ]);
  t.is(told[2]?.address, '127.0.0.1');
  t.is(told[2]?.client, 'node');
});

test('a session, and a user, that auth stored before it knew of all that they have now go on', async (t) => {
  const { id, accessToken, refreshToken } = await member(forum, url);
  const later = ['usedAt', 'passwordVersion', 'client', 'address'];
  await forum.redis.hdel(`auth:session:{${id}}:${sidOf(accessToken)}`, ...later);
  await forum.db
    .collection<{ _id: string }>('users')
    .updateOne(
      { _id: id },
      { $unset: { grants: 1, denials: 1, book: 1, passwordVersion: 1, keptSession: 1 } },
    );
  t.like(await listed(accessToken), [{ current: true, client: null, address: null }]);
  const refreshed = await refresh(refreshToken);
  t.is(refreshed.status, 200);
  t.is((await refresh(textAt(refreshed.body, 'refreshToken'))).status, 200);
  const me = await call('GET', `${url}/auth/me/permissions`, { token: accessToken });
  t.like(me.body, { rank: 0, permissions: [] });
});

test('one of my sessions ends by its id, is told of, and those of others are not there', async (t) => {
  const { id, email, accessToken } = await member(forum, url);
  const other = await signIn(url, email);
  const stranger = await member(forum, url);
  const notMine = await end(`/${sidOf(stranger.accessToken)}`, accessToken);
  t.is(notMine.status, 404);
  t.is(textAt(notMine.body, 'code'), 'auth.no-such-session');
  t.is((await end(`/${sidOf(other.accessToken)}`, accessToken)).status, 204);
  t.is((await refresh(other.refreshToken)).status, 401);
  await refused(other.accessToken);
  t.is((await end(`/${sidOf(other.accessToken)}`, accessToken)).status, 404);
  t.is((await end('/everything', accessToken)).status, 422);
  const said = (await forum.said(AuthSessionRevoked.type)).filter(({ subject }) => subject === id);
  t.deepEqual(
    said.map(({ data }) => textAt(data, 'sessionId')),
    [sidOf(other.accessToken)],
  );
  t.is((await refresh(stranger.refreshToken)).status, 200);
});

test('all my other sessions end at once; with current=true this one too', async (t) => {
  const { email, accessToken, refreshToken } = await member(forum, url);
  const others = [await signIn(url, email), await signIn(url, email)];
  t.is((await end('', accessToken)).status, 204);
  for (const other of others) {
    t.is((await refresh(other.refreshToken)).status, 401);
    await refused(other.accessToken);
  }
  const kept = await refresh(refreshToken);
  t.is(kept.status, 200);
  t.is((await listed(accessToken)).length, 1);
  const again = await signIn(url, email);
  t.is((await end('?current=true', accessToken)).status, 204);
  t.is((await refresh(textAt(kept.body, 'refreshToken'))).status, 401);
  await refused(accessToken);
  await refused(again.accessToken);
});

test('without a grace, of many refreshes with one token at once exactly one wins', async (t) => {
  const instances = await Promise.all([0, 1].map(() => forum.start({ REFRESH_GRACE: '0s' })));
  const { refreshToken } = await member(forum, url);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      call('POST', `${instances[at % 2]?.url}/auth/token`, { body: { refreshToken } }),
    ),
  );
  t.is(answers.filter(({ status }) => status === 200).length, 1);
  t.is(answers.filter(({ status }) => status === 401).length, 9);
});

import { newId } from '@obey/choreography';
import { AuthSessionRevoked, AuthUserBanned, AuthUserChanged, AuthUserUnbanned } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { adminEmail, call, member, password, signIn, startForum, textAt } from './forum.js';

const forum = await startForum();
let url = '';
let admin: Awaited<ReturnType<typeof signIn>>;

test.before(async () => {
  ({ url } = await forum.start());
  admin = await signIn(url, adminEmail);
});

test.after.always(() => forum.stop());

const ban = (userId: string, body: object = { reason: 'spam' }, token = admin.accessToken) =>
  call('PUT', `${url}/auth/users/${userId}/ban`, { token, body });

const unban = (userId: string, token = admin.accessToken) =>
  call('DELETE', `${url}/auth/users/${userId}/ban`, { token });

const refresh = (refreshToken: string) => call('POST', `${url}/auth/token`, { body: { refreshToken } });

const enter = (email: string) => call('POST', `${url}/auth/sign-in`, { body: { email, password } });

const saidOf = async (userId: string) => (await forum.said()).filter(({ subject }) => subject === userId);

const toldOf = (userId: string, type: string, count = 1) =>
  until(`${type} is told`, async () => {
    const found = (await saidOf(userId)).filter((message) => message.type === type);
    return found.length >= count && found;
  });

test('a ban is told, ends all sessions, and keeps its user out', async (t) => {
  const { id, email, refreshToken, accessToken } = await member(forum, url);
  const other = await signIn(url, email);
  t.is((await ban(id)).status, 204);
  for (const token of [refreshToken, other.refreshToken]) {
    const refused = await refresh(token);
    t.is(refused.status, 403);
    t.is(textAt(refused.body, 'code'), 'auth.banned');
  }
  const [banned] = await toldOf(id, AuthUserBanned.type);
  t.deepEqual(banned?.data, { userId: id, reason: 'spam' });
  const [changed] = await toldOf(id, AuthUserChanged.type);
  t.like(changed?.data, { banned: true, version: 2 });
  const revoked = await toldOf(id, AuthSessionRevoked.type, 2);
  t.is(new Set(revoked.map(({ data }) => textAt(data, 'sessionId'))).size, 2);
  await until(
    'the sessions are gone',
    async () => (await forum.redis.keys(`auth:session:{${id}}*`)).length === 0,
  );
  t.is((await enter(email)).status, 403);
  const wrong = await call('POST', `${url}/auth/sign-in`, { body: { email, password: 'wrong horse' } });
  t.is(wrong.status, 401);
  const rename = () =>
    call('PATCH', `${url}/auth/me`, { token: accessToken, body: { nickname: 'Somebody else' } });
  await until('the access token is refused', async () => (await rename()).status === 401);
});

test('sessions end by the ban itself, though nobody refreshes them', async (t) => {
  const { id } = await member(forum, url);
  t.is((await ban(id)).status, 204);
  await until(
    'the sessions are gone',
    async () => (await forum.redis.keys(`auth:session:{${id}}*`)).length === 0,
  );
  t.is((await toldOf(id, AuthSessionRevoked.type)).length, 1);
});

test('a lifted ban is told, and its user may sign in again; old sessions stay ended', async (t) => {
  const { id, email, refreshToken } = await member(forum, url);
  await ban(id);
  await until(
    'the session is gone',
    async () => (await forum.redis.keys(`auth:session:{${id}}*`)).length === 0,
  );
  t.is((await unban(id)).status, 204);
  await toldOf(id, AuthUserUnbanned.type);
  const changes = await toldOf(id, AuthUserChanged.type, 2);
  t.like(changes.at(-1)?.data, { banned: false, version: 3 });
  t.is((await enter(email)).status, 200);
  t.is((await refresh(refreshToken)).status, 401);
});

test('doing it again changes nothing; another reason does', async (t) => {
  const { id } = await member(forum, url);
  t.is((await unban(id)).status, 204);
  t.is((await ban(id)).status, 204);
  t.is((await ban(id)).status, 204);
  t.is((await ban(id, { reason: 'more spam' })).status, 204);
  const changes = await toldOf(id, AuthUserChanged.type, 2);
  t.deepEqual(changes.length, 2);
  t.is((await toldOf(id, AuthUserBanned.type, 2)).length, 2);
});

test('a ban with an end is over when that has come', async (t) => {
  const { id, email } = await member(forum, url);
  const end = new Date(Date.now() + 4_000);
  t.is((await ban(id, { reason: 'cool down', until: end.toISOString() })).status, 204);
  t.is((await enter(email)).status, 403);
  const [banned] = await toldOf(id, AuthUserBanned.type);
  t.is(textAt(banned?.data, 'until'), end.toISOString());
  await until('the ban is over', async () => (await enter(email)).status === 200);
  t.true(Date.now() >= end.getTime());
});

test('a ban may end in a leap second: in the second after it', async (t) => {
  const { id } = await member(forum, url);
  t.is((await ban(id, { reason: 'cool down', until: '2099-12-31T23:59:60Z' })).status, 204);
  const [banned] = await toldOf(id, AuthUserBanned.type);
  t.is(textAt(banned?.data, 'until'), '2100-01-01T00:00:00.000Z');
});

test('who is told of a ban by the database, between sign-in and refresh, cannot refresh', async (t) => {
  const { id, refreshToken } = await member(forum, url);
  const imposed = { reason: 'x', by: admin.id, at: new Date(), until: null };
  await forum.db.collection<{ _id: string }>('users').updateOne({ _id: id }, { $set: { ban: imposed } });
  t.is((await refresh(refreshToken)).status, 403);
  t.is((await forum.redis.keys(`auth:session:{${id}}*`)).length, 0);
  t.is((await toldOf(id, AuthSessionRevoked.type)).length, 1);
});

test('nobody bans their equals or betters, nor themselves', async (t) => {
  const equal = await member(forum, url);
  await forum.db
    .collection<{ _id: string }>('users')
    .updateOne({ _id: equal.id }, { $set: { roles: ['administrator'] } });
  for (const userId of [equal.id, admin.id]) {
    for (const answer of [await ban(userId), await unban(userId)]) {
      t.is(answer.status, 403);
      t.is(textAt(answer.body, 'code'), 'auth.rank-too-low');
    }
  }
});

test('who may not ban is refused, also when their token says that they may', async (t) => {
  const plain = await member(forum, url);
  const target = await member(forum, url);
  t.is((await ban(target.id, { reason: 'x' }, plain.accessToken)).status, 403);
  t.is((await unban(target.id, plain.accessToken)).status, 403);
  const users = forum.db.collection<{ _id: string }>('users');
  await users.updateOne({ _id: plain.id }, { $set: { roles: ['administrator'] } });
  const promoted = await signIn(url, plain.email);
  await users.updateOne({ _id: plain.id }, { $set: { roles: [] } });
  t.is((await ban(target.id, { reason: 'x' }, promoted.accessToken)).status, 403);
  t.like((await call('GET', `${url}/auth/me`, { token: target.accessToken })).body, { banned: false });
});

test('what does not fit is refused with a pointer', async (t) => {
  const { id } = await member(forum, url);
  const faulty: [object, string][] = [
    [{}, '/reason'],
    [{ reason: '' }, '/reason'],
    [{ reason: { $gt: '' } }, '/reason'],
    [{ reason: 'x', until: 'tomorrow' }, '/until'],
    [{ reason: 'x', until: new Date(Date.now() - 1_000).toISOString() }, '/until'],
    [{ reason: 'x', by: 'me' }, '/by'],
  ];
  for (const [body, pointer] of faulty) {
    const answer = await ban(id, body);
    t.is(answer.status, 422);
    t.like(answer.body, { errors: [{ pointer }] });
  }
});

test('a user who is not there is 404, and an id that is none 422', async (t) => {
  const answer = await ban(newId());
  t.is(answer.status, 404);
  t.is(textAt(answer.body, 'code'), 'auth.no-such-user');
  t.is((await unban(newId())).status, 404);
  t.is((await ban('everybody')).status, 422);
});

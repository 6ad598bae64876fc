import { newId } from '@obey/choreography';
import {
  AuthSessionRevoked,
  AuthUserBanned,
  AuthUserChanged,
  AuthUserSignedIn,
  AuthUserSignedOut,
} from '@obey/contracts';
import { startRedis, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { Redis } from 'ioredis';
import { startAuth, startPresence } from './support/presence.js';

const start = async (t: ExecutionContext) => {
  const redis = await startRedis(t);
  const auth = await startAuth(t, redis.url);
  const presence = await startPresence(t, redis.url);
  const signIn = async (nickname: string, userId: string = newId()) => {
    const sessionId = newId();
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    await auth.publish(AuthUserSignedIn, { userId, nickname, sessionId, expiresAt });
    return { userId, sessionId };
  };
  const count = (expected: number) =>
    until(`${expected} are online`, async () => (await presence.online()).count === expected);
  return { redis, auth, presence, signIn, count };
};

test('who signs in is online, by id and nickname; who signs out is not', async (t) => {
  const { auth, presence, signIn, count } = await start(t);
  t.deepEqual(await presence.online(), { count: 0, record: null, users: [], next: null, previous: null });
  const ben = await signIn('Ben');
  await count(1);
  const { record, ...online } = await presence.online();
  t.deepEqual(online, {
    count: 1,
    users: [{ id: ben.userId, nickname: 'Ben' }],
    next: null,
    previous: null,
  });
  t.is(record?.count, 1);
  t.true(Date.parse(record?.at ?? '') <= Date.now());
  await auth.publish(AuthUserSignedOut, ben);
  await count(0);
});

test('a user with two sessions counts once, until both have ended', async (t) => {
  const { auth, presence, signIn, count } = await start(t);
  const first = await signIn('Ben');
  const second = await signIn('Ben', first.userId);
  await signIn('Ada');
  await count(2);
  await auth.publish(AuthSessionRevoked, { ...first, reason: 'test' });
  await auth.publish(AuthUserChanged, { ...aUser, userId: first.userId, nickname: 'Benjamin' });
  await until('the new nickname shows', async () =>
    (await presence.online()).users.some(({ nickname }) => nickname === 'Benjamin'),
  );
  t.is((await presence.online()).count, 2);
  await auth.publish(AuthUserSignedOut, second);
  await count(1);
});

test('a ban ends all sessions of the user at once', async (t) => {
  const { auth, presence, signIn, count } = await start(t);
  const ben = await signIn('Ben');
  await signIn('Ben', ben.userId);
  await count(1);
  await auth.publish(AuthUserBanned, { userId: ben.userId, reason: 'spam' });
  await count(0);
  t.deepEqual((await presence.online()).users, []);
});

test('what was said while presence was down is caught up with: sign-ins, sign-outs, bans, new names', async (t) => {
  const { redis, auth, presence, signIn, count } = await start(t);
  const ben = await signIn('Ben');
  const eve = await signIn('Eve');
  const kim = await signIn('Kim');
  await count(3);
  await presence.stop();
  await signIn('Ada');
  await auth.publish(AuthUserSignedOut, ben);
  await auth.publish(AuthUserBanned, { userId: eve.userId, reason: 'spam' });
  await auth.publish(AuthUserChanged, { ...aUser, userId: kim.userId, nickname: 'Kimberly' });
  const again = await startPresence(t, redis.url);
  const names = async () => (await again.online()).users.map(({ nickname }) => nickname).sort();
  await until('Ada and Kimberly are online', async () => String(await names()) === 'Ada,Kimberly');
  t.is((await again.online()).count, 2);
});

test('where its keys were lost, it is right again when its groups are destroyed while it is stopped', async (t) => {
  const { redis, auth, presence, signIn, count } = await start(t);
  const gone = await signIn('Ben');
  await signIn('Ada');
  await signIn('Eve');
  await auth.publish(AuthUserSignedOut, gone);
  await count(2);
  const client = new Redis(redis.url);
  t.teardown(() => client.disconnect());
  await client.del(await client.keys('presence:*'));
  t.is((await presence.online()).count, 0);
  await presence.stop();
  for (const stream of await client.keys('events:{auth:*}'))
    await client.xgroup('DESTROY', stream, 'presence');
  const again = await startPresence(t, redis.url);
  await until('both are online', async () => (await again.online()).count === 2, 60_000);
  t.deepEqual((await again.online()).users.map(({ nickname }) => nickname).sort(), ['Ada', 'Eve']);
});

test('pages follow each other without a gap or a double, while others come and go', async (t) => {
  const { presence, signIn, count } = await start(t);
  const users = await Promise.all(Array.from({ length: 25 }, (_, n) => signIn(`user ${n}`)));
  await count(25);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await presence.online(`?limit=7${cursor && `&cursor=${cursor}`}`);
    t.true(page.users.length <= 7);
    seen.push(...page.users.map(({ id }) => id));
    cursor = page.next;
    await signIn('newcomer', '00000000-0000-7000-8000-000000000000');
  }
  const second = await presence.online(`?limit=7&cursor=${(await presence.online('?limit=7')).next}`);
  const first = await presence.online(`?limit=7&cursor=${second.previous}`);
  t.deepEqual(first.users, (await presence.online('?limit=7')).users);
  const expected = users.map(({ userId }) => userId);
  t.deepEqual(seen.filter((id) => expected.includes(id)).sort(), [...expected].sort());
  t.is(new Set(seen).size, seen.length);
});

test('a page of more than a hundred, or a cursor of somebody else, is refused', async (t) => {
  const { presence } = await start(t);
  for (const query of ['?limit=101', '?limit=0', '?cursor=abc', '?other=1'])
    t.is((await presence.get(`/presence/online${query}`)).status, 422, query);
});

const aUser = {
  userId: newId(),
  version: 2,
  nickname: 'Ben',
  email: 'ben@example.org',
  rank: 0,
  roles: [],
  permissions: [],
  banned: false,
};

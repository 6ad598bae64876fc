import { setTimeout as sleep } from 'node:timers/promises';
import { AskTimeout, DeadlineOver, newId, timeLeft, withDeadline } from '@obey/choreography';
import { connectTo, startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { aUser, fakeAuth } from './support/auth.js';
import { react } from './support/react.js';
import { startReplica } from './support/replica.js';
import { storedIn } from './support/stored.js';

const fields = ['nickname', 'rank'] as const;

test('a user is asked for once, and then known from memory and from Redis', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const ada = aUser({ rank: 7 });
  const auth = fakeAuth(() => ada);
  const users = await startReplica({ runtime: auth.runtime, redis, fields });
  const expected = { userId: ada.userId, version: 1, nickname: 'ada', rank: 7 };
  t.deepEqual(await users.get(ada.userId), expected);
  t.deepEqual(await users.get(ada.userId), expected);
  const other = await startReplica({ runtime: auth.runtime, redis, fields });
  t.deepEqual(await other.get(ada.userId), expected);
  t.deepEqual(auth.asked, [ada.userId]);
});

test('only the fields asked for are kept: the address is in no store', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const ada = aUser({ email: 'secret@example.org' });
  const auth = fakeAuth(() => ada);
  const users = await startReplica({ runtime: auth.runtime, redis, fields });
  await users.get(ada.userId);
  await react(users.reactions, { ...ada, version: 2 });
  const stored = await storedIn(redis, ada.userId);
  t.is(stored?.replica.version, 2);
  t.notRegex(JSON.stringify(stored), /secret@/);
});

test('concurrent gets of one user are one question', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const ada = aUser();
  const auth = fakeAuth(() => sleep(20, ada));
  const users = await startReplica({ runtime: auth.runtime, redis, fields });
  const got = await Promise.all(Array.from({ length: 20 }, () => users.get(ada.userId)));
  t.is(new Set(got.map((user) => user?.nickname)).size, 1);
  t.is(auth.asked.length, 1);
});

test('who waits no longer does not spoil the look-up for others who want the same user', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const ada = aUser();
  const auth = fakeAuth(async () => {
    timeLeft();
    return ada;
  });
  const users = await startReplica({ runtime: auth.runtime, redis, fields });
  const over = {
    leftMs: () => 0,
    commit: () => {
      throw new DeadlineOver();
    },
  };
  const first = withDeadline(over, () => users.get(ada.userId));
  t.is((await users.get(ada.userId))?.nickname, 'ada');
  await first;
  t.is(auth.asked.length, 1);
  const other = await startReplica({ runtime: auth.runtime, redis, fields });
  const ben = aUser({ nickname: 'ben' });
  await withDeadline(over, () => other.peek([ben.userId]));
  await until('the one who was wanted is asked about', () => auth.asked.length === 2);
});

test('that auth does not know a user is remembered for a short while only', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const auth = fakeAuth(() => null);
  let now = 0;
  const replica = { runtime: auth.runtime, redis, fields, absentMs: 3_000, now: () => now };
  const users = await startReplica(replica);
  const nobody = newId();
  t.is(await users.get(nobody), null);
  t.is(await users.get(nobody), null);
  t.is(auth.asked.length, 1);
  now = 3_001;
  t.is(await users.get(nobody), null);
  t.is(auth.asked.length, 2);
  const born = aUser({ userId: nobody });
  auth.tell(born);
  t.is((await users.get(nobody))?.nickname, 'ada');
});

test('while auth is away, known users are served and an unknown one is a time-out', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const ada = aUser();
  let away = false;
  const auth = fakeAuth(() => (away ? undefined : ada));
  let now = 0;
  const users = await startReplica({ runtime: auth.runtime, redis, fields, now: () => now });
  await users.get(ada.userId);
  away = true;
  t.is((await users.get(ada.userId))?.nickname, 'ada');
  await t.throwsAsync(users.get(newId()), { instanceOf: AskTimeout });
  // Redis has lost all, and the copy in memory wants a comparison.
  await redis.flushall();
  now = 60_000;
  t.is((await users.get(ada.userId))?.nickname, 'ada');
});

test('a question that failed is asked again by the next get', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const ada = aUser();
  const answers = [undefined, ada];
  const auth = fakeAuth(() => answers.shift());
  const users = await startReplica({ runtime: auth.runtime, redis, fields });
  await t.throwsAsync(users.get(ada.userId), { instanceOf: AskTimeout });
  t.is((await users.get(ada.userId))?.nickname, 'ada');
});

test('with Redis away, memory serves, and what it does not hold is an outage', async (t) => {
  const server = await startRedis(t);
  const redis = connectTo(t, server.url);
  await redis.ping();
  const ada = aUser();
  const auth = fakeAuth(() => ada);
  const troubles: string[] = [];
  let now = 0;
  const users = await startReplica({
    runtime: auth.runtime,
    redis,
    fields,
    timeoutMs: 2_000,
    now: () => now,
    onTrouble: (what) => troubles.push(what),
  });
  await users.get(ada.userId);
  await server.kill();
  t.is((await users.get(ada.userId))?.nickname, 'ada');
  t.deepEqual(troubles, []);
  now = 60_000;
  t.is((await users.get(ada.userId))?.nickname, 'ada');
  t.is(troubles.length, 1);
  const unknown = newId();
  await t.throwsAsync(users.get(unknown), { code: 'choreography.outage' });
  t.deepEqual([...(await users.peek([ada.userId, unknown])).keys()], [ada.userId]);
});

test('a service that keeps other fields since its upgrade fetches them, though the version is the same', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const ada = aUser({ permissions: ['threads.lock'] });
  const auth = fakeAuth(() => ada);
  const { runtime } = auth;
  const before = await startReplica({ runtime, redis, fields: ['nickname'] });
  await before.get(ada.userId);
  const upgraded = { runtime, redis, fields: ['nickname', 'permissions'] as const };
  const after = await startReplica(upgraded);
  t.deepEqual((await after.get(ada.userId))?.permissions, ['threads.lock']);
  const later = await startReplica(upgraded);
  t.deepEqual((await later.get(ada.userId))?.permissions, ['threads.lock']);
  t.is(auth.asked.length, 2);
});

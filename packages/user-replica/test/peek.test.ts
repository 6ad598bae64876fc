import { newId } from '@obey/choreography';
import { connectTo, startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { aUser, fakeAuth } from './support/auth.js';
import { react } from './support/react.js';
import { startReplica } from './support/replica.js';
import { storedIn } from './support/stored.js';

test('peek finds what memory and Redis hold', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const auth = fakeAuth(() => undefined);
  const replica = { runtime: auth.runtime, redis, fields: ['nickname'] as const };
  const writer = await startReplica(replica);
  const [ada, ben] = [aUser(), aUser({ nickname: 'ben' })];
  await react(writer.reactions, ada);
  const reader = await startReplica(replica);
  await react(reader.reactions, ben);
  const unknown = newId();
  const found = await reader.peek([ada.userId, ben.userId, unknown, ada.userId]);
  t.deepEqual(
    [...found].map(([userId, { nickname }]) => [userId, nickname]).sort(),
    [
      [ada.userId, 'ada'],
      [ben.userId, 'ben'],
    ].sort(),
  );
  t.is((await reader.peek([])).size, 0);
});

test('authors whom nobody has asked for yet are unknown while auth is away, and known soon after it is back', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const [ada, ben] = [aUser(), aUser({ nickname: 'ben' })];
  let away = true;
  const troubles: string[] = [];
  const auth = fakeAuth((userId) => (away ? undefined : userId === ada.userId ? ada : ben));
  const users = await startReplica({
    runtime: auth.runtime,
    redis,
    fields: ['nickname'],
    onTrouble: (what) => troubles.push(what),
  });
  t.teardown(users.close);
  const names = async () => [...(await users.peek([ada.userId, ben.userId])).values()].map(nameOf).sort();
  t.deepEqual(await names(), []);
  await until('auth was asked and did not answer', () => troubles.length === 1);
  t.deepEqual(await names(), []);
  away = false;
  await until('both are known', async () => (await names()).length === 2);
  t.deepEqual(await names(), ['ada', 'ben']);
  const other = await startReplica({
    runtime: fakeAuth(() => undefined).runtime,
    redis,
    fields: ['nickname'],
  });
  t.is((await other.peek([ada.userId, ben.userId])).size, 2);
});

test('peek does not ask again about those whom auth does not know, for a while', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  let now = 0;
  const ada = aUser();
  const auth = fakeAuth((userId) => (userId === ada.userId ? ada : null));
  const users = await startReplica({
    runtime: auth.runtime,
    redis,
    fields: ['nickname'],
    absentMs: 1_000,
    now: () => now,
  });
  t.teardown(users.close);
  const nobody = newId();
  /** A question asked later has been asked: so have all before it. */
  const asked = async () => {
    const last = newId();
    await users.peek([nobody]);
    await users.peek([last]);
    await until('the last is asked about', () => auth.asked.includes(last));
    return auth.asked.filter((userId) => userId === nobody).length;
  };
  t.is(await asked(), 1);
  now = 19_999;
  t.is(await asked(), 1);
  now = 20_000;
  t.is(await asked(), 2);
});

test('what memory has had for long is compared with Redis: a change that this instance missed shows', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  let now = 0;
  const replica = {
    redis,
    fields: ['nickname'] as const,
    freshMs: 1_000,
    now: () => now,
  };
  const ada = aUser();
  const users = await startReplica({ ...replica, runtime: fakeAuth(() => ada).runtime });
  const other = await startReplica({ ...replica, runtime: fakeAuth(() => undefined).runtime });
  await users.get(ada.userId);
  await react(other.reactions, { ...ada, version: 2, nickname: 'countess' });
  const name = async () => (await users.peek([ada.userId])).get(ada.userId)?.nickname;
  t.is(await name(), 'ada');
  now = 1_000;
  t.is(await name(), 'countess');
});

test('a replica that Redis has lost is served from memory, and is there again soon', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  let now = 0;
  const ada = aUser();
  const { runtime } = fakeAuth(() => ada);
  const users = await startReplica({
    runtime,
    redis,
    fields: ['nickname'],
    now: () => now,
  });
  t.teardown(users.close);
  await users.get(ada.userId);
  await redis.flushall();
  now = 60_000;
  t.is((await users.peek([ada.userId])).get(ada.userId)?.nickname, 'ada');
  await until('it is stored again', () => storedIn(redis, ada.userId));
});

const nameOf = ({ nickname }: { nickname: string }) => nickname;

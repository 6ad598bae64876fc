import { setTimeout as sleep } from 'node:timers/promises';
import type { User } from '@obey/contracts';
import { connectTo, startRedis } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { aUser, fakeAuth } from './support/auth.js';
import { react } from './support/react.js';
import { startReplica } from './support/replica.js';

const fields = ['nickname'] as const;

const startUsers = async (t: ExecutionContext, answerWith: () => User | undefined) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const auth = fakeAuth(answerWith);
  const troubles: string[] = [];
  const start = () =>
    startReplica({ runtime: auth.runtime, redis, fields, onTrouble: (what) => troubles.push(what) });
  return { auth, troubles, start, users: await start() };
};

test('who knows of a newer version gets that, though the copy in memory counts as fresh', async (t) => {
  let ada = aUser();
  const { auth, users } = await startUsers(t, () => ada);
  await users.get(ada.userId);
  ada = { ...ada, version: 4, nickname: 'countess' };
  t.is((await users.get(ada.userId))?.version, 1);
  t.is((await users.get(ada.userId, 1))?.version, 1);
  t.is(auth.asked.length, 1);
  t.is((await users.get(ada.userId, 3))?.nickname, 'countess');
  t.is((await users.get(ada.userId, 4))?.nickname, 'countess');
  t.is((await users.get(ada.userId))?.nickname, 'countess');
  t.is(auth.asked.length, 2);
});

test('what another instance has stored is taken from Redis, and auth is not asked', async (t) => {
  const ada = aUser();
  const { auth, users, start } = await startUsers(t, () => ada);
  await users.get(ada.userId);
  const other = await start();
  await react(other.reactions, { ...ada, version: 2, nickname: 'countess' });
  t.is((await users.get(ada.userId))?.version, 1);
  t.is((await users.get(ada.userId, 2))?.nickname, 'countess');
  t.is(auth.asked.length, 1);
});

test('if auth does not answer, what is known is served, and it is asked again the next time', async (t) => {
  const ada = aUser();
  const answers = [ada, undefined, { ...ada, version: 2, nickname: 'countess' }];
  const { auth, users, troubles } = await startUsers(t, () => answers.shift());
  await users.get(ada.userId);
  t.is((await users.get(ada.userId, 2))?.version, 1);
  t.is(troubles.length, 1);
  t.is((await users.get(ada.userId))?.version, 1);
  t.is(auth.asked.length, 2);
  t.is((await users.get(ada.userId, 2))?.nickname, 'countess');
});

test('an answer that is older than what was asked for is served, and undoes nothing', async (t) => {
  const ada = aUser({ version: 3 });
  const { auth, users } = await startUsers(t, () => ({ ...ada, version: 2, nickname: 'of before' }));
  auth.tell(ada);
  t.is((await users.get(ada.userId, 5))?.nickname, 'ada');
  t.is((await users.get(ada.userId))?.version, 3);
});

test('many who want the same newer version at once ask once', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const ada = aUser();
  const auth = fakeAuth(() => sleep(20, { ...ada, version: 2 }));
  const users = await startReplica({ runtime: auth.runtime, redis, fields });
  await react(users.reactions, ada);
  const got = await Promise.all(Array.from({ length: 20 }, () => users.get(ada.userId, 2)));
  t.deepEqual([...new Set(got.map((user) => user?.version))], [2]);
  t.is(auth.asked.length, 1);
});

import { connectTo, startRedis } from '@obey/test-servers';
import test from 'ava';
import { aUser, fakeAuth } from './support/auth.js';
import { react } from './support/react.js';
import { startReplica } from './support/replica.js';

const fields = ['nickname'] as const;

test('a copy is shown with its source, its time and its places; nobody is asked, and nothing is done about it', async (t) => {
  const redis = connectTo(t, (await startRedis(t)).url);
  await redis.ping();
  const ada = aUser();
  const auth = fakeAuth(() => ada);
  let now = 5_000;
  const replica = { runtime: auth.runtime, redis, fields, now: () => now };
  const [users, other] = [await startReplica(replica), await startReplica(replica)];
  t.is(await users.inspect(ada.userId), undefined);
  t.deepEqual(auth.asked, []);

  await users.get(ada.userId);
  now = 9_000;
  const first = { userId: ada.userId, version: 1, nickname: 'ada' };
  const asked = { replica: first, source: 'answer', at: 5_000 } as const;
  t.deepEqual(await users.inspect(ada.userId), { ...asked, heldIn: ['memory', 'redis'] });
  t.deepEqual(await other.inspect(ada.userId), { ...asked, heldIn: ['redis'] });
  t.deepEqual(await other.inspect(ada.userId), { ...asked, heldIn: ['redis'] });

  await react(other.reactions, { ...ada, version: 2, nickname: 'countess' }, new Date(7_000));
  const second = { ...first, version: 2, nickname: 'countess' };
  const told = { replica: second, source: 'event', at: 7_000 } as const;
  t.deepEqual(await users.inspect(ada.userId), { ...told, heldIn: ['redis'] });
  t.is((await users.get(ada.userId))?.version, 1);
  await redis.flushall();
  t.deepEqual(await other.inspect(ada.userId), { ...told, heldIn: ['memory'] });
  t.is(auth.asked.length, 1);
});

test('with Redis away, what memory holds is shown, and the rest is an outage', async (t) => {
  const server = await startRedis(t);
  const redis = connectTo(t, server.url);
  await redis.ping();
  const [ada, ben] = [aUser(), aUser()];
  const auth = fakeAuth(() => ada);
  const users = await startReplica({ runtime: auth.runtime, redis, fields, timeoutMs: 2_000 });
  await users.get(ada.userId);
  await server.kill();
  t.deepEqual((await users.inspect(ada.userId))?.heldIn, ['memory']);
  await t.throwsAsync(users.inspect(ben.userId), { code: 'choreography.outage' });
});

import { newId } from '@obey/choreography';
import { startRedis } from '@obey/test-servers';
import test from 'ava';
import { Redis } from 'ioredis';
import { createStore } from '../src/store.js';

test('a session that runs out is no longer counted, without a word of anybody', async (t) => {
  const redis = new Redis((await startRedis(t)).url);
  t.teardown(() => redis.disconnect());
  let now = Date.now();
  const store = createStore(redis, () => now);
  const [ben, ada] = [newId(), newId()];
  const session = { kind: 'signed-in', sequence: '1', sessionId: newId() } as const;
  await store.hear(ben, { ...session, nickname: 'Ben', expiresAt: now + 60_000 });
  await store.hear(ada, { ...session, nickname: 'Ada', expiresAt: now + 90_000 });
  t.is((await store.online(10)).count, 2);
  now += 59_999;
  t.is((await store.online(10)).count, 2);
  now += 1;
  t.deepEqual(await store.online(10), { count: 1, users: [{ id: ada, nickname: 'Ada' }], next: undefined });
});

test('of many who write of one user at once, none undoes what another wrote', async (t) => {
  const redis = new Redis((await startRedis(t)).url);
  t.teardown(() => redis.disconnect());
  const stores = [createStore(redis), createStore(redis)];
  const userId = newId();
  const sessionIds = Array.from({ length: 20 }, () => newId());
  const happening = { sequence: '1', nickname: 'Ben', expiresAt: Date.now() + 60_000 };
  const signedIn = (sessionId: string) => ({ kind: 'signed-in', sessionId, ...happening }) as const;
  await Promise.all(sessionIds.flatMap((id) => stores.map((store) => store.hear(userId, signedIn(id)))));
  for (const [done, sessionId] of sessionIds.entries()) {
    t.is((await stores[0]?.online(10))?.count, 1, `after ${done} have ended`);
    await stores[1]?.hear(userId, { kind: 'session-ended', sessionId, sequence: '2' });
  }
  t.is((await stores[0]?.online(10))?.count, 0);
});

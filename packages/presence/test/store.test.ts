import { newId } from '@obey/choreography';
import { startRedis } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { Redis } from 'ioredis';
import { createStore } from '../src/store.js';

/** A store whose clock the test sets. */
const start = async (t: ExecutionContext) => {
  const redis = new Redis((await startRedis(t)).url);
  t.teardown(() => redis.disconnect());
  const clock = { now: Date.now() };
  const store = createStore(redis, () => clock.now);
  const time = (ago = 0) => new Date(clock.now - ago).toISOString();
  const signIn = async (nickname: string, lastsMs: number, ago = 0) => {
    const [userId, sessionId] = [newId(), newId()];
    await store.hear(userId, time(ago), { nickname, begun: { sessionId, until: clock.now + lastsMs } });
    return { userId, sessionId };
  };
  return { redis, clock, store, time, signIn };
};

test('a session that runs out is no longer counted, without a word of anybody', async (t) => {
  const { clock, store, signIn } = await start(t);
  await signIn('Ben', 60_000);
  const ada = await signIn('Ada', 90_000);
  t.is((await store.count()).count, 2);
  clock.now += 59_999;
  t.is((await store.count()).count, 2);
  clock.now += 1;
  t.is((await store.count()).count, 1);
  t.deepEqual(await store.users(undefined, 'after', 10), [{ id: ada.userId, nickname: 'Ada' }]);
});

test('the record is the most that were online at once, and when; it outlasts them', async (t) => {
  const { clock, store, time, signIn } = await start(t);
  t.is((await store.count()).record, null);
  const ben = await signIn('Ben', 60_000);
  clock.now += 1_000;
  await signIn('Ada', 60_000);
  const record = { count: 2, at: time() };
  clock.now += 1_000;
  await store.hear(ben.userId, time(), { ended: ben.sessionId });
  t.deepEqual(await store.count(), { count: 1, record });
  await signIn('Eve', 60_000);
  t.deepEqual(await store.count(), { count: 2, record });
  clock.now += 60_000;
  t.deepEqual(await store.count(), { count: 0, record });
});

test('what is caught up with late sets no record', async (t) => {
  const { store, time, signIn } = await start(t);
  const old = 3_600_000;
  const users = [await signIn('Ben', 60_000, old), await signIn('Ada', 60_000, old)];
  for (const { userId, sessionId } of users) await store.hear(userId, time(old), { ended: sessionId });
  t.deepEqual(await store.count(), { count: 0, record: null });
});

test('of many who write of one user at once, none undoes what another wrote', async (t) => {
  const { redis, clock, store, time } = await start(t);
  const stores = [store, createStore(redis)];
  const userId = newId();
  const sessionIds = Array.from({ length: 20 }, () => newId());
  const begun = (sessionId: string) => ({ nickname: 'Ben', begun: { sessionId, until: clock.now + 60_000 } });
  await Promise.all(sessionIds.flatMap((id) => stores.map((each) => each.hear(userId, time(), begun(id)))));
  for (const [done, ended] of sessionIds.entries()) {
    t.is((await store.count()).count, 1, `after ${done} have ended`);
    await stores[1]?.hear(userId, time(), { ended });
  }
  t.is((await store.count()).count, 0);
});

import { type Message, newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import type { Alert } from '../src/alert.js';
import { startAlerts, startAll } from './support/alerts.js';
import { watchAll } from './support/watchers.js';

test('posts that two instances hear of in any order and again, while their reader marks all as read, are told once each', async (t) => {
  t.timeout(200_000);
  const { env, content, signIn } = await startAll(t);
  const second = await startAlerts(t, env);
  const client = new MongoClient(env.MONGO_URL);
  t.teardown(() => client.close());
  const alerts = client.db(env.MONGO_DATABASE).collection<Alert>('alerts');
  const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
  const readers = [ada, second.as(ada.token)];
  const { threadId, postId } = await content.thread(ada.id);
  let ended = false;
  const reading = Promise.all(
    readers.map(async (reader) => {
      while (!ended) {
        await reader.call('PUT', '/alerts/read');
        await reader.unread();
      }
    }),
  );
  const posts = Array.from({ length: 40 }, (_, n) => ({ postId: newId(), number: n + 2 }));
  const said: Message[] = [];
  for (const [n, told] of posts.entries()) {
    const says = [
      () => content.reply(threadId, ben.id, told),
      () => content.mention(threadId, ben.id, ada.id, told),
      () => content.answer(threadId, ben.id, { postId, authorId: ada.id }, told),
    ];
    for (const say of [...says.slice(n % 3), ...says.slice(0, n % 2)]) said.push(await say());
    const earlier = said[(n * 7) % said.length];
    if (earlier) await content.again(earlier);
  }
  const last = await content.reply(threadId, ben.id, { number: 99 });
  const all = [...posts.map((post) => post.postId), String(Object(last.data).postId)].toSorted();
  const told = async () => (await alerts.find({ userId: ada.id }).toArray()).flatMap((alert) => alert.posts);
  await until('the last is told', async () => (await told()).some(({ number }) => number === 99), 60_000);
  ended = true;
  await reading;
  const toldIds = (await told()).map((post) => post.postId);
  t.deepEqual(toldIds.toSorted(), all);
  const unread = await alerts.countDocuments({ userId: ada.id, read: false });
  for (const reader of readers) t.is(await reader.unread(), unread);
});

test('news for watchers whom alerts has never met waits until auth is back, and is then told to each once', async (t) => {
  t.timeout(200_000);
  const { env, auth, content, raised } = await startAll(t, { FAN_OUT_LEASE: '300ms' });
  await startAlerts(t, env);
  const client = new MongoClient(env.MONGO_URL);
  t.teardown(() => client.close());
  const db = client.db(env.MONGO_DATABASE);
  const ben = auth.user('Ben').userId;
  const { threadId } = content.untold(ben);
  const userIds = Array.from({ length: 210 }, (_, n) => auth.user(`Watcher ${n}`).userId);
  await watchAll(db, threadId, userIds);
  await auth.stop();
  const reply = await content.reply(threadId, ben);
  await until('it has begun', async () => (await db.collection('fan-outs').countDocuments()) === 1);
  await content.again(reply);
  await auth.restart();
  await until('all are told', async () => (await raised()).length >= userIds.length, 100_000);
  await until(
    'it is done',
    async () => (await db.collection('fan-outs').countDocuments({ done: true })) === 1,
    60_000,
  );
  t.is((await raised()).length, userIds.length);
  t.is(new Set((await raised()).map(({ subject }) => subject)).size, userIds.length);
  t.is(await db.collection('alerts').countDocuments({ threadId, posts: { $size: 1 } }), userIds.length);
});

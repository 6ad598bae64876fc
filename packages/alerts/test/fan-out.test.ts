import { newId } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import type { Alert } from '../src/alert.js';
import { startAlerts, startAll } from './support/alerts.js';
import { watchAll } from './support/watchers.js';

interface Doc {
  readonly _id: string;
}

test.serial(
  'many watchers are served once each, by whoever is left when an instance stops meanwhile; other threads go on',
  async (t) => {
    const { env, auth, content, first, signIn, raised } = await startAll(t, { FAN_OUT_LEASE: '1s' });
    const [ada, ben] = [await signIn('Ada'), await signIn('Ben')];
    const client = new MongoClient(env.MONGO_URL);
    t.teardown(() => client.close());
    const db = client.db(env.MONGO_DATABASE);
    const { threadId } = await content.thread(ben.id);
    const other = await content.thread(ada.id);
    const userIds = Array.from({ length: 450 }, (_, n) => auth.user(`Watcher ${n}`).userId);
    await watchAll(db, threadId, userIds);
    const reply = await content.reply(threadId, ben.id);
    const alerts = db.collection<Alert>('alerts');
    await until('it has begun', async () => (await alerts.countDocuments({ threadId })) > 0);
    await first.stop();
    await content.again(reply);
    const next = await startAlerts(t, env);
    await content.reply(other.threadId, ben.id);
    await until('another thread is served', async () => (await next.as(ada.token).list()).items.length === 1);
    const counted = () => alerts.countDocuments({ threadId });
    await until('all are served', async () => (await counted()) === userIds.length, 100_000);
    await until('all is told', async () => (await raised()).length >= userIds.length + 1, 100_000);
    const told = (await raised()).filter(({ causationId }) => causationId === reply.id);
    t.is(new Set(told.map(({ subject }) => subject)).size, userIds.length);
    t.is(told.length, userIds.length);
    t.is(await alerts.countDocuments({ threadId, posts: { $size: 1 } }), userIds.length);
  },
);

test.serial(
  'a batch that was stored and not told before a crash is told, and one that was told is not told again',
  async (t) => {
    const { env, auth, content, first, signIn, raised } = await startAll(t, { FAN_OUT_LEASE: '200ms' });
    const ben = await signIn('Ben');
    const client = new MongoClient(env.MONGO_URL);
    t.teardown(() => client.close());
    const db = client.db(env.MONGO_DATABASE);
    const { threadId } = await content.thread(ben.id);
    const userIds = Array.from({ length: 210 }, (_, n) => auth.user(`Watcher ${n}`).userId);
    await watchAll(db, threadId, userIds);
    const reply = await content.reply(threadId, ben.id);
    await until('all is told', async () => (await raised()).length === userIds.length, 100_000);
    await until('it is done', async () => db.collection<Doc>('fan-outs').findOne({ done: true }), 100_000);
    // Their author watches too, and stands in the first batch. As it stands when the process dies behind the writes of the second batch, and behind the telling of the first.
    const [, second] = await db.collection<Doc>('tellings').find().sort({ _id: 1 }).toArray();
    await db.collection<Doc>('tellings').deleteOne({ _id: second?._id ?? newId() });
    await db
      .collection<Doc>('fan-outs')
      .updateOne(
        { _id: String(reply.data.postId) },
        { $set: { done: false, after: '', dueAt: new Date(0) } },
      );
    await until('the second is told again', async () => (await raised()).length === 221, 100_000);
    await until('it is done', async () => db.collection<Doc>('fan-outs').findOne({ done: true }), 100_000);
    t.is((await raised()).length, 221);
    t.is(await db.collection('alerts').countDocuments({ threadId, posts: { $size: 1 } }), 210);
    t.truthy(first.url);
  },
);

/**
 * What content asks of the database, without what makes it a service: no tokens, no checks, no cursors, no
 * names of users, no messages. A program: `PORT`, `MONGO_URL`, `MONGO_DATABASE`.
 */
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { json } from 'node:stream/consumers';
import Router from '@koa/router';
import Koa from 'koa';
import { type Document, MongoClient } from 'mongodb';

interface Stored extends Document {
  readonly _id: string;
}

const { PORT, MONGO_URL = '', MONGO_DATABASE } = process.env;
const client = await MongoClient.connect(MONGO_URL, { writeConcern: { w: 1, journal: true } });
const db = client.db(MONGO_DATABASE);
const [sections, threads, posts, mutes, subscriptions, readings] = [
  'sections',
  'threads',
  'posts',
  'mutes',
  'subscriptions',
  'readings',
].map((name) => db.collection<Stored>(name));
if (!(sections && threads && posts && mutes && subscriptions && readings)) process.exit(1);

const projection = { creation: 0, outbox: 0 };
const pageSize = 20;

const withCategory = [
  { $lookup: { from: 'categories', localField: 'categoryId', foreignField: '_id', as: 'categories' } },
  { $project: { ...projection, 'categories.creation': 0, 'categories.outbox': 0 } },
];
const withPlace = {
  $lookup: {
    from: 'sections',
    localField: 'sectionId',
    foreignField: '_id',
    as: 'sections',
    pipeline: withCategory,
  },
};

const placeOf = (sectionId: string) =>
  sections.aggregate([{ $match: { _id: sectionId } }, ...withCategory]).toArray();

const threadOf = async (_id: string) => {
  const [thread] = await threads
    .aggregate<Stored>([{ $match: { _id } }, { $project: projection }, withPlace])
    .toArray();
  if (thread === undefined) throw new Error(`There is no thread ${_id}.`);
  return thread;
};

const router = new Router();

router.get('/health/ready', (ctx) => {
  ctx.body = {};
});

router.get('/content/sections/:id/threads', async (ctx) => {
  const sectionId = ctx.params.id ?? '';
  await placeOf(sectionId);
  const sort = { pinned: -1, lastActivityAt: -1, _id: -1 } as const;
  const filter = { sectionId, state: 'visible' };
  const items = await threads.find(filter, { projection, sort, limit: pageSize + 1 }).toArray();
  ctx.body = { items: items.slice(0, pageSize) };
});

router.get('/content/threads/:id/posts', async (ctx) => {
  const threadId = ctx.params.id ?? '';
  await threadOf(threadId);
  const sort = { number: 1 } as const;
  const items = await posts.find({ threadId }, { projection, sort, limit: pageSize + 1 }).toArray();
  ctx.body = { items: items.slice(0, pageSize) };
});

router.post('/content/threads/:id/posts', async (ctx) => {
  const thread = await threadOf(ctx.params.id ?? '');
  const { _id: threadId } = thread;
  const given = await json(ctx.req);
  const userId = ctx.get('x-user-id');
  await mutes.findOne({ _id: userId });
  // Numbered by itself: each post is the first of a thread that nobody reads, and no two writers meet.
  const createdAt = new Date();
  const post = {
    _id: randomUUID(),
    version: 1,
    threadId: randomUUID(),
    number: 1,
    authorId: userId,
    ...Object(given),
    createdAt,
    state: 'visible',
  };
  await posts.insertOne(post);
  await threads.updateOne({ _id: threadId }, { $max: { postCount: 1, lastActivityAt: createdAt } });
  const following = `${threadId}:${userId}`;
  const upsert = { upsert: true };
  await Promise.all([
    subscriptions.updateOne(
      { _id: following },
      { $setOnInsert: { threadId, userId, level: 'tracking', version: 1 } },
      upsert,
    ),
    readings.updateOne({ _id: following, lastRead: 1 }, { $set: { lastRead: 2 } }),
  ]);
  ctx.status = 201;
  ctx.body = { ...post, id: post._id };
});

const server = new Koa().use(router.routes()).listen(Number(PORT), '127.0.0.1');
process.once('SIGTERM', async () => {
  server.close();
  server.closeAllConnections();
  await client.close();
});

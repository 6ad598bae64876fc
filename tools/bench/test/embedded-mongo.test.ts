import { startMongo } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import { withDatabase } from '../src/suites/embedded-mongo/database.js';
import { p99, rate } from '../src/suites/embedded-mongo/measures.js';
import { type Post, prepare } from '../src/suites/embedded-mongo/workload.js';

const count = 8_000;
const times = 40;

test('every operation finds, adds and changes what it is named for, on a server of its own', (t) =>
  withDatabase(undefined, async ({ db, server }) => {
    t.is(server, 'embedded-mongo');
    const { ping, operations } = await prepare(db, count);
    const [posts, inserted] = [db.collection('posts'), db.collection('inserted')];
    t.is(await posts.countDocuments(), count);
    for (const operation of [ping, ...Object.values(operations)])
      await Promise.all(Array.from({ length: times }, (_, number) => operation(number)));
    t.is(await inserted.countDocuments(), times);
    t.is(await posts.countDocuments({ views: { $gt: 0 } }), times);
  }));

test('a page and both keys are read by an index, and nothing is read in vain', (t) =>
  withDatabase(undefined, async ({ db }) => {
    await prepare(db, count);
    const posts = db.collection<Post>('posts');
    const post = await posts.findOne();
    if (!post) return t.fail('There is no post.');
    const { _id, slug, section, state } = post;
    for (const query of [{ _id }, { slug }, { section, state }]) {
      const { executionStats } = await posts.find(query).sort({ at: -1 }).limit(20).explain();
      t.true(executionStats.nReturned > 0);
      t.is(executionStats.totalDocsExamined, executionStats.nReturned);
    }
  }));

test('an operation that does not get what it asked for fails, and is not counted', (t) =>
  withDatabase(undefined, async ({ db }) => {
    const { operations } = await prepare(db, count);
    await db.collection('posts').deleteMany({});
    for (const name of ['find-id', 'find-unique', 'page', 'update'] as const)
      await t.throwsAsync(rate(operations[name], { atOnce: 2, ms: 1 }), undefined, name);
  }));

test('a server at MONGO_URL is named, and keeps no database of ours', async (t) => {
  const { url } = await startMongo(t);
  const database = await withDatabase(url, async ({ db, server }) => {
    t.regex(server, /^MongoDB \d+\.\d+\S* \(MONGO_URL\)$/);
    await prepare(db, 1);
    return db.databaseName;
  });
  const client = await MongoClient.connect(url);
  t.teardown(() => client.close());
  const { databases } = await client.db('admin').command({ listDatabases: 1 });
  t.false(databases.some(({ name }: { readonly name: string }) => name === database));
});

test('as many operations are under way as were asked for, and no more', async (t) => {
  let underWay = 0;
  let most = 0;
  const perSecond = await rate(
    async () => {
      most = Math.max(most, ++underWay);
      await new Promise(setImmediate);
      underWay--;
    },
    { atOnce: 4, ms: 5 },
  );
  t.is(most, 4);
  t.true(perSecond > 0);
});

test('at a pace, an operation begins whether or not those before it have ended', async (t) => {
  let started = 0;
  let release = () => {};
  const blocked = new Promise<void>((resolve) => {
    release = resolve;
  });
  const slowest = await p99(
    async () => {
      if (++started === 10) release();
      await blocked;
    },
    { perSecond: 500, ms: 20 },
  );
  t.is(started, 10);
  // The first was due nine intervals before the last, and had to wait for it.
  t.true(slowest >= 18, `${slowest}`);
});

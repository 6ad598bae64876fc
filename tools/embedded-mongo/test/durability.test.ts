import test from 'ava';
import { MongoClient } from 'mongodb';
import { startEmbeddedMongo } from '../src/index.js';
import { connect, temporaryFolder } from './support.js';

test('data, indexes and multikey marks outlive a clean stop', async (t) => {
  const data = await temporaryFolder(t);
  const first = await startEmbeddedMongo({ data });
  const before = await MongoClient.connect(first.url);
  await before.db('forum').collection('things').createIndex({ tags: 1 });
  await before
    .db('forum')
    .collection('things')
    .insertOne({ tags: [1, 10] });
  await before.close();
  await first.stop();
  const second = await startEmbeddedMongo({ data });
  t.teardown(second.stop);
  const things = (await connect(t, second.url)).db('forum').collection('things');
  t.is(await things.countDocuments({ tags: { $gt: 2, $lt: 9 } }), 1);
  t.is((await things.find({ tags: 1 }).explain()).queryPlanner.winningPlan.inputStage.isMultiKey, true);
  await things.insertOne({ tags: [3] });
  t.is(await things.estimatedDocumentCount(), 2);
});

import test from 'ava';
import { Long } from 'mongodb';
import { startClient, startCollection } from './support.js';

test('a cursor goes on over many batches, in order and without repeats', async (t) => {
  const things = await startCollection(t);
  await things.insertMany(Array.from({ length: 3000 }, (_, n) => ({ _id: n, k: n % 7 })));
  await things.createIndex({ k: 1, _id: -1 });
  const natural = await things.find({}, { batchSize: 113 }).toArray();
  t.deepEqual(
    natural.map(({ _id }) => _id),
    Array.from({ length: 3000 }, (_, n) => n),
  );
  const backwards = await things.find({ k: 3 }).sort({ _id: -1 }).batchSize(10).toArray();
  t.deepEqual(
    backwards.map(({ _id }) => _id),
    natural
      .filter(({ k }) => k === 3)
      .map(({ _id }) => _id)
      .reverse(),
  );
  const aggregated = await things
    .aggregate([{ $match: { k: 2 } }, { $project: { k: 1 } }], { batchSize: 50 })
    .toArray();
  t.is(aggregated.length, natural.filter(({ k }) => k === 2).length);
});

test('a cursor meets writes made while it is open', async (t) => {
  const things = await startCollection(t);
  await things.insertMany(Array.from({ length: 500 }, (_, n) => ({ _id: n })));
  const cursor = things.find({}, { batchSize: 10 });
  t.is((await cursor.next())?._id, 0);
  await things.deleteMany({ _id: { $gte: 100, $lt: 400 } });
  const rest = await cursor.toArray();
  t.deepEqual(
    rest.map(({ _id }) => _id),
    [...Array(99).keys()].map((n) => n + 1).concat([...Array(100).keys()].map((n) => n + 400)),
  );
});

test('batches stop at 16 MB', async (t) => {
  const things = await startCollection(t);
  const text = 'x'.repeat(3_000_000);
  for (let n = 0; n < 12; n += 1) await things.insertOne({ _id: n, text });
  t.is((await things.find({}).toArray()).length, 12);
});

test('a closed, or a dropped, cursor is not found any more', async (t) => {
  const client = await startClient(t);
  const db = client.db('forum');
  await db.collection('things').insertMany(Array.from({ length: 10 }, (_, n) => ({ n })));
  const open = async () => Long.fromNumber((await db.command({ find: 'things', batchSize: 2 })).cursor.id);
  const closed = await open();
  t.deepEqual((await db.command({ killCursors: 'things', cursors: [closed] })).cursorsNotFound, []);
  await t.throwsAsync(db.command({ getMore: closed, collection: 'things' }), { code: 43 });
  const orphan = await open();
  await db.collection('things').drop();
  await t.throwsAsync(db.command({ getMore: orphan, collection: 'things' }), { code: 175 });
});

test('a cursor over an index gives no document that stopped matching while it was open', async (t) => {
  const things = await startCollection(t);
  await things.createIndex({ open: 1 });
  await things.insertMany(Array.from({ length: 30 }, (_, n) => ({ _id: n, open: true })));
  const cursor = things.find({ open: true }, { batchSize: 10 });
  t.is((await cursor.next())?._id, 0);
  await things.updateMany({ _id: { $gte: 15 } }, { $set: { open: false } });
  t.deepEqual(
    (await cursor.toArray()).map(({ _id }) => _id),
    [...Array(14).keys()].map((n) => n + 1),
  );
});

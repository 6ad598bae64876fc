import test from 'ava';
import { startCollection } from './support.js';

test('of 32 racing inserts on a unique key one wins', async (t) => {
  const things = await startCollection(t);
  await things.createIndex({ name: 1 }, { unique: true });
  for (let round = 0; round < 5; round += 1) {
    const results = await Promise.allSettled(
      Array.from({ length: 32 }, (_, n) => things.insertOne({ name: `same ${round}`, n })),
    );
    t.is(results.filter(({ status }) => status === 'fulfilled').length, 1);
    t.true(results.every((result) => result.status === 'fulfilled' || result.reason.code === 11000));
  }
  t.is(await things.countDocuments(), 5);
});

test('of 32 racing upserts of one key one inserts', async (t) => {
  const things = await startCollection(t);
  const results = await Promise.all(
    Array.from({ length: 32 }, () => things.updateOne({ _id: 'k' }, { $inc: { n: 1 } }, { upsert: true })),
  );
  t.is(
    results.reduce((sum, { upsertedCount }) => sum + upsertedCount, 0),
    1,
  );
  t.is((await things.findOne({ _id: 'k' }))?.n, 32);
});

test('200 parallel increments add up', async (t) => {
  const things = await startCollection(t);
  await things.insertOne({ _id: 1, n: 0 });
  await Promise.all(Array.from({ length: 200 }, () => things.updateOne({ _id: 1 }, { $inc: { n: 1 } })));
  t.is((await things.findOne({ _id: 1 }))?.n, 200);
});

test('findOneAndUpdate gives each of many claimants another document', async (t) => {
  const things = await startCollection(t);
  await things.insertMany(Array.from({ length: 40 }, (_, n) => ({ _id: n, state: 'free' })));
  const claims = await Promise.all(
    Array.from({ length: 40 }, (_, by) =>
      things.findOneAndUpdate({ state: 'free' }, { $set: { state: 'taken', by } }, { sort: { _id: 1 } }),
    ),
  );
  t.is(new Set(claims.map((claim) => claim?._id)).size, 40);
});

test('a write is seen by whoever reads after it was acknowledged', async (t) => {
  const things = await startCollection(t);
  for (let n = 0; n < 200; n += 1) {
    await things.insertOne({ _id: n });
    t.is((await things.findOne({ _id: n }))?._id, n);
  }
});

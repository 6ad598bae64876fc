import test from 'ava';
import { MongoServerError } from 'mongodb';
import { startCollection, type Things, until } from './support.js';

async function planOf(things: Things, filter: object, sort: Record<string, 1 | -1> = {}, limit = 0) {
  const { queryPlanner, executionStats } = await things.find(filter).sort(sort).limit(limit).explain();
  const { stage, inputStage } = queryPlanner.winningPlan;
  const { totalKeysExamined: keys, totalDocsExamined: docs, nReturned } = executionStats;
  return { stage, index: inputStage?.indexName, keys, docs, nReturned };
}

test('a unique index refuses duplicates with the key that it met', async (t) => {
  const things = await startCollection(t);
  await things.createIndex({ 'user.email': 1, kind: -1 }, { unique: true });
  await things.insertOne({ _id: 1, user: { email: 'x' }, kind: 2 });
  const duplicate = {
    code: 11000,
    keyPattern: { 'user.email': 1, kind: -1 },
    keyValue: { 'user.email': 'x', kind: 2 },
  };
  const inserted = await t.throwsAsync(things.insertOne({ _id: 2, user: { email: 'x' }, kind: 2 }), {
    instanceOf: MongoServerError,
  });
  t.like(inserted, duplicate);
  t.is(
    inserted?.message,
    'E11000 duplicate key error collection: forum.things index: user.email_1_kind_-1 dup key: { user.email: "x", kind: 2 }',
  );
  await things.insertOne({ _id: 3, user: { email: 'y' }, kind: 2 });
  t.like(await t.throwsAsync(things.updateOne({ _id: 3 }, { $set: { 'user.email': 'x' } })), duplicate);
  t.like(
    await t.throwsAsync(things.findOneAndUpdate({ _id: 3 }, { $set: { 'user.email': 'x' } })),
    duplicate,
  );
  t.like(await t.throwsAsync(things.insertOne({ _id: 1 })), {
    code: 11000,
    keyPattern: { _id: 1 },
    keyValue: { _id: 1 },
  });
  t.is(await things.countDocuments(), 2);
});

test('an unordered bulk goes on after a duplicate and an ordered one stops', async (t) => {
  const things = await startCollection(t);
  const documents = [{ _id: 1 }, { _id: 1 }, { _id: 2 }];
  const unordered = await t.throwsAsync(things.insertMany(documents, { ordered: false }));
  t.like(unordered, { code: 11000, insertedCount: 2 });
  await things.deleteMany({});
  t.like(await t.throwsAsync(things.insertMany(documents)), { code: 11000, insertedCount: 1 });
});

test('a unique index cannot be built over duplicates', async (t) => {
  const things = await startCollection(t);
  await things.insertMany([{ a: 1 }, { a: 1 }]);
  await t.throwsAsync(things.createIndex({ a: 1 }, { unique: true }), { code: 11000 });
  t.is((await things.indexes()).length, 1);
});

test('a sparse unique index lets many documents go without the field', async (t) => {
  const things = await startCollection(t);
  await things.createIndex({ handle: 1 }, { unique: true, sparse: true });
  await things.insertMany([{}, {}, { handle: 'a' }]);
  await t.throwsAsync(things.insertOne({ handle: 'a' }), { code: 11000 });
  t.is(await things.countDocuments({ handle: null }), 2);
  t.is((await planOf(things, { handle: 'a' })).index, 'handle_1');
  t.is((await planOf(things, { handle: null })).index, undefined);
});

test('a partial index holds, and serves, only what its filter matches', async (t) => {
  const things = await startCollection(t);
  await things.createIndex({ name: 1 }, { unique: true, partialFilterExpression: { open: true } });
  await things.insertMany([
    { name: 'a', open: false },
    { name: 'a', open: false },
    { name: 'a', open: true },
  ]);
  await t.throwsAsync(things.insertOne({ name: 'a', open: true }), { code: 11000 });
  t.is((await planOf(things, { name: 'a', open: true })).index, 'name_1');
  t.is((await planOf(things, { name: 'a' })).index, undefined);
  t.is(await things.countDocuments({ name: 'a' }), 3);
});

test('a page by two equalities and a sort reads only its own documents', async (t) => {
  const things = await startCollection(t);
  await things.createIndex({ forum: 1, open: 1, at: -1 });
  await things.insertMany(
    Array.from({ length: 900 }, (_, n) => ({ _id: n, forum: n % 3, open: n % 2 === 0, at: new Date(n) })),
  );
  const filter = { forum: 1, open: true };
  t.deepEqual(await planOf(things, filter, { at: -1 }, 20), {
    stage: 'FETCH',
    index: 'forum_1_open_1_at_-1',
    keys: 20,
    docs: 20,
    nReturned: 20,
  });
  t.deepEqual(await planOf(things, filter, { at: 1 }, 20), {
    stage: 'FETCH',
    index: 'forum_1_open_1_at_-1',
    keys: 20,
    docs: 20,
    nReturned: 20,
  });
  const newest = await things.find(filter).sort({ at: -1 }).limit(3).toArray();
  t.deepEqual(
    newest.map(({ _id }) => _id),
    [898, 892, 886],
  );
  const older = await planOf(things, { ...filter, at: { $lt: new Date(300) } }, { at: -1 }, 20);
  t.like(older, { stage: 'FETCH', keys: 20, docs: 20 });
});

test('equality, $in, ranges and $or are looked up', async (t) => {
  const things = await startCollection(t);
  await things.createIndexes([{ key: { a: 1 } }, { key: { b: -1 } }]);
  await things.insertMany(Array.from({ length: 200 }, (_, n) => ({ a: n, b: n, c: n })));
  t.like(await planOf(things, { a: 7 }), { index: 'a_1', keys: 1 });
  t.like(await planOf(things, { a: { $in: [3, 5, 400] } }), { index: 'a_1', keys: 2, nReturned: 2 });
  t.like(await planOf(things, { b: { $gte: 10, $lt: 14 } }), { index: 'b_-1', nReturned: 4 });
  t.like(await planOf(things, { $or: [{ a: 1 }, { b: 2 }] }), { keys: 2, docs: 2, nReturned: 2 });
  t.like(await planOf(things, { c: 5 }), { stage: 'COLLSCAN', docs: 200, nReturned: 1 });
});

test('of the ties with the end of a range, an index reads those that are in it', async (t) => {
  const things = await startCollection(t);
  await things.insertMany(Array.from({ length: 90 }, (_, index) => ({ _id: index, at: (index % 3) - 1 })));
  for (const direction of [1, -1] as const) {
    await things.createIndex({ at: direction, _id: direction });
    for (const [range, count] of [
      [{ $lt: 0 }, 30],
      [{ $lte: 0 }, 60],
      [{ $gt: -1 }, 60],
      [{ $gte: -1 }, 90],
      [{ $gt: -1, $lt: 1 }, 30],
      [{ $gt: 0, $lt: 0 }, 0],
    ] as const)
      for (const sorted of [1, -1] as const)
        t.like(await planOf(things, { at: range }, { at: sorted, _id: sorted }), {
          keys: count,
          nReturned: count,
        });
    await things.dropIndexes();
  }
});

test('a multikey index finds elements, and stays right for two conditions on one array', async (t) => {
  const things = await startCollection(t);
  await things.createIndexes([{ key: { tags: 1 } }, { key: { 'm.id': 1, 'm.n': 1 } }]);
  await things.insertMany([
    {
      _id: 1,
      tags: [1, 10],
      m: [
        { id: 'a', n: 1 },
        { id: 'b', n: 2 },
      ],
    },
    { _id: 2, tags: [], m: [] },
    { _id: 3, tags: 5 },
  ]);
  t.is(await things.countDocuments({ tags: { $gt: 2, $lt: 4 } }), 1);
  t.is(await things.countDocuments({ tags: { $in: [1, 10] } }), 1);
  t.is(await things.countDocuments({ 'm.id': 'a', 'm.n': 2 }), 1);
  t.like(await planOf(things, { 'm.id': 'b' }), { index: 'm.id_1_m.n_1', docs: 1 });
  t.is((await things.findOne({ m: { $elemMatch: { id: 'b', n: 2 } } }))?._id, 1);
});

test('documents past their time are removed by a TTL index', async (t) => {
  const things = await startCollection(t);
  await things.createIndex({ at: 1 }, { expireAfterSeconds: 3600 });
  const hour = 3_600_000;
  await things.insertMany([
    { _id: 'old', at: new Date(Date.now() - 2 * hour) },
    { _id: 'new', at: new Date() },
    { _id: 'never' },
    { _id: 'number', at: 5 },
  ]);
  await until(async () => (await things.countDocuments()) === 3, 'the expiry of a document');
  t.deepEqual(
    (await things.find().toArray()).map(({ _id }) => _id),
    ['new', 'never', 'number'],
  );
});

test('indexes are listed, made once, and dropped', async (t) => {
  const things = await startCollection(t);
  t.is(await things.createIndex({ a: 1, b: -1 }), 'a_1_b_-1');
  t.is(await things.createIndex({ a: 1, b: -1 }), 'a_1_b_-1');
  t.deepEqual(await things.indexes(), [
    { v: 2, key: { _id: 1 }, name: '_id_' },
    { v: 2, key: { a: 1, b: -1 }, name: 'a_1_b_-1' },
  ]);
  await t.throwsAsync(things.createIndex({ a: 1, b: -1 }, { unique: true }), { code: 85 });
  await t.throwsAsync(things.createIndex({ c: 1 }, { name: 'a_1_b_-1' }), { code: 86 });
  await things.dropIndex('a_1_b_-1');
  t.is((await things.indexes()).length, 1);
});

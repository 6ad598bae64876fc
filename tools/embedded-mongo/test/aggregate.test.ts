import test from 'ava';
import { Decimal128, Long, UUID } from 'mongodb';
import { startClient, type Thing } from './support.js';

test('stages compute what MongoDB documents', async (t) => {
  const db = (await startClient(t)).db('forum');
  const posts = db.collection<Thing>('posts');
  await posts.insertMany([
    { _id: 1, by: 'ann', votes: 3, tags: ['x', 'y'] },
    { _id: 2, by: 'bob', votes: 5, tags: [] },
    { _id: 3, by: 'ann', votes: 4, tags: ['y'] },
    { _id: 4, by: 'cid', votes: 1 },
  ]);
  await db.collection<Thing>('people').insertMany([
    { _id: 'ann', name: 'Ann' },
    { _id: 'bob', name: 'Bob' },
  ]);
  const run = (stages: object[]) => posts.aggregate(stages).toArray();
  t.deepEqual(
    await run([
      { $match: { votes: { $gt: 1 } } },
      { $group: { _id: '$by', votes: { $sum: '$votes' }, n: { $sum: 1 } } },
      { $sort: { _id: 1 } },
    ]),
    [
      { _id: 'ann', votes: 7, n: 2 },
      { _id: 'bob', votes: 5, n: 1 },
    ],
  );
  t.deepEqual(await run([{ $unwind: '$tags' }, { $sortByCount: '$tags' }]), [
    { _id: 'y', count: 2 },
    { _id: 'x', count: 1 },
  ]);
  t.deepEqual(
    await run([
      { $sort: { _id: 1 } },
      { $unwind: { path: '$tags', includeArrayIndex: 'at', preserveNullAndEmptyArrays: true } },
      { $project: { tags: 1, at: 1 } },
    ]),
    [
      { _id: 1, tags: 'x', at: 0 },
      { _id: 1, tags: 'y', at: 1 },
      { _id: 2, at: null },
      { _id: 3, tags: 'y', at: 0 },
      { _id: 4, at: null },
    ],
  );
  t.deepEqual(
    await run([
      { $match: { votes: 3 } },
      { $project: { _id: 0, double: { $multiply: ['$votes', 2] }, who: '$by' } },
    ]),
    [{ double: 6, who: 'ann' }],
  );
  t.deepEqual(
    await run([
      { $match: { _id: 4 } },
      { $addFields: { 'x.y': { $ifNull: ['$none', 'none'] } } },
      { $unset: 'votes' },
    ]),
    [{ _id: 4, by: 'cid', x: { y: 'none' } }],
  );
  t.deepEqual(
    await run([
      { $match: { _id: { $in: [1, 4] } } },
      {
        $lookup: {
          from: 'people',
          localField: 'by',
          foreignField: '_id',
          as: 'author',
          pipeline: [{ $project: { _id: 0 } }],
        },
      },
      { $project: { author: 1 } },
    ]),
    [
      { _id: 1, author: [{ name: 'Ann' }] },
      { _id: 4, author: [] },
    ],
  );
  t.deepEqual(
    await run([
      {
        $facet: {
          all: [{ $count: 'n' }],
          top: [{ $sort: { votes: -1 } }, { $limit: 1 }, { $replaceWith: { v: '$votes' } }],
        },
      },
    ]),
    [{ all: [{ n: 4 }], top: [{ v: 5 }] }],
  );
  t.deepEqual(await run([{ $sort: { votes: 1 } }, { $skip: 1 }, { $limit: 2 }, { $project: { by: 1 } }]), [
    { _id: 1, by: 'ann' },
    { _id: 3, by: 'ann' },
  ]);
  t.deepEqual(await run([{ $count: 'n' }]), [{ n: 4 }]);
});

test('groups are made by BSON equality, also of binary, long and decimal keys', async (t) => {
  const things = (await startClient(t)).db('forum').collection('things');
  const uuids = [new UUID(), new UUID()];
  await things.insertMany(
    [0, 1, 0].map((n) => ({
      id: uuids[n],
      long: Long.fromString('9007199254740993'),
      cost: Decimal128.fromString('1.5'),
    })),
  );
  const byId = await things
    .aggregate([{ $group: { _id: '$id', n: { $sum: 1 } } }, { $sort: { n: -1 } }])
    .toArray();
  t.deepEqual(
    byId.map(({ _id, n }) => [String(_id), n]),
    [
      [String(uuids[0]), 2],
      [String(uuids[1]), 1],
    ],
  );
  t.is((await things.aggregate([{ $group: { _id: '$long' } }]).toArray()).length, 1);
  await t.throwsAsync(things.aggregate([{ $group: { _id: null, sum: { $sum: '$cost' } } }]).toArray(), {
    code: 238,
  });
});

test('comparisons in expressions compare whole values, and missing is below null', async (t) => {
  const things = (await startClient(t)).db('forum').collection<Thing>('things');
  await things.insertMany([{ _id: 1, a: [1, 5] }, { _id: 2, a: 5 }, { _id: 3 }]);
  const ids = async (expression: object) =>
    (await things.find({ $expr: expression }).toArray()).map(({ _id }) => _id);
  t.deepEqual(await ids({ $eq: ['$a', 5] }), [2]);
  t.deepEqual(await ids({ $gt: ['$a', 5] }), [1]);
  t.deepEqual(await ids({ $lt: ['$a', null] }), [3]);
});

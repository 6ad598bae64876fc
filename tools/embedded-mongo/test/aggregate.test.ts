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

test('groups are made by BSON equality, also of binary and long keys', async (t) => {
  const things = (await startClient(t)).db('forum').collection('things');
  const uuids = [new UUID(), new UUID()];
  await things.insertMany(
    [0, 1, 0].map((n) => ({
      id: uuids[n],
      long: Long.fromNumber(2 ** 53 - 1),
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

test('accumulators leave missing values out, or say null, as MongoDB does', async (t) => {
  const things = (await startClient(t)).db('forum').collection<Thing>('things');
  await things.insertMany([
    { _id: 1, k: 'a', v: 2 },
    { _id: 2, k: 'a' },
    { _id: 3, k: 'a', v: 4, s: 'x' },
  ]);
  const [found] = await things
    .aggregate([
      {
        $group: {
          _id: { k: '$k', nope: '$nope' },
          all: { $push: '$v' },
          set: { $addToSet: '$s' },
          docs: { $push: { v: '$v' } },
          first: { $first: '$s' },
          last: { $last: '$s' },
          avg: { $avg: '$v' },
          none: { $avg: '$nope' },
          min: { $min: '$v' },
          max: { $max: '$v' },
          n: { $count: {} },
        },
      },
    ])
    .toArray();
  t.deepEqual(found, {
    _id: { k: 'a' },
    all: [2, 4],
    set: ['x'],
    docs: [{ v: 2 }, {}, { v: 4 }],
    first: null,
    last: 'x',
    avg: 3,
    none: null,
    min: 2,
    max: 4,
    n: 3,
  });
});

test('$addFields merges documents, and facets do not see each other', async (t) => {
  const things = (await startClient(t)).db('forum').collection<Thing>('things');
  await things.insertOne({ _id: 1, o: { a: 1 }, t: 5 });
  const run = (stages: object[]) => things.aggregate(stages).toArray();
  t.deepEqual(await run([{ $addFields: { o: { b: 2 }, 't.q': 1 } }]), [
    { _id: 1, o: { a: 1, b: 2 }, t: { q: 1 } },
  ]);
  t.deepEqual(await run([{ $facet: { p: [{ $set: { 'o.a': 9 } }], q: [{ $project: { o: 1 } }] } }]), [
    { p: [{ _id: 1, o: { a: 9 }, t: 5 }], q: [{ _id: 1, o: { a: 1 } }] },
  ]);
});

test('expressions compute what MongoDB documents, and stop where it does', async (t) => {
  const things = (await startClient(t)).db('forum').collection<Thing>('things');
  await things.insertOne({ _id: 1, a: 7, b: 2, list: [{ v: 1 }, { v: 2 }, {}], s: 'x' });
  const value = async (expression: unknown) => {
    const [found] = await things.aggregate([{ $project: { _id: 0, value: expression } }]).toArray();
    return found?.value;
  };
  const answers: [unknown, unknown][] = [
    [{ $add: ['$a', '$b', 1] }, 10],
    [{ $divide: ['$a', '$b'] }, 3.5],
    [{ $subtract: ['$a', '$nope'] }, null],
    ['$list.v', [1, 2]],
    ['$list.0', []],
    [{ $concat: ['$s', 'y'] }, 'xy'],
    [{ $cond: [{ $gt: ['$b', 0] }, 'yes', { $divide: [1, 0] }] }, 'yes'],
    [{ $ifNull: ['$nope', null, 'd'] }, 'd'],
    [{ $in: [2, '$list.v'] }, true],
    [{ $size: '$list' }, 3],
    [{ $literal: '$a' }, '$a'],
    [{ $and: ['$a', { $not: ['$nope'] }] }, true],
  ];
  for (const [expression, expected] of answers)
    t.deepEqual(await value(expression), expected, JSON.stringify(expression));
  const refusals: [unknown, number][] = [
    [{ $divide: ['$a', 0] }, 2],
    [{ $size: '$nope' }, 17124],
    [{ $concat: ['$a', 'x'] }, 16702],
    [{ $in: [1, '$a'] }, 40081],
    [{ $add: ['$s', 1] }, 14],
    [{ $eq: [1] }, 16020],
    [{ $dateAdd: { startDate: '$a' } }, 238],
    [{ $nope: 1 }, 168],
  ];
  for (const [expression, code] of refusals)
    await t.throwsAsync(value(expression), { code }, JSON.stringify(expression));
});

test('a sort by two fields of one array compares the same element', async (t) => {
  const things = (await startClient(t)).db('forum').collection<Thing>('things');
  await things.insertMany([
    {
      _id: 1,
      a: [
        { x: 1, y: 5 },
        { x: 2, y: 0 },
      ],
    },
    { _id: 2, a: [{ x: 1, y: 3 }] },
  ]);
  t.deepEqual(
    (await things.find().sort({ 'a.x': 1, 'a.y': 1 }).toArray()).map(({ _id }) => _id),
    [2, 1],
  );
});

test('a change whose answer cannot be shown is not made', async (t) => {
  const things = (await startClient(t)).db('forum').collection<Thing>('things');
  await things.insertOne({ _id: 1, a: [{ x: 1 }], n: 0 });
  const projection = { 'a.y': '$n' };
  await t.throwsAsync(things.findOneAndUpdate({}, { $inc: { n: 1 } }, { projection }), { code: 238 });
  await t.throwsAsync(things.findOneAndDelete({}, { projection }), { code: 238 });
  t.deepEqual(await things.findOne(), { _id: 1, a: [{ x: 1 }], n: 0 });
});

test('stages that MongoDB refuses are refused', async (t) => {
  const things = (await startClient(t)).db('forum').collection<Thing>('things');
  await things.insertOne({ _id: 1 });
  const stages: [object, number][] = [
    [{ $sort: {} }, 15976],
    [{ $count: 'a.b' }, 40160],
    [{ $sortByCount: 'a' }, 40148],
    [{ $group: { _id: null, r: { $sum: ['$x', '$x'] } } }, 40237],
    [{ $group: { _id: null, 'a.b': { $sum: 1 } } }, 40235],
    [{ $addFields: {} }, 40177],
    [{ $addFields: { a: 1, 'a.b': 2 } }, 31249],
    [{ $lookup: { from: 'x', as: 'y', localField: 1, foreignField: 2 } }, 9],
    [{ $unwind: 'tags' }, 28818],
    [{ $unwind: { path: '$tags', other: 1 } }, 28811],
    [{ $replaceWith: { 'a.b': 1 } }, 16412],
  ];
  for (const [stage, code] of stages)
    await t.throwsAsync(things.aggregate([stage]).toArray(), { code }, JSON.stringify(stage));
});

import test from 'ava';
import { type Document, Int32, Long } from 'mongodb';
import { startClient, startCollection } from './support.js';

type Case = {
  title: string;
  before: object;
  update: object;
  after: object;
  filter?: object;
  arrayFilters?: object[];
};

const cases: Case[] = [
  {
    title: '$set makes the way to a new field',
    before: { a: 1 },
    update: { $set: { 'b.c': 2, a: 3 } },
    after: { a: 3, b: { c: 2 } },
  },
  {
    title: '$unset removes a field and empties an element',
    before: { a: 1, b: [1, 2] },
    update: { $unset: { a: '', 'b.0': '' } },
    after: { b: [null, 2] },
  },
  {
    title: '$inc and $mul start from zero',
    before: { a: 2 },
    update: { $inc: { a: 1.5, n: 2 }, $mul: { m: 3 } },
    after: { a: 3.5, m: 0, n: 2 },
  },
  {
    title: '$min and $max compare by BSON order',
    before: { a: 5, b: 5, c: 'x' },
    update: { $min: { a: 3, c: 9 }, $max: { b: 9, d: 1 } },
    after: { a: 3, b: 9, c: 9, d: 1 },
  },
  {
    title: '$push appends one value, an array as one',
    before: { a: [1] },
    update: { $push: { a: [2] } },
    after: { a: [1, [2]] },
  },
  {
    title: '$push with $each, $sort and $slice also when the field is missing',
    before: {},
    update: { $push: { a: { $each: [3, 1, 2], $sort: -1, $slice: 2 } } },
    after: { a: [3, 2] },
  },
  {
    title: '$push sorts documents by a field and keeps the last',
    before: { a: [{ n: 2 }] },
    update: { $push: { a: { $each: [{ n: 3 }, { n: 1 }], $sort: { n: 1 }, $slice: -2 } } },
    after: { a: [{ n: 2 }, { n: 3 }] },
  },
  {
    title: '$push puts at a position',
    before: { a: [1, 4] },
    update: { $push: { a: { $each: [2, 3], $position: 1 } } },
    after: { a: [1, 2, 3, 4] },
  },
  {
    title: '$addToSet adds what is not there',
    before: { a: [1, { x: 1 }] },
    update: { $addToSet: { a: { $each: [{ x: 1 }, 2, 1, 2] } } },
    after: { a: [1, { x: 1 }, 2] },
  },
  {
    title: '$pull by a value, and by $in on a field of the elements',
    before: { a: [1, 2, 1], outbox: { messages: [{ id: 'p' }, { id: 'q' }, { id: 'r' }] } },
    update: { $pull: { a: 1, 'outbox.messages': { id: { $in: ['p', 'r'] } } } },
    after: { a: [2], outbox: { messages: [{ id: 'q' }] } },
  },
  {
    title: '$pull by an operator',
    before: { a: [1, 5, 9] },
    update: { $pull: { a: { $gte: 5 } } },
    after: { a: [1] },
  },
  {
    title: '$pullAll and $pop',
    before: { a: [1, 2, 3], b: [1, 2], c: [1, 2] },
    update: { $pullAll: { a: [1, 3] }, $pop: { b: 1, c: -1 } },
    after: { a: [2], b: [1], c: [2] },
  },
  {
    title: '$rename moves a value',
    before: { a: { b: 1 }, c: 2 },
    update: { $rename: { 'a.b': 'd' } },
    after: { a: {}, c: 2, d: 1 },
  },
  {
    title: '$ stands for the matched element',
    before: {
      a: [
        { k: 1, n: 0 },
        { k: 2, n: 0 },
      ],
    },
    filter: { 'a.k': 2 },
    update: { $set: { 'a.$.n': 5, 'a.$.m': 6 } },
    after: {
      a: [
        { k: 1, n: 0 },
        { k: 2, n: 5, m: 6 },
      ],
    },
  },
  {
    title: '$ follows $elemMatch',
    before: {
      a: [
        { k: 1, v: 1 },
        { k: 1, v: 2 },
      ],
    },
    filter: { a: { $elemMatch: { k: 1, v: 2 } } },
    update: { $inc: { 'a.$.v': 1 } },
    after: {
      a: [
        { k: 1, v: 1 },
        { k: 1, v: 3 },
      ],
    },
  },
  {
    title: '$[] stands for all elements',
    before: { a: [1, 2] },
    update: { $inc: { 'a.$[]': 10 } },
    after: { a: [11, 12] },
  },
  {
    title: 'array filters choose elements',
    before: { a: [{ k: 1 }, { k: 5 }], b: [1, 9] },
    update: { $set: { 'a.$[big].hit': true, 'b.$[nine]': 0 } },
    arrayFilters: [{ 'big.k': { $gt: 2 } }, { nine: 9 }],
    after: { a: [{ k: 1 }, { k: 5, hit: true }], b: [1, 0] },
  },
];

for (const { title, before, update, after, filter = {}, arrayFilters } of cases) {
  test(title, async (t) => {
    const things = await startCollection(t);
    await things.insertOne({ _id: 1, ...before });
    await things.updateOne({ _id: 1, ...filter }, update, arrayFilters ? { arrayFilters } : {});
    t.deepEqual(await things.findOne({ _id: 1 }), { _id: 1, ...after });
  });
}

test('$currentDate writes the time of the server', async (t) => {
  const things = await startCollection(t);
  const start = Date.now();
  await things.updateOne({ _id: 1 }, { $currentDate: { at: true } }, { upsert: true });
  const found = await things.findOne({ _id: 1 });
  t.true(found?.at.getTime() >= start && found?.at.getTime() <= Date.now());
});

test('$inc keeps integers whole and widens them past 32 bits', async (t) => {
  const things = await startCollection(t);
  await things.insertOne({ _id: 1, n: new Int32(2 ** 31 - 1) });
  await things.updateOne({ _id: 1 }, { $inc: { n: 1 } });
  const found = await things.findOne({ _id: 1 }, { promoteValues: false });
  t.deepEqual(found?.n, Long.fromNumber(2 ** 31));
});

test('an update that changes nothing is matched and not modified', async (t) => {
  const things = await startCollection(t);
  await things.insertOne({ _id: 1, a: [1], o: { x: 1 } });
  const result = await things.updateOne({ _id: 1 }, { $set: { _id: 1, o: { x: 1 } }, $addToSet: { a: 1 } });
  t.like(result, { matchedCount: 1, modifiedCount: 0 });
});

test('no part of an _id can be changed', async (t) => {
  const things = (await startClient(t)).db('forum').collection<{ _id: { x: number; l: number[] } }>('things');
  await things.insertOne({ _id: { x: 1, l: [1] } });
  const updates: object[] = [
    { $set: { '_id.x': 2 } },
    { $inc: { '_id.x': 1 } },
    { $unset: { '_id.x': '' } },
    { $push: { '_id.l': 2 } },
  ];
  for (const update of updates) {
    await t.throwsAsync(things.updateOne({}, update), { code: 66 }, JSON.stringify(update));
    await t.throwsAsync(things.findOneAndUpdate({}, update), { code: 66 }, JSON.stringify(update));
  }
  t.deepEqual(await things.findOne(), { _id: { x: 1, l: [1] } });
});

test('$pull takes logical conditions on the elements', async (t) => {
  const things = await startCollection(t);
  await things.insertOne({ _id: 1, a: [{ k: 1 }, { k: 2 }, { k: 3 }] });
  const update: Document = { $pull: { a: { $or: [{ k: 1 }, { k: { $gt: 2 } }] } } };
  await things.updateOne({}, update);
  t.deepEqual(await things.findOne(), { _id: 1, a: [{ k: 2 }] });
});

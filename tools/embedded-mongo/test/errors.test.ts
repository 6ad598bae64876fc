import test from 'ava';
import { Decimal128, type Document, Long, MongoServerError, Timestamp } from 'mongodb';
import { startClient, startCollection, type Things } from './support.js';

type Case = [title: string, code: number, codeName: string, run: (things: Things) => Promise<unknown>];

const PUSH_TO_SCALAR: Document = { $push: { n: 1 } };

const cases: Case[] = [
  ['an unknown query operator', 2, 'BadValue', (c) => c.findOne({ a: { $foo: 1 } })],
  ['an unknown top level operator', 2, 'BadValue', (c) => c.findOne({ $foo: 1 })],
  ['$in without an array', 2, 'BadValue', (c) => c.findOne({ a: { $in: 1 } })],
  ['an unknown update operator', 9, 'FailedToParse', (c) => c.updateOne({}, { $foo: { a: 1 } })],
  ['$inc of a string', 14, 'TypeMismatch', (c) => c.updateOne({ _id: 1 }, { $inc: { s: 1 } })],
  ['$push to a scalar', 2, 'BadValue', (c) => c.updateOne({ _id: 1 }, PUSH_TO_SCALAR)],
  ['a path through a scalar', 28, 'PathNotViable', (c) => c.updateOne({ _id: 1 }, { $set: { 'n.x': 1 } })],
  ['a change of _id', 66, 'ImmutableField', (c) => c.updateOne({ _id: 1 }, { $set: { _id: 2 } })],
  ['a replacement with another _id', 66, 'ImmutableField', (c) => c.replaceOne({ _id: 1 }, { _id: 2 })],
  [
    'two changes of one path',
    40,
    'ConflictingUpdateOperators',
    (c) => c.updateOne({}, { $set: { a: 1 }, $inc: { 'a.b': 1 } }),
  ],
  ['$ without a matched element', 2, 'BadValue', (c) => c.updateOne({ _id: 1 }, { $set: { 'list.$': 1 } })],
  ['a hint at no index', 2, 'BadValue', (c) => c.find({}, { hint: 'no_1' }).toArray()],
  ['an unknown stage', 40324, 'Location40324', (c) => c.aggregate([{ $foo: 1 }]).toArray()],
  [
    'an unknown expression',
    168,
    'InvalidPipelineOperator',
    (c) => c.aggregate([{ $project: { a: { $foo: 1 } } }]).toArray(),
  ],
  [
    'an unknown accumulator',
    15952,
    'Location15952',
    (c) => c.aggregate([{ $group: { _id: 1, a: { $foo: 1 } } }]).toArray(),
  ],
  [
    'a stage that only a mongod has',
    238,
    'NotImplemented',
    (c) => c.aggregate([{ $graphLookup: {} }]).toArray(),
  ],
  ['a collation', 238, 'NotImplemented', (c) => c.find({}, { collation: { locale: 'de' } }).toArray()],
  ['a text index', 238, 'NotImplemented', (c) => c.createIndex({ s: 'text' })],
  ['a change stream', 238, 'NotImplemented', (c) => c.aggregate([{ $changeStream: {} }]).toArray()],
  ['$where', 238, 'NotImplemented', (c) => c.findOne({ $where: 'true' })],
  ['a drop of no index', 27, 'IndexNotFound', (c) => c.dropIndex('no_1')],
  ['a mixed projection', 31254, 'Location31254', (c) => c.findOne({}, { projection: { s: 1, n: 0 } })],
  ['an array as _id', 53, 'InvalidIdField', (c) => c.insertOne({ _id: [1] })],
];

for (const [title, code, codeName, run] of cases) {
  test(`${title} is refused with ${code} ${codeName}`, async (t) => {
    const things = await startCollection(t);
    await things.insertOne({ _id: 1, s: 'text', n: 5, list: [1] });
    const error = await t.throwsAsync(run(things), { instanceOf: MongoServerError });
    t.is(error?.code, code, error?.message);
    t.is(error?.errorResponse.codeName ?? codeName, codeName);
    t.deepEqual(await things.find().toArray(), [{ _id: 1, s: 'text', n: 5, list: [1] }]);
  });
}

test('unknown commands and fields are refused by name', async (t) => {
  const client = await startClient(t);
  const db = client.db('forum');
  await t.throwsAsync(db.command({ foo: 1 }), { code: 59, message: "no such command: 'foo'" });
  await t.throwsAsync(db.command({ find: 'things', foo: 1 }), { code: 40415 });
  await t.throwsAsync(db.createCollection('capped', { capped: true, size: 1000 }), { code: 238 });
  const index = { key: { a: 1 }, name: 'a', foo: 1 };
  await t.throwsAsync(db.command({ createIndexes: 'things', indexes: [index] }), { code: 197 });
  await db.createCollection('there');
  await t.throwsAsync(db.createCollection('there'), { code: 48 });
});

test('a session cannot start a transaction', async (t) => {
  const client = await startClient(t);
  const session = client.startSession();
  await t.throwsAsync(
    session.withTransaction(() => client.db('forum').collection('things').insertOne({}, { session })),
  );
  await session.endSession();
  t.is(await client.db('forum').collection('things').countDocuments(), 0);
});

test('types that do not compare here are kept, and refused where they would count', async (t) => {
  const things = await startCollection(t);
  const kept = [
    Decimal128.fromString('1.5'),
    new Timestamp({ t: 1, i: 1 }),
    Long.fromString('9007199254740993'),
  ];
  await things.insertMany(kept.map((odd, n) => ({ _id: n, n, odd })));
  const back = await things.find({ n: { $gte: 0 } }, { promoteValues: false }).toArray();
  t.deepEqual(
    back.map(({ odd }) => String(odd)),
    kept.map(String),
  );
  for (const filter of [{ odd: 1 }, { odd: { $lt: kept[0] } }, { odd: { $in: [kept[1]] } }])
    await t.throwsAsync(things.findOne(filter), { code: 238 });
  await t.throwsAsync(things.find().sort({ odd: 1 }).toArray(), { code: 238 });
  await t.throwsAsync(things.createIndex({ odd: 1 }), { code: 238 });
  await t.throwsAsync(things.updateOne({ _id: 0 }, { $inc: { odd: 1 } }), { code: 238 });
  await t.throwsAsync(things.updateOne({ _id: 0 }, { $inc: { n: Decimal128.fromString('1') } }), {
    code: 238,
  });
});

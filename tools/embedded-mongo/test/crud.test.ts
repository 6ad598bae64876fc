import test from 'ava';
import { Binary, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'mongodb';
import { startClient, startCollection } from './support.js';

test('every BSON type comes back as it was written', async (t) => {
  const things = await startCollection(t);
  const document = {
    _id: new ObjectId(),
    int: new Int32(1),
    double: new Double(1),
    long: Long.fromString('9007199254740993'),
    decimal: Decimal128.fromString('1.10'),
    text: 'naïve 🙂',
    date: new Date(5),
    binary: new Binary(Buffer.from([1, 2])),
    regex: /a+/i,
    none: null,
    list: [1, [2], { b: 3 }],
    stamp: new Timestamp({ t: 1, i: 2 }),
  };
  await things.insertOne(document);
  const found = await things.findOne({}, { promoteValues: false });
  t.deepEqual(found?.int, new Int32(1));
  t.deepEqual(found?.double, new Double(1));
  t.true(document.long.equals(found?.long));
  t.is(String(found?.decimal), '1.10');
  const promoted = await things.findOne({ _id: document._id });
  t.is(promoted?.text, document.text);
  t.deepEqual(promoted?.date, document.date);
  t.deepEqual(promoted?.list, document.list);
  t.deepEqual(promoted?.regex, document.regex);
  t.is(promoted?.none, null);
});

test('find filters, sorts, projects, skips and limits', async (t) => {
  const things = await startCollection(t);
  await things.insertMany(
    Array.from({ length: 20 }, (_, n) => ({ _id: n, n, odd: n % 2 === 1, at: { x: n, y: 1 } })),
  );
  const found = await things
    .find({ odd: true }, { projection: { n: 1, 'at.x': 1 } })
    .sort({ n: -1 })
    .skip(2)
    .limit(3)
    .toArray();
  t.deepEqual(
    found,
    [15, 13, 11].map((n) => ({ _id: n, n, at: { x: n } })),
  );
  t.deepEqual(await things.findOne({ n: 3 }, { projection: { _id: 0, at: 0 } }), { n: 3, odd: true });
});

test('filters follow arrays, null, types and order-sensitive equality as MongoDB does', async (t) => {
  const things = await startCollection(t);
  await things.insertMany([
    { _id: 1, a: [1, 5, 9], o: { x: 1, y: 2 } },
    { _id: 2, a: 5, o: { y: 2, x: 1 } },
    {
      _id: 3,
      a: null,
      d: [
        { k: 'p', v: 1 },
        { k: 'q', v: 7 },
      ],
    },
    { _id: 4, d: [{ k: 'p', v: 7 }], a: 'five' },
    { _id: 5, d: [], s: 'Hello' },
  ]);
  const ids = async (filter: object) =>
    (await things.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id);
  const cases: [object, number[]][] = [
    [{ a: 5 }, [1, 2]],
    [{ a: { $gt: 5 } }, [1]],
    [{ a: { $gt: 1, $lt: 5 } }, [1]],
    [{ a: { $elemMatch: { $gt: 1, $lt: 5 } } }, []],
    [{ a: null }, [3, 5]],
    [{ a: { $exists: false } }, [5]],
    [{ a: { $ne: 5 } }, [3, 4, 5]],
    [{ a: { $in: [9, 'five'] } }, [1, 4]],
    [{ a: { $nin: [5, null] } }, [4]],
    [{ a: { $all: [1, 9] } }, [1]],
    [{ a: { $size: 3 } }, [1]],
    [{ a: { $type: 'string' } }, [4]],
    [{ a: { $mod: [4, 1] } }, [1, 2]],
    [{ o: { x: 1, y: 2 } }, [1]],
    [{ 'o.x': 1 }, [1, 2]],
    [{ 'd.v': 7 }, [3, 4]],
    [{ 'd.0.v': 7 }, [4]],
    [{ d: { $elemMatch: { k: 'p', v: 7 } } }, [4]],
    [{ 'd.k': 'p', 'd.v': 7 }, [3, 4]],
    [{ s: /^hel/i }, [5]],
    [{ s: { $regex: 'LLO', $options: 'i' } }, [5]],
    [{ s: { $not: /x/ } }, [1, 2, 3, 4, 5]],
    [{ $or: [{ a: 'five' }, { s: 'Hello' }] }, [4, 5]],
    [{ $nor: [{ a: 5 }, { a: null }] }, [4]],
    [{ $and: [{ 'd.k': 'q' }, { 'd.v': 1 }] }, [3]],
    [{ $expr: { $eq: ['$a', 5] } }, [2]],
    [{ a: { $gte: null } }, [3, 5]],
  ];
  for (const [filter, expected] of cases) t.deepEqual(await ids(filter), expected, JSON.stringify(filter));
});

test('replaceOne, deleteOne, deleteMany and findOneAnd… do what they say', async (t) => {
  const things = await startCollection(t);
  await things.insertMany([1, 2, 3, 4, 5].map((n) => ({ _id: n, n })));
  t.is((await things.replaceOne({ _id: 1 }, { m: 1 })).modifiedCount, 1);
  t.deepEqual(await things.findOne({ _id: 1 }), { _id: 1, m: 1 });
  t.is((await things.deleteOne({ n: { $gt: 1 } })).deletedCount, 1);
  t.is((await things.deleteMany({ n: { $gt: 3 } })).deletedCount, 2);
  const before = await things.findOneAndUpdate({ n: 3 }, { $inc: { n: 1 } });
  t.is(before?.n, 3);
  const after = await things.findOneAndUpdate(
    {},
    { $set: { z: 1 } },
    { sort: { n: -1 }, returnDocument: 'after', projection: { z: 1 } },
  );
  t.deepEqual(after, { _id: 3, z: 1 });
  t.deepEqual(await things.findOneAndDelete({ _id: 3 }), { _id: 3, n: 4, z: 1 });
  t.is(await things.findOneAndUpdate({ _id: 9 }, { $set: { a: 1 } }), null);
  t.deepEqual(
    await things.findOneAndReplace({ _id: 9 }, { a: 1 }, { upsert: true, returnDocument: 'after' }),
    { _id: 9, a: 1 },
  );
});

test('an upsert takes the filter equalities and $setOnInsert', async (t) => {
  const things = await startCollection(t);
  const upsert = () =>
    things.updateOne(
      { 'k.a': 1, n: { $gt: 3 }, s: { $in: ['only'] } },
      { $set: { z: 2 }, $setOnInsert: { first: true } },
      { upsert: true },
    );
  const result = await upsert();
  t.is(result.upsertedCount, 1);
  t.deepEqual(await things.findOne({}, { projection: { _id: 0 } }), {
    k: { a: 1 },
    s: 'only',
    first: true,
    z: 2,
  });
  await things.updateOne({}, { $set: { n: 4 } });
  t.like(await upsert(), { upsertedCount: 0, matchedCount: 1, modifiedCount: 0 });
});

test('counts, distinct values and bulk writes answer as the driver expects', async (t) => {
  const things = await startCollection(t);
  const result = await things.bulkWrite([
    { insertOne: { document: { _id: 1, tags: ['a', 'b'] } } },
    { insertOne: { document: { _id: 2, tags: ['b'], n: 1 } } },
    { updateMany: { filter: {}, update: { $set: { seen: true } } } },
    { deleteOne: { filter: { _id: 1, n: 1 } } },
  ]);
  t.like(result, { insertedCount: 2, modifiedCount: 2, deletedCount: 0 });
  t.is(await things.countDocuments(), 2);
  t.is(await things.countDocuments({ tags: 'b' }, { skip: 1 }), 1);
  t.is(await things.estimatedDocumentCount(), 2);
  t.deepEqual(await things.distinct('tags'), ['a', 'b']);
  t.deepEqual(await things.distinct('n'), [1]);
});

test('collections and databases can be listed and dropped', async (t) => {
  const client = await startClient(t);
  await client.db('one').createCollection('a');
  await client.db('two').collection('b').insertOne({});
  t.deepEqual(
    (await client.db('one').listCollections().toArray()).map(({ name }) => name),
    ['a'],
  );
  t.deepEqual(
    (await client.db().admin().listDatabases()).databases.map(({ name }) => name),
    ['one', 'two'],
  );
  await client.db('two').collection('b').drop();
  await client.db('one').dropDatabase();
  t.deepEqual((await client.db().admin().listDatabases()).databases, []);
});

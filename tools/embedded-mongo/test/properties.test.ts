import { isDeepStrictEqual } from 'node:util';
import test from 'ava';
import { Binary, Double, Int32, Long, ObjectId } from 'bson';
import fc from 'fast-check';
import { encodeValue } from '../src/keys.js';
import { compareValues } from './comparator.js';
import { startClient } from './support.js';

const long = fc.maxSafeInteger().map((value) => Long.fromNumber(value));
const near = fc
  .integer({ min: -3, max: 0 })
  .chain((step) =>
    fc.constantFrom<unknown>(
      Long.fromNumber(Number.MAX_SAFE_INTEGER + step),
      new Double(Number.MAX_SAFE_INTEGER + step),
      new Int32(step),
      new Double(step / 2),
    ),
  );
const scalar: fc.Arbitrary<unknown> = fc.oneof(
  near,
  long,
  fc.double().map((value) => new Double(value)),
  fc.integer().map((value) => new Int32(value)),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\uffff', '🙂') }),
  fc.date({ noInvalidDate: true }),
  fc.boolean(),
  fc.constantFrom<unknown>(null, undefined),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc
    .tuple(fc.uint8Array({ maxLength: 4 }), fc.constantFrom(0, 128))
    .map(([bytes, type]) => new Binary(bytes, type)),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'ab', ''), tie('value'), { maxKeys: 3 }),
  ),
}));

test('encoded keys sort as the comparator does, both ways', (t) => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      const order = Math.sign(compareValues(a, b));
      t.is(Math.sign(Buffer.compare(encodeValue(a), encodeValue(b))), order);
      t.is(Math.sign(Buffer.compare(encodeValue(a, true), encodeValue(b, true))), -order || 0);
    }),
    { numRuns: 5000 },
  );
});

test('the comparator is an order', (t) => {
  fc.assert(
    fc.property(value, value, value, (a, b, c) => {
      t.is(Math.sign(compareValues(a, b)), -Math.sign(compareValues(b, a)) || 0);
      if (compareValues(a, b) <= 0 && compareValues(b, c) <= 0) t.true(compareValues(a, c) <= 0);
    }),
    { numRuns: 3000 },
  );
});

test('no encoded key begins another', (t) => {
  fc.assert(
    fc.property(value, value, (a, b) => {
      const [x, y] = [encodeValue(a), encodeValue(b)];
      if (!x.equals(y)) t.false(x.subarray(0, y.length).equals(y));
    }),
    { numRuns: 3000 },
  );
});

const small = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 4 }) },
  fc.constantFrom<unknown>(null, 'x', 'y', 1.5, true, false, new Date(1), { b: 1 }, { b: 2, c: 1 }),
);
const field = fc.oneof(
  { weight: 3, arbitrary: small },
  fc.array(small, { maxLength: 3 }),
  fc.record({ b: fc.oneof(small, fc.array(small, { maxLength: 2 })), c: small }, { requiredKeys: [] }),
  fc.array(fc.record({ b: small, c: small }, { requiredKeys: [] }), { maxLength: 3 }),
);
const document = fc.record({ a: field, d: field, e: small }, { requiredKeys: [] });
const path = fc.constantFrom('a', 'a.b', 'a.c', 'd', 'd.b', 'e', 'a.0', 'a.0.b');
const operators = fc.oneof(
  small,
  small.map((operand) => ({ $gt: operand })),
  small.map((operand) => ({ $lte: operand })),
  small.map((operand) => ({ $ne: operand })),
  fc.tuple(small, small).map(([low, high]) => ({ $gte: low, $lt: high })),
  fc.array(small, { maxLength: 3 }).map((list) => ({ $in: list })),
  fc.array(small, { maxLength: 2 }).map((list) => ({ $eq: list })),
  fc.boolean().map((present) => ({ $exists: present })),
  fc.tuple(small, small).map(([low, high]) => ({ $elemMatch: { $gte: low, $lte: high } })),
  fc.tuple(small, small).map(([b, c]) => ({ $elemMatch: { b, c: { $gte: c } } })),
);
const conditions = fc.dictionary(path, operators, { maxKeys: 3 });
const filter = fc.oneof(
  { weight: 3, arbitrary: conditions },
  fc.tuple(conditions, conditions, conditions).map(([one, two, rest]) => ({ ...rest, $or: [one, two] })),
  fc.tuple(conditions, conditions).map(([one, two]) => ({ $and: [one, two] })),
);
const INDEXES = [
  { key: { a: 1 } },
  { key: { 'a.b': -1, e: 1 } },
  { key: { 'a.b': 1, 'a.c': -1 }, name: 'pair' },
  { key: { d: -1, e: -1 }, sparse: true },
  { key: { e: 1, d: 1 } },
  { key: { e: -1, 'd.b': 1 }, partialFilterExpression: { e: { $gte: 1 } } },
  { key: { 'a.0.b': 1 } },
  { key: { a: -1, e: -1 }, partialFilterExpression: { a: { $gte: 2 } } },
] as const;
const sorts = fc.constantFrom<Record<string, 1 | -1> | undefined>(
  undefined,
  { e: 1 },
  { e: -1, d: -1 },
  { a: 1 },
  { 'a.b': -1 },
  { d: 1 },
);

test('4,000 random queries give the same with indexes and without', async (t) => {
  t.timeout(120_000);
  const db = (await startClient(t)).db('forum');
  const documents = fc.sample(document, { numRuns: 250, seed: 11 }).map((doc, _id) => ({ _id, ...doc }));
  const [plain, indexed] = [
    db.collection<{ _id: number }>('plain'),
    db.collection<{ _id: number }>('indexed'),
  ];
  await indexed.createIndexes(INDEXES.map((index) => ({ ...index, key: { ...index.key } })));
  await indexed.insertMany(documents.map((doc) => ({ ...doc, e: 0 })));
  await plain.insertMany(documents);
  for (const doc of documents) await indexed.replaceOne({ _id: doc._id }, doc);
  let asked = 0;
  let byIndex = 0;
  await fc.assert(
    fc.asyncProperty(filter, sorts, async (query, sort) => {
      const run = async (collection: typeof plain) => {
        const found = await collection.find(query, sort ? { sort: { ...sort, _id: 1 } } : {}).toArray();
        return sort ? found : found.sort((a, b) => a._id - b._id);
      };
      const [one, other] = [await run(indexed), await run(plain)];
      // AVA's own comparison, which shows the difference, takes longer than both queries.
      if (!isDeepStrictEqual(one, other)) t.deepEqual(one, other, JSON.stringify({ query, sort }));
      asked += 1;
      if (asked % 10 > 0) return;
      const { queryPlanner } = await indexed.find(query, sort ? { sort } : {}).explain();
      if (JSON.stringify(queryPlanner.winningPlan).includes('IXSCAN')) byIndex += 1;
    }),
    { numRuns: 4000 },
  );
  t.true(byIndex > asked / 40, `only ${byIndex} of ${asked / 10} queries used an index`);
});

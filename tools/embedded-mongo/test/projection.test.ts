import test from 'ava';
import { Long } from 'bson';
import fc from 'fast-check';
import { startClient, startCollection } from './support.js';

const document = {
  _id: 1,
  name: 'ann',
  ts: 5,
  x: { y: 1, z: 2 },
  tags: ['a', 'b', 'c'],
  posts: [
    { k: 1, v: 2, list: [1, 2] },
    { k: 2, v: 3, list: [3] },
  ],
};

const answers: [title: string, projection: object, expected: object][] = [
  ['a computed field leaves the others out', { when: { day: '$ts' } }, { _id: 1, when: { day: 5 } }],
  ['a nested one too', { _id: 0, 'u.n': '$name' }, { u: { n: 'ann' } }],
  ['a computed field takes the place of one below a document', { 'x.y': '$ts' }, { _id: 1, x: { y: 5 } }],
  ['a computed field without a value is not there', { name: '$nope', ts: 1 }, { _id: 1, ts: 5 }],
  ['a removed field is not there', { name: '$$REMOVE', ts: 1 }, { _id: 1, ts: 5 }],
  ['an _id can be computed', { _id: { of: '$name' } }, { _id: { of: 'ann' } }],
  ['inclusion goes into arrays', { 'posts.v': 1 }, { _id: 1, posts: [{ v: 2 }, { v: 3 }] }],
  ['exclusion keeps the rest', { posts: 0, x: 0, tags: 0 }, { _id: 1, name: 'ann', ts: 5 }],
  [
    '$slice keeps the rest too',
    { tags: { $slice: -1 }, posts: 0, x: 0 },
    { _id: 1, name: 'ann', ts: 5, tags: ['c'] },
  ],
  [
    '$elemMatch gives the first that matches',
    { posts: { $elemMatch: { v: 3 } } },
    { _id: 1, posts: [document.posts[1]] },
  ],
  ['_id alone', { _id: 1 }, { _id: 1 }],
];

for (const [title, projection, expected] of answers) {
  test(title, async (t) => {
    const things = await startCollection(t);
    await things.insertOne(document);
    t.deepEqual(await things.findOne({}, { projection }), expected);
  });
}

test('parts of an _id can be kept and left out', async (t) => {
  const things = (await startClient(t))
    .db('forum')
    .collection<{ _id: { a?: number; b?: number }; n?: number }>('things');
  await things.insertOne({ _id: { a: 1, b: 2 }, n: 1 });
  t.deepEqual(await things.findOne({}, { projection: { '_id.a': 1 } }), { _id: { a: 1 } });
  t.deepEqual(await things.findOne({}, { projection: { '_id.a': 0 } }), { _id: { b: 2 }, n: 1 });
});

const refusals: [title: string, code: number, projection: object][] = [
  ['a computed field inside of an array', 238, { 'posts.n': '$ts' }],
  ['$slice inside of an array', 238, { 'posts.list': { $slice: 1 } }],
  ['the position of a nested array', 238, { 'posts.list.$': 1 }],
  ['a lone dollar', 16872, { name: '$' }],
  ['an operator that only a mongod has', 238, { name: { $toUpper: '$name' } }],
  ['an unknown operator', 168, { name: { $nope: 1 } }],
  ['an inclusion beside an exclusion', 31253, { x: 0, ts: 1 }],
  ['a computed field and a part of it', 31249, { x: '$ts', 'x.y': 1 }],
  ['an empty document', 51270, { x: {} }],
  ['a field and a part of it', 31249, { x: 1, 'x.y': 1 }],
];

for (const [title, code, projection] of refusals) {
  test(`${title} is refused with ${code}`, async (t) => {
    const things = await startCollection(t);
    await things.insertOne(document);
    await t.throwsAsync(things.findOne({ 'posts.list': 3 }, { projection }), { code });
  });
}

test('whole fields are picked by find as $project picks them, in the order of the document', async (t) => {
  const things = await startCollection(t);
  await things.insertOne({ ...document, é: 'two bytes', none: null, long: Long.fromNumber(2 ** 40) });
  const fields = ['name', 'ts', 'x', 'tags', 'posts', 'é', 'none', 'long', 'missing'];
  const picked = fc.record({
    names: fc.subarray(fields, { minLength: 1 }),
    says: fc.constantFrom(0, 1, true, false),
    id: fc.constantFrom(undefined, 0, 1, true, false),
  });
  await fc.assert(
    fc.asyncProperty(picked, async ({ names, says, id }) => {
      const whole = Object.fromEntries(names.map((name) => [name, says]));
      const projection = { ...whole, ...(id !== undefined && { _id: id }) };
      const found = await things.findOne({}, { projection });
      const [staged] = await things.aggregate([{ $project: projection }]).toArray();
      t.deepEqual(found, staged ?? null);
      t.deepEqual(Object.keys(found ?? {}), Object.keys(staged ?? {}));
    }),
    { numRuns: 200 },
  );
  t.deepEqual(
    await things.findOne({}, { projection: { _id: 0 } }),
    await things.aggregate([{ $unset: '_id' }]).next(),
  );
});

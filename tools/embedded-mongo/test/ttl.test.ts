import test from 'ava';
import { startClient, startCollection, until } from './support.js';

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);

test('a document goes when its date has come, with its entries in every index, and not before', async (t) => {
  const things = await startCollection(t);
  await things.createIndexes([
    { key: { at: 1 }, expireAfterSeconds: 0 },
    { key: { name: 1 }, unique: true },
  ]);
  const due = Date.now() + 1500;
  await things.insertMany([
    { _id: 'soon', name: 'a', at: new Date(due) },
    { _id: 'later', name: 'b', at: ago(-3600) },
  ]);
  await until(async () => {
    const found = await things.findOne({ _id: 'soon' });
    if (!found) t.true(Date.now() >= due);
    return !found;
  }, 'the expiry of a document');
  for (const hint of ['_id_', 'at_1', 'name_1']) {
    const { executionStats } = await things.find({}).hint(hint).explain('executionStats');
    t.is(executionStats.totalKeysExamined, 1, hint);
  }
  await things.insertOne({ name: 'a' });
  t.is((await things.findOne({ name: 'b' }))?._id, 'later');
});

test('an array of dates expires by its earliest', async (t) => {
  const things = await startCollection(t);
  await things.createIndex({ at: -1 }, { expireAfterSeconds: 60 });
  await things.insertMany([
    { _id: 'one is over', at: [ago(-3600), ago(120), 'x'] },
    { _id: 'none is over', at: [ago(-3600), ago(30)] },
    { _id: 'no dates', at: [1, 'x', null] },
  ]);
  await until(async () => (await things.countDocuments()) === 2, 'the expiry of a document');
  t.deepEqual(
    (await things.find().toArray()).map(({ _id }) => _id),
    ['none is over', 'no dates'],
  );
});

test('collections and indexes dropped while documents expire are no problem', async (t) => {
  const client = await startClient(t);
  const db = client.db('forum');
  for (let round = 0; round < 5; round += 1) {
    const dropped = db.collection(`dropped ${round}`);
    await dropped.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await dropped.insertMany(Array.from({ length: 2000 }, () => ({ at: ago(1) })));
    if (round % 2 === 0) await dropped.drop();
    else await dropped.dropIndex('at_1');
  }
  const last = db.collection('last');
  await last.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
  await last.insertOne({ at: ago(1) });
  await until(async () => (await last.countDocuments()) === 0, 'the expiry of a document');
  t.deepEqual(
    await db
      .collection('dropped 0')
      .indexes()
      .catch(({ code }) => code),
    26,
  );
});

import { startMongo } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { MongoClient } from 'mongodb';
import { type Effect, ifOlder, onceIn } from '../src/index.js';

const openStore = async (t: ExecutionContext) => {
  const { url, database } = await startMongo(t, 'effects');
  const client = await MongoClient.connect(url);
  t.teardown(() => client.close());
  return client.db(database);
};

test('an effect is brought about once for a key, also in another process', async (t) => {
  const db = await openStore(t);
  const once = await onceIn(db.collection<Effect>('effects'));
  const elsewhere = await onceIn(db.collection<Effect>('effects'));
  let effects = 0;
  const work = async () => {
    effects += 1;
  };
  t.true(await once('a', work));
  t.false(await once('a', work));
  t.false(await elsewhere('a', work));
  t.true(await once('b', work));
  t.is(effects, 2);
});

test('work that fails is done again; marked before, it is done once even by many at the same time', async (t) => {
  const db = await openStore(t);
  const once = await onceIn(db.collection<Effect>('effects'));
  for (const mark of ['after', 'before'] as const) {
    let tries = 0;
    const failing = async () => {
      tries += 1;
      if (tries === 1) throw new Error('not yet');
    };
    await t.throwsAsync(once(`fails ${mark}`, failing, { mark }), { message: 'not yet' });
    t.true(await once(`fails ${mark}`, failing, { mark }));
    t.is(tries, 2);
  }
  let effects = 0;
  const done = await Promise.all(
    Array.from({ length: 8 }, () =>
      once(
        'c',
        async () => {
          effects += 1;
        },
        { mark: 'before' },
      ),
    ),
  );
  t.is(done.filter(Boolean).length, 1);
  t.is(effects, 1);
});

test('with the version guard what comes late or again changes nothing', async (t) => {
  const db = await openStore(t);
  const orders = db.collection<{ _id: string; step?: number; sequence?: string }>('orders');
  await orders.insertOne({ _id: 'a' });
  const apply = (step: number, sequence: string) =>
    orders.updateOne({ _id: 'a', ...ifOlder(sequence) }, { $set: { step, sequence } });
  await apply(1, '000000000000001-0000000000');
  await apply(5, '000000000000005-0000000000');
  await apply(1, '000000000000001-0000000000');
  t.like(await orders.findOne({ _id: 'a' }), { step: 5 });
});

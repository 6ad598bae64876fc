import { isOutage, type Message, newId } from '@obey/choreography';
import { startMongo } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { MongoClient } from 'mongodb';
import { createArchive } from '../src/archive.js';
import { openStore } from '../src/store.js';
import { cuttable } from './support/cuttable.js';

const message = (nickname = 'Ada'): Message => ({
  ...{ id: newId(), type: 'auth.user.signed.up', version: 1, source: 'auth', subject: newId() },
  ...{ time: new Date().toISOString(), correlationId: newId(), data: { userId: newId(), nickname } },
});
const where = { stream: 'events:{auth:0}', entry: '1' };

const openArchive = async (t: ExecutionContext) => {
  const mongo = await startMongo(t, 'audit');
  const { way, url } = await cuttable(t, mongo.url);
  const client = await MongoClient.connect(url);
  t.teardown(() => client.close());
  const store = await openStore(client.db(mongo.database), undefined);
  const differing: string[][] = [];
  const archive = createArchive({
    store,
    erasures: { apply: async () => {} },
    differed: (_kept, { entry }, differences) => differing.push([entry, ...differences]),
  });
  return { way, store, archive, differing };
};

test.serial(
  'a message counts as kept only once it is stored, and not where MongoDB went away meanwhile',
  async (t) => {
    const { way, store, archive } = await openArchive(t);
    const one = message();
    way.cutAt = 'insert';
    const error = await t.throwsAsync(archive.keep(one, where));
    way.cutAt = undefined;
    t.true(isOutage(error), 'so it is tried again for as long as it takes');
    t.is(await store.events.countDocuments(), 0);
    await archive.keep(one, where);
    t.is(await store.events.countDocuments(), 1);
  },
);

test.serial(
  'a message that is too large to be stored is refused by itself, and those beside it are kept',
  async (t) => {
    const { store, archive } = await openArchive(t);
    const tooLarge = message('x'.repeat(17 * 1024 * 1024));
    const others = Array.from({ length: 20 }, () => message());
    const kept = others.map((one) => archive.keep(one, where));
    await t.throwsAsync(archive.keep(tooLarge, where));
    await t.notThrowsAsync(Promise.all(kept));
    t.is(await store.events.countDocuments(), 20);
  },
);

test.serial(
  'something else under the id of a message that is kept is told of once, also in one write',
  async (t) => {
    const { store, archive, differing } = await openArchive(t);
    const first = message();
    const forged = { ...first, subject: newId(), data: { ...Object(first.data), nickname: 'Eve' } };
    const reordered = { ...first, data: Object.fromEntries(Object.entries(Object(first.data)).reverse()) };
    const keep = (one: Message, entry: string) => archive.keep(one, { ...where, entry });
    await Promise.all([keep(first, '1'), keep(forged, '2'), keep(reordered, '3')]);
    await keep(forged, '2');
    t.deepEqual(differing, [['2', 'subject', 'data']]);
    t.like(await store.events.findOne({ _id: first.id }), {
      ...{ entry: '1', again: ['2', '3'], differing: ['2'] },
      data: JSON.stringify(first.data),
    });
    // What was masked since cannot be compared.
    await store.events.updateOne({ _id: first.id }, { $set: { erased: [newId()], data: '{}' } });
    await keep({ ...first, data: { ...Object(first.data), nickname: 'Bea' } }, '4');
    t.is(differing.length, 1);
  },
);

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
  return { way, store, archive: createArchive({ store, erasures: { apply: async () => {} } }) };
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

import { newId } from '@obey/choreography';
import { startMongo, until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import { createErasures } from '../src/erasures.js';
import { recordOf } from '../src/records.js';
import { openStore } from '../src/store.js';

test.serial(
  'messages are kept for as long as AUDIT_KEEP says, also where it is changed, and for good without it',
  async (t) => {
    const mongo = await startMongo(t, 'audit');
    const client = await MongoClient.connect(mongo.url);
    t.teardown(() => client.close());
    const db = client.db(mongo.database);
    const kept = async (keepMs: number | undefined) => {
      const { events, outcomes } = await openStore(db, keepMs);
      const found = (await Promise.all([events.indexes(), outcomes.indexes()])).flat();
      return found.flatMap(({ key, expireAfterSeconds: seconds }) =>
        seconds === undefined ? [] : [[Object.keys(key).join(), seconds]],
      );
    };
    const day = 24 * 3_600_000;
    t.deepEqual(await kept(365 * day), [
      ['heardAt', 365 * 86_400],
      ['at', 365 * 86_400],
    ]);
    t.deepEqual(await kept(7 * day), [
      ['heardAt', 7 * 86_400],
      ['at', 7 * 86_400],
    ]);
    t.deepEqual(await kept(undefined), []);
  },
);

test.serial('an address that is learnt while its owner is erased is erased too', async (t) => {
  const mongo = await startMongo(t, 'audit');
  const client = await MongoClient.connect(mongo.url);
  t.teardown(() => client.close());
  const store = await openStore(client.db(mongo.database), undefined);
  const userId = newId();
  const keep = async (type: string, subject: string, data: unknown) => {
    const message = {
      ...{ id: newId(), type, version: 1, source: 'auth', subject, data, correlationId: newId() },
      time: new Date().toISOString(),
    };
    const record = recordOf(message, { stream: 'events:{auth:0}', entry: '1' }, new Date());
    await store.events.insertOne(record);
    return record;
  };
  const mail = { template: 'password-changed', params: { nickname: 'Adalove' } };
  await keep('mailing.send.email', 'ada@example.org', { to: 'ada@example.org', mail });
  await keep('auth.user.signed.up', userId, { userId, nickname: 'Adalove' });
  // What tells of the address comes just before the erasure would be done.
  let isLate = false;
  const events: typeof store.events = new Proxy(store.events, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (name !== 'bulkWrite' || isLate || typeof value !== 'function') return bound(value, target);
      return async (...given: unknown[]) => {
        isLate = true;
        await erasures.apply([
          await keep('auth.user.changed', userId, {
            ...{ userId, version: 2, nickname: 'Adalove', email: 'ada@example.org', rank: 0 },
            ...{ roles: [], permissions: [], banned: false },
          }),
        ]);
        return Reflect.apply(value, target, given);
      };
    },
  });
  const log = { warn: () => {} };
  const erasures = createErasures({ store: { ...store, events }, log, sweepMs: 60_000 });
  t.teardown(erasures.close);
  await erasures.erase(userId, userId);
  t.true(isLate);
  const { doneAt } = (await store.erasures.findOne({ _id: userId })) ?? {};
  t.is(doneAt, null, 'it is not done yet, and taken up again by who sweeps');
  const next = createErasures({ store, log, sweepMs: 60_000 });
  t.teardown(next.close);
  await until('it is done', async () => (await store.erasures.countDocuments({ doneAt: null })) === 0);
  t.false(JSON.stringify(await store.events.find().toArray()).includes('Adalove'));
});

const bound = (value: unknown, to: object): unknown => (typeof value === 'function' ? value.bind(to) : value);

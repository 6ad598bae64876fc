import { createRuntime, newId, on } from '@obey/choreography';
import { AuthUserSignedUp } from '@obey/contracts';
import { startMongo, until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import { createOutcomes } from '../src/outcomes.js';
import { openStore } from '../src/store.js';
import { quick, stage } from './support/audit.js';

test.serial(
  'who reacted to a message, when, and how it went is shown with it and in its flow, as services report it',
  async (t) => {
    const { redis, start, auth } = await stage(t);
    const audit = await start();
    let failures = 2;
    const census = await createRuntime({ service: 'census', redis: redis.url, reports: true, tuning: quick });
    t.teardown(() => census.stop({ drainMs: 1_000 }));
    await census.start([
      on(AuthUserSignedUp, ({ data: { nickname } }) => {
        if (nickname === 'Ben') throw new TypeError('cannot be counted');
        if (failures-- > 0) throw Object.assign(new Error('not yet'), { code: 'EBUSY' });
      }),
    ]);
    const cause = { correlationId: 'flow-1' };
    const ada = await auth.runtime.publish(AuthUserSignedUp, { userId: newId(), nickname: 'Ada' }, { cause });
    const ben = await auth.runtime.publish(AuthUserSignedUp, { userId: newId(), nickname: 'Ben' }, { cause });
    const reactionsTo = async (id: string) => (await audit.get(`/audit/events/${id}`)).body.reactions ?? [];
    await until('both are told', async () => {
      const [first, second] = [await reactionsTo(ada.id), await reactionsTo(ben.id)];
      return first[0]?.outcome === 'handled' && second[0]?.outcome === 'dead';
    });
    const [handled, ...more] = await reactionsTo(ada.id);
    t.deepEqual(more, []);
    t.like(handled, {
      service: 'census',
      instance: census.instance,
      outcome: 'handled',
      attempts: 3,
      code: 'EBUSY',
    });
    t.true(handled.failedAt < handled.at && handled.waitedMs >= 0 && handled.tookMs >= 0);
    t.like(await reactionsTo(ben.id), [{ outcome: 'dead', attempts: 5, code: 'TypeError' }]);
    const { trees } = (await audit.get('/audit/flows/flow-1')).body;
    t.like(trees, [{ reactions: [{ outcome: 'handled' }] }, { reactions: [{ outcome: 'dead' }] }]);
  },
);

test.serial('of a reaction what was told last is kept, whatever comes late or again', async (t) => {
  const mongo = await startMongo(t, 'audit');
  const client = await MongoClient.connect(mongo.url);
  t.teardown(() => client.close());
  const store = await openStore(client.db(mongo.database), undefined);
  const { learn } = createOutcomes(store);
  const report = (instance: string, ...outcomes: Parameters<typeof learn>[0]['outcomes']) => ({
    service: 'census',
    instance,
    outcomes,
  });
  const retried = report('one', { id: 'a', how: 'retried', at: 1_000, attempts: 1, code: 'EBUSY' });
  const handled = report(
    'two',
    { id: 'a', how: 'handled', at: 3_000, attempts: 1, tookMs: 5, waitedMs: 2_000 },
    { id: 'b', how: 'retried', at: 3_000, attempts: 1, code: 'EJAM' },
    { id: 'b', how: 'dead', at: 4_000, attempts: 5, code: 'EJAM' },
  );
  const stale = report('one', { id: 'a', how: 'retried', at: 2_000, attempts: 2, code: 'ELATE' });
  for (const one of [retried, handled, stale, handled, report('three')]) await learn(one);
  const kept = await store.outcomes.find().sort({ _id: 1 }).toArray();
  t.like(kept, [
    { message: 'a', instance: 'two', outcome: 'handled', code: 'EBUSY', failedAt: new Date(1_000) },
    { message: 'b', instance: 'two', outcome: 'dead', attempts: 5, failedAt: new Date(4_000) },
  ]);
  t.is(kept.length, 2);
});

import { newId } from '@obey/choreography';
import { type AnyDeclared, messages } from '@obey/contracts';
import { mask, secrets } from '@obey/contracts/masking';
import { until } from '@obey/test-servers';
import test from 'ava';
import { Redis } from 'ioredis';
import { recordOf } from '../src/records.js';
import { stage } from './support/audit.js';
import { canaryIn, canaryOf, sampleOf } from './support/samples.js';

const where = { stream: 'events:{auth:0}', entry: '000001700000000-0000000000' };

const messageWith = (declared: Pick<AnyDeclared, 'type' | 'version'>, data: unknown) => ({
  id: newId(),
  source: 'test',
  type: declared.type,
  version: declared.version,
  subject: newId(),
  time: new Date().toISOString(),
  correlationId: newId(),
  data,
});

test('no secret of any message reaches the database: every type, every variant, and types that nobody knows', async (t) => {
  const { redis, start, db, events } = await stage(t);
  await start();
  const client = new Redis(redis.url);
  t.teardown(() => client.disconnect());
  const prefix = { notification: 'events', command: 'commands', request: 'requests' } as const;
  let said = 0;
  const say = async (key: string, message: ReturnType<typeof messageWith>) => {
    said += 1;
    const { version, correlationId, ...event } = message;
    const attributes = { specversion: '1.0', ...event, dataversion: version, correlationid: correlationId };
    await client.xadd(key, '*', 'event', JSON.stringify(attributes));
  };
  for (const declared of messages)
    for (const data of sampleOf(declared.data))
      await say(`${prefix[declared.kind]}:{${declared.owner}:0}`, messageWith(declared, data));
  const unknown = { type: 'auth.door.opened', version: 1 };
  const strange = {
    key: canaryOf('key'),
    deep: [{ [canaryOf('name')]: { sms: canaryOf('text') } }],
    code: 4711,
  };
  await say('events:{auth:1}', messageWith(unknown, strange));
  await say('events:{auth:1}', messageWith({ type: 'mailing.send.email', version: 2 }, strange));
  await until('all are kept', async () => (await events.countDocuments()) === said);

  let documents = 0;
  for (const { name } of await db.listCollections().toArray())
    for await (const document of db.collection(name).find()) {
      documents += 1;
      t.deepEqual(canaryIn(JSON.stringify(document)), [], JSON.stringify(document));
    }
  t.true(documents >= said && said >= messages.length + 9);
});

test('a masked message still fits its contract', (t) => {
  for (const { data, type } of messages)
    for (const sample of sampleOf(data)) {
      const hidden = mask(data, sample, () => true);
      t.deepEqual(mask(data, hidden, secrets), hidden, type);
    }
});

test('where no schema says what is secret, only the shape, numbers, ids and times are kept', (t) => {
  const userId = newId();
  const at = '2026-01-02T03:04:05Z';
  const data = {
    userId,
    at,
    count: 3,
    on: true,
    none: null,
    text: 'hello',
    list: ['a', userId],
    resetToken: userId,
    pin: 12,
  };
  const kept = recordOf(messageWith({ type: 'some.thing.new', version: 1 }, data), where, new Date());
  t.deepEqual(JSON.parse(kept.data), {
    ...{ userId, at, count: 3, on: true, none: null },
    ...{ text: '***', list: ['***', userId], resetToken: '***', pin: '***' },
  });
  t.deepEqual(kept.people, [userId]);
});

test('where no schema says who is named, names with underscores are read like those without', (t) => {
  const [userId, reset] = [newId(), newId()];
  const data = { user_id: userId, reset_token: reset, aZ3_b: 1 };
  const kept = recordOf(messageWith({ type: 'some.thing.new', version: 1 }, data), where, new Date());
  t.deepEqual(JSON.parse(kept.data), { user_id: userId, reset_token: '***', '***': 1 });
  t.deepEqual(kept.people, [userId]);
});

test('a field that its schema does not know, or of another kind than it says, is withheld', (t) => {
  const declared = messages.find(({ name }) => name === 'AuthUserSignedUp');
  if (!declared) throw new Error('AuthUserSignedUp is not declared');
  const data = { userId: newId(), nickname: { first: 'Ada' }, phone: '0123', resetToken: newId() };
  t.deepEqual(mask(declared.data, data, secrets), {
    userId: data.userId,
    nickname: { first: '***' },
    phone: '***',
    resetToken: '***',
  });
});

import { createRuntime, decode, encode, newId } from '@obey/choreography';
import { AuthGetUserById, AuthUserSignedOut, AuthUserSignedUp, MailingSendEmail } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { Redis } from 'ioredis';
import { quick, stage } from './support/audit.js';

test.serial(
  'every message is kept as it stood, whoever said it, once whatever is delivered again',
  async (t) => {
    const { redis, start, auth, speaker, kept, events } = await stage(t);
    const audit = await start();
    const userId = newId();
    const cause = { correlationId: 'flow-1', causationId: newId() };
    const said = await auth.runtime.publish(AuthUserSignedUp, { userId, nickname: 'Ada' }, { cause });
    await kept(1);
    t.deepEqual(await events.findOne({ _id: said.id }, { projection: { heardAt: 0, again: 0 } }), {
      _id: said.id,
      type: 'auth.user.signed.up',
      version: 1,
      source: 'auth',
      subject: userId,
      time: said.time,
      said: new Date(said.time),
      correlationId: 'flow-1',
      causationId: cause.causationId,
      data: JSON.stringify(said.data),
      people: [userId],
      ...(await placeOf(redis.url, said.id)),
    });

    const client = new Redis(redis.url);
    t.teardown(() => client.disconnect());
    const { stream } = await placeOf(redis.url, said.id);
    // As a reaction that is repeated says it; and somebody else's, under its id.
    const later = await client.xadd(
      stream,
      '*',
      'event',
      encode({ ...said, time: new Date().toISOString() }),
    );
    const forged = { ...said, source: 'eve', data: { userId, nickname: 'Eve' } };
    const other = await client.xadd(stream, '*', 'event', encode(forged));
    await until(
      'it stood twice more',
      async () => (await audit.get(`/audit/events/${said.id}`)).body.again.length === 2,
    );
    t.like((await audit.get(`/audit/events/${said.id}`)).body, {
      ...{ again: [later, other], differing: [other] },
      ...{ service: 'auth', data: { nickname: 'Ada' } },
    });
    const metrics = await (await fetch(`${audit.url}/metrics`)).text();
    t.regex(metrics, /audit_differing_total\{type="auth.user.signed.up",service="audit"\} 1\n/);

    const content = await speaker('content');
    await content.send(MailingSendEmail, {
      to: 'ada@example.org',
      mail: { template: 'no-account', params: {} },
    });
    await content.ask(AuthGetUserById, { userId }, { timeoutMs: 100 }).catch(() => undefined);
    await until('command and request are kept', async () => {
      const types = await events.distinct('type');
      return types.includes('mailing.send.email') && types.includes('auth.get.user.by.id');
    });
  },
);

test.serial(
  'what no contract knows is kept too: a newer type, a newer version, a service that is started later',
  async (t) => {
    const { redis, start, auth, events } = await stage(t);
    await start();
    const client = new Redis(redis.url);
    t.teardown(() => client.disconnect());
    const known = await auth.runtime.publish(AuthUserSignedUp, { userId: newId(), nickname: 'Ada' });
    const strange = {
      ...known,
      id: newId(),
      type: 'auth.user.sang',
      data: { userId: known.data.userId, notes: 7 },
    };
    const newer = { ...known, id: newId(), version: 2 };
    for (const message of [strange, newer])
      await client.xadd('events:{auth:0}', '*', 'event', encode(decode(encode(message))));
    const counted = {
      ...AuthUserSignedOut,
      name: 'CensusUserCounted',
      owner: 'census',
      type: 'census.user.counted',
    };
    // Streams are found by what services declare.
    const census = await createRuntime({
      service: 'census',
      redis: redis.url,
      says: [counted],
      tuning: quick,
    });
    t.teardown(() => census.stop({ drainMs: 100 }));
    const declaring = await census.publish(counted, { userId: newId(), sessionId: newId() });
    await until(
      'all are kept',
      async () => (await events.countDocuments({ _id: { $in: [strange.id, newer.id] } })) === 2,
    );
    t.like(await events.findOne({ _id: strange.id }), {
      version: 1,
      people: [known.data.userId],
      type: 'auth.user.sang',
    });
    t.is((await events.findOne({ _id: newer.id }))?.version, 2);
    await until(
      'the newcomer is heard',
      async () => (await events.countDocuments({ _id: declaring.id })) === 1,
    );
  },
);

test.serial('what was said while audit was down is kept when it is back', async (t) => {
  const { start, auth, kept, events } = await stage(t);
  const first = await start();
  const say = (count: number) =>
    Promise.all(
      Array.from({ length: count }, (_, n) =>
        auth.runtime.publish(AuthUserSignedUp, { userId: newId(), nickname: `user ${n}` }),
      ),
    );
  await say(50);
  await kept(50);
  await first.stop();
  const missed = await say(50);
  await start();
  await kept(100);
  t.is(await events.countDocuments({ _id: { $in: missed.map(({ id }) => id) } }), 50);
});

const placeOf = async (url: string, id: string) => {
  const client = new Redis(url);
  try {
    for (const stream of await client.keys('events:*')) {
      for (const [entryId, fields] of await client.xrange(stream, '-', '+')) {
        const [ms = '', count = ''] = entryId.split('-');
        if (decode(fields[1] ?? '').id === id)
          return { stream, entry: `${ms.padStart(15, '0')}-${count.padStart(10, '0')}` };
      }
    }
    throw new Error(`${id} stands nowhere`);
  } finally {
    client.disconnect();
  }
};

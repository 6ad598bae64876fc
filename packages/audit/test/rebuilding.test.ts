import { createRuntime, newId, on } from '@obey/choreography';
import { AuditGetHistory, AuthUserSignedUp, MailingSendEmail } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { Redis } from 'ioredis';
import { quick, stage } from './support/audit.js';

const key = /^events:\{auth:/;

test.serial(
  'a service that starts when streams were trimmed builds what one has that was there from the start, and mails nobody again',
  async (t) => {
    const { redis, start, auth, kept } = await stage(t);
    await start();
    const client = new Redis(redis.url);
    t.teardown(() => client.disconnect());

    /** Counts who signed up, and welcomes them by mail. */
    const census = async (service: string) => {
      const names = new Map<string, string[]>();
      const runtime = await createRuntime({
        service,
        redis: redis.url,
        tuning: quick,
        history: (asked) => runtime.ask(AuditGetHistory, asked, { timeoutMs: 20_000 }),
      });
      t.teardown(() => runtime.stop({ drainMs: 1_000 }));
      await runtime.start([
        on(AuthUserSignedUp, ({ data: { userId, nickname } }, context) => {
          names.set(userId, [...(names.get(userId) ?? []), nickname]);
          context.send(MailingSendEmail, {
            to: `${userId}@example.org`,
            mail: { template: 'no-account', params: {} },
          });
        }),
      ]);
      return { names, count: () => [...names.values()].flat().length, stop: () => runtime.stop() };
    };

    const first = await census('census');
    const users = Array.from({ length: 30 }, () => newId());
    const say = async (from: number, count: number) => {
      for (let n = from; n < from + count; n++)
        await Promise.all(
          users.map((userId) => auth.runtime.publish(AuthUserSignedUp, { userId, nickname: `${n}` })),
        );
    };
    await say(0, 20);
    await until('all are counted', () => first.count() === 600);
    const mails = async () => {
      const streams = await client.keys('commands:{mailing:*');
      return (await Promise.all(streams.map((stream) => client.xlen(stream)))).reduce(
        (sum, length) => sum + length,
        0,
      );
    };
    await until('all are welcomed', async () => (await mails()) === 600);
    // Their mails are kept too.
    await kept(1_200, 60_000);
    // As retention does, once audit has acknowledged all of it.
    const streams = (await client.keys('events:*')).filter((stream) => key.test(stream));
    await until('audit has finished', async () => {
      const groups = await Promise.all(streams.map((stream) => client.xpending(stream, 'audit')));
      return groups.every(([pending]) => pending === 0);
    });
    for (const stream of streams) await client.xtrim(stream, 'MAXLEN', 2);
    const lengths = await Promise.all(streams.map((stream) => client.xlen(stream)));
    const left = lengths.reduce((sum, length) => sum + length, 0);
    await say(20, 2);
    await until('the last are counted', () => first.count() === 660);

    const late = await census('late-census');
    await until('the late one has counted all', () => late.count() >= 660, 60_000);
    for (const userId of users) t.deepEqual(late.names.get(userId), first.names.get(userId));
    t.is(late.count(), 660);
    await until(
      'those that stood on the streams are welcomed by both',
      async () => (await mails()) === 660 + left + 60,
    );
  },
);

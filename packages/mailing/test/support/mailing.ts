import { createRuntime, decode, type Tuning } from '@obey/choreography';
import { type Mail, MailingSendEmail } from '@obey/contracts';
import type { ExecutionContext } from 'ava';
import { Redis } from 'ioredis';
import type { Config } from '../../src/config.js';
import { createDelivery } from '../../src/delivery.js';
import { followHistory } from '../../src/history.js';
import { reactions } from '../../src/reactions.js';
import { pacesOf, termsOf } from '../../src/terms.js';
import { aMail, type Command } from './reacting.js';

type Test = Pick<ExecutionContext, 'teardown'>;

const tuning = { retryBaseMs: 20, retryMaxMs: 1_000, blockMs: 200 };

/** Who is gone is noticed soon. */
export const briefly = {
  leaseMs: 4_000,
  marginMs: 1_000,
  renewMs: 500,
  heartbeatMs: 500,
  heartbeatTtlMs: 3_000,
} satisfies Partial<Tuning>;

/** Somebody who sends commands, and sees what is said. */
export const startSender = async (t: Test, redis: string) => {
  // What is sent at once may take a busy machine a while.
  const patient = { ...tuning, commandTimeoutMs: 20_000, publishMs: 60_000 };
  const sender = await createRuntime({ service: 'auth', redis, tuning: patient });
  const reader = new Redis(redis);
  t.teardown(async () => {
    await sender.stop({ drainMs: 1_000 });
    reader.disconnect();
  });
  const read = async (pattern: string): Promise<string[]> => {
    const keys = await reader.keys(pattern);
    const streams = await Promise.all(keys.sort().map((key) => reader.xrange(key, '-', '+')));
    return streams.flat().map(([, fields]) => fields[1] ?? '');
  };
  return {
    send: (to: string, mail: Mail = aMail, more: Partial<Command> = {}) =>
      sender.send(MailingSendEmail, { to, mail, ...more }),
    /** What mailing has said, on all partitions. */
    said: async () => (await read('events:{mailing:*}')).map(decode),
    /** The dead letters of mailing, as they stand on the stream. */
    dead: () => read('dead:{mailing:*}:mailing'),
    /** How many commands are put off. */
    waiting: async () => {
      const keys = await reader.keys('later:{mailing:*}');
      const counts = await Promise.all(
        keys.map(async (key) => ((await reader.type(key)) === 'zset' ? reader.zcard(key) : 0)),
      );
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
};

/** One instance of mailing over real streams, with short pauses. */
export const startInstance = async (
  t: Test,
  redis: string,
  config: Config,
  changes: Partial<Tuning> = {},
) => {
  const delivery = createDelivery(config);
  let abandoned = 0;
  const runtime = await createRuntime({
    service: 'mailing',
    redis,
    tuning: { ...tuning, ...changes },
    observe: ({ kind }) => {
      if (kind === 'abandoned') abandoned += 1;
    },
  });
  const history = followHistory({ runtime, terms: termsOf(config) });
  const stop = async () => {
    history.close();
    await runtime.stop({ drainMs: 3_000 });
    delivery.close();
  };
  t.teardown(stop);
  await runtime.start(
    reactions({
      runtime,
      deliver: delivery.deliver,
      history,
      domain: config.MAIL_FROM.domain,
      defaultTongue: config.MAIL_LOCALE,
      paces: pacesOf(config),
      became: () => {},
    }),
  );
  return {
    stop,
    /** Commands that were left in the middle, since a lease ran out. */
    abandoned: () => abandoned,
  };
};

/** Mailing, and somebody who sends commands. */
export const startMailing = async (t: Test, redis: string, config: Config) => {
  const instance = await startInstance(t, redis, config);
  return { ...instance, ...(await startSender(t, redis)) };
};

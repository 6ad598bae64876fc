import { type Context, compose, createRuntime, decode, type Message, type Runtime } from '@obey/choreography';
import { type Mail, MailingSendEmail } from '@obey/contracts';
import type { ExecutionContext } from 'ava';
import { Redis } from 'ioredis';
import type { Config } from '../../src/config.js';
import { createDelivery } from '../../src/delivery.js';
import { reactions } from '../../src/reactions.js';

type Test = Pick<ExecutionContext, 'teardown'>;

export interface Said {
  readonly type: string;
  readonly data: unknown;
}

export const aMail: Mail = {
  template: 'confirm-sign-up',
  params: { nickname: 'Ben', link: 'https://forum.example/confirm?token=abc&from=mail' },
};

export const command = (to: string, mail: Mail = aMail) =>
  compose(MailingSendEmail, { to, mail }, { source: 'auth' });

/** The reaction alone: what its context is told, and what it publishes at once. */
export const react = (t: Test, config: Config) => {
  const { deliver, close } = createDelivery(config);
  t.teardown(close);
  const told: Said[] = [];
  const published: Said[] = [];
  const runtime: Pick<Runtime, 'publish'> = {
    publish: async (notification, data, { cause } = {}) => {
      published.push({ type: notification.name, data });
      return compose(notification, data, { source: 'mailing', cause });
    },
  };
  const context: Context = {
    attempt: 1,
    redelivered: false,
    replayed: false,
    stream: '',
    fence: 1,
    sequence: '1-0',
    signal: new AbortController().signal,
    publish: (notification, data) => void told.push({ type: notification.name, data }),
    send: (sent, data) => void told.push({ type: sent.name, data }),
  };
  const [reaction] = reactions({ runtime, deliver, defaultTongue: config.MAIL_LOCALE });
  if (!reaction) throw new Error('Mailing reacts to nothing');
  return { told, published, hear: async (message: Message) => reaction.react(message, context) };
};

/** Mailing over real streams, with short pauses, and somebody who sends commands. */
export const startMailing = async (t: Test, redis: string, config: Config) => {
  const { deliver, close } = createDelivery(config);
  const tuning = { retryBaseMs: 20, retryMaxMs: 200, blockMs: 200 };
  const runtime = await createRuntime({ service: 'mailing', redis, tuning });
  const sender = await createRuntime({ service: 'auth', redis, tuning });
  const reader = new Redis(redis);
  t.teardown(async () => {
    await Promise.all([runtime.stop({ drainMs: 3_000 }), sender.stop({ drainMs: 1_000 })]);
    close();
    reader.disconnect();
  });
  await runtime.start(reactions({ runtime, deliver, defaultTongue: config.MAIL_LOCALE }));
  const read = async (pattern: string): Promise<string[]> => {
    const keys = await reader.keys(pattern);
    const streams = await Promise.all(keys.sort().map((key) => reader.xrange(key, '-', '+')));
    return streams.flat().map(([, fields]) => fields[1] ?? '');
  };
  return {
    send: (to: string, mail: Mail = aMail) => sender.send(MailingSendEmail, { to, mail }),
    /** What mailing has said, on all partitions. */
    said: async () => (await read('events:{mailing:*}')).map(decode),
    /** The dead letters of mailing, as they stand on the stream. */
    dead: () => read('dead:{mailing:*}:mailing'),
  };
};

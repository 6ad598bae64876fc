import { type Context, compose, type Message, type Runtime } from '@obey/choreography';
import { type Mail, MailingSendEmail } from '@obey/contracts';
import type { ExecutionContext } from 'ava';
import type { Static } from 'typebox';
import { Compile } from 'typebox/compile';
import type { Config } from '../../src/config.js';
import { createDelivery } from '../../src/delivery.js';
import { createLedger } from '../../src/ledger.js';
import type { Outcome } from '../../src/outcomes.js';
import { reactions } from '../../src/reactions.js';
import { pacesOf, termsOf } from '../../src/terms.js';

type Test = Pick<ExecutionContext, 'teardown'>;
export type Command = Static<(typeof MailingSendEmail)['data']>;

export interface Said {
  readonly type: string;
  readonly data: unknown;
  readonly notBefore?: Date | undefined;
}

export const aMail: Mail = {
  template: 'confirm-sign-up',
  params: { nickname: 'Ben', link: 'https://forum.example/confirm?token=abc&from=mail' },
};

export const command = (to: string, mail: Mail = aMail, more: Partial<Command> = {}) =>
  compose(MailingSendEmail, { to, mail, ...more }, { source: 'auth' });

/** A place on the stream, taken at that time in ms. */
const sequenceAt = (ms: number) => `${String(ms).padStart(15, '0')}-0000000000`;

/** The reaction alone: what its context is told, and what it publishes at once. */
export const react = (t: Test, config: Config) => {
  const { deliver, close } = createDelivery(config);
  t.teardown(close);
  const told: Said[] = [];
  const published: Said[] = [];
  const outcomes: Outcome[] = [];
  const ledger = createLedger(termsOf(config));
  const runtime: Pick<Runtime, 'publish'> = {
    publish: async (notification, data, { cause } = {}) => {
      published.push({ type: notification.name, data });
      return compose(notification, data, { source: 'mailing', cause });
    },
  };
  const context = (givenAt: number): Context => ({
    attempt: 1,
    redelivered: false,
    replayed: false,
    stream: '',
    fence: 1,
    sequence: sequenceAt(givenAt),
    signal: new AbortController().signal,
    check: () => {},
    publish: (notification, data) => void told.push({ type: notification.name, data }),
    send: (sent, data, { notBefore } = {}) => void told.push({ type: sent.name, data, notBefore }),
  });
  const [reaction] = reactions({
    runtime,
    deliver,
    history: { ledger: async () => ledger },
    domain: config.MAIL_FROM.domain,
    defaultTongue: config.MAIL_LOCALE,
    paces: pacesOf(config),
    became: (_command, outcome) => void outcomes.push(outcome),
  });
  if (!reaction) throw new Error('Mailing reacts to nothing');
  return {
    told,
    published,
    outcomes,
    ledger,
    /** Reacts to a command that has come to stand on its stream at that time. */
    hear: async (message: Message, givenAt = Date.parse(message.time)) =>
      reaction.react(message, context(givenAt)),
  };
};

const commandData = Compile(MailingSendEmail.data);

/** The command that was put off, as it comes again. */
export const comingAgain = (said: Said | undefined): Message<Command> => {
  if (said?.type !== MailingSendEmail.name) throw new Error(`${said?.type} is no command that was put off`);
  return compose(MailingSendEmail, commandData.Parse(said.data), { source: 'mailing' });
};

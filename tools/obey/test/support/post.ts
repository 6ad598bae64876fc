import {
  compose,
  createRuntime,
  encode,
  type Message,
  on,
  type Reaction,
  type Runtime,
} from '@obey/choreography';
import { type Connection, eventField, partitionOf, streamKey } from '@obey/choreography/inspection';
import { MailingEmailSent } from '@obey/contracts';
import type { ExecutionContext } from 'ava';

/** A service that hears what mailing says, beside those of the recorded day. */
export const group = 'post';

const streamOf = (subject: string) =>
  streamKey({ kind: 'notification', owner: 'mailing', partition: partitionOf(subject, 8) });

export const mailSent = (to: string): Message =>
  compose(MailingEmailSent, { to, template: 'welcome', messageId: `<${to}>` }, { source: 'mailing' });

/** Puts a message on its stream, and gives its entry's id. */
export const say = async (client: Connection, message: Message): Promise<string> =>
  (await client.xadd(streamOf(message.subject), '*', eventField, encode(message))) ?? '';

/** Dead letters of the group, as the runtime writes them: one a recipient. */
export const addLetters = async (client: Connection, count: number): Promise<Message[]> => {
  const messages = Array.from({ length: count }, (_, n) => mailSent(`reader${n}@people.example`));
  for (const message of messages) {
    const stream = streamOf(message.subject);
    await client.xadd(
      `dead:${stream.slice(stream.indexOf('{'))}:${group}`,
      '*',
      ...['event', encode(message), 'group', group, 'stream', stream, 'entry', '1-1', 'attempts', '5'],
      ...['code', 'Error', 'error', `no stamp ${message.id}`, 'stack', 'Error: no stamp\n    at post.ts:1:1'],
      ...['died', new Date().toISOString()],
    );
  }
  return messages;
};

/** The messages that stand on the streams of mailing for this group only, by their ids. */
export const putBack = async (client: Connection): Promise<string[]> => {
  const found = await Promise.all(
    Array.from({ length: 8 }, (_, n) => client.xrange(`events:{mailing:${n}}`, '-', '+')),
  );
  return found
    .flat()
    .filter(([, fields]) => fields[3] === group)
    .map(([, fields]) => JSON.parse(fields[1] ?? '').id);
};

export const lettersLeft = async (client: Connection): Promise<number> => {
  const counts = await Promise.all(
    Array.from({ length: 8 }, (_, n) => client.xlen(`dead:{mailing:${n}}:${group}`)),
  );
  return counts.reduce((sum, one) => sum + one, 0);
};

/** Runs the service until the end of the test. */
export const startPost = async (
  t: ExecutionContext,
  redis: string | readonly string[],
  react: (message: Message) => void,
): Promise<Runtime> => {
  const runtime = await createRuntime({
    service: group,
    redis,
    tuning: { retryBaseMs: 5, retryMaxMs: 20, blockMs: 500 },
  });
  t.teardown(() => runtime.stop({ drainMs: 1_000 }));
  const reaction: Reaction = on(MailingEmailSent, (message) => react(message));
  await runtime.start([reaction]);
  return runtime;
};

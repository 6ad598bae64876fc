import { repliesKeyOf, streamKeysOf } from '@obey/choreography';
import type { AnyDeclared, Kind } from '@obey/contracts';
import { answerName } from './asyncapi-messages.js';

interface Parameter {
  readonly enum?: readonly string[];
  readonly description: string;
}

interface Ref {
  readonly $ref: string;
}

export interface Channel {
  readonly address: string;
  readonly title: string;
  readonly description: string;
  readonly servers: readonly Ref[];
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly messages: Readonly<Record<string, Ref>>;
  readonly bindings: { readonly redis: object };
  readonly tags?: readonly { readonly name: string }[];
}

const plural: Readonly<Record<Kind, string>> = {
  notification: 'Events',
  command: 'Commands',
  request: 'Requests',
};

const about: Readonly<Record<Kind, (owner: string) => string>> = {
  notification: (owner) => `What has happened, told by ${owner} to whoever listens.`,
  command: (owner) => `What ${owner} is to do; nobody waits for it.`,
  request: (owner) => `What ${owner} is asked for; whoever asks waits for the answer.`,
};

/** `authEvents`, `mailingCommands`, `authRequests`. */
export const channelName = ({ kind, owner }: Pick<AnyDeclared, 'kind' | 'owner'>): string =>
  `${owner}${plural[kind]}`;

/** One channel for each owner and kind of message, whose addresses are the keys of its Redis streams. */
export const channelsOf = (messages: readonly AnyDeclared[]) => {
  const channels: Record<string, Channel> = {};
  for (const message of messages) {
    const name = channelName(message);
    channels[name] ??= channelOf(
      message,
      messages.filter((other) => channelName(other) === name).map(({ name }) => name),
    );
  }
  return channels;
};

/** The names of messages in a channel, as references to them. */
const messageRefs = (names: readonly string[]): Readonly<Record<string, Ref>> =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]));

// A key has a hash tag in braces, as an address has its parameters: so the tag, braces and all, is the parameter.
const channelOf = (message: AnyDeclared, names: readonly string[]): Channel => {
  const keys = streamKeysOf(message).map((key) => key.split(/(?=\{)/));
  return {
    address: `${keys[0]?.[0]}{partition}`,
    title: channelName(message),
    description: about[message.kind](message.owner),
    servers: [{ $ref: '#/servers/redis' }],
    parameters: {
      partition: {
        enum: keys.map(([, tag = '']) => tag),
        description:
          'The hash tag of one partition. FNV-1a (32 bits) of the subject, modulo their number, says which.',
      },
    },
    messages: messageRefs(names),
    bindings: { redis: {} },
    tags: [{ name: message.owner }],
  };
};

export const repliesName = 'replies';

/** Where an instance waits for the answers to what it has asked. */
export const repliesChannel = (requests: readonly AnyDeclared[]): Channel => ({
  // Here the hash tag is the parameter: replies:{instance}.
  address: repliesKeyOf('instance'),
  title: repliesName,
  description:
    'Answers to one instance, on a stream that it names in the attribute `replyto` of its request.',
  servers: [{ $ref: '#/servers/redis' }],
  parameters: { instance: { description: 'The instance that has asked' } },
  messages: messageRefs(requests.map(answerName)),
  bindings: { redis: {} },
});

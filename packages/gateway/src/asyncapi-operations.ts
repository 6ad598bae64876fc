import type { ServiceDescription } from '@obey/choreography';
import type { AnyDeclared } from '@obey/contracts';
import { channelName, repliesName } from './asyncapi-channels.js';
import { answerName } from './asyncapi-messages.js';

/** What a service says, asks and reacts to, as it has declared it itself. */
export type Cast = Pick<ServiceDescription, 'service' | 'says' | 'asks' | 'reactsTo'>;

interface Part {
  readonly service: string;
  readonly action: 'send' | 'receive';
  readonly message: AnyDeclared;
}

/** What each service does at each channel: `contentSaysContentEvents`, `alertsHearsContentEvents`. */
export const operationsOf = (messages: readonly AnyDeclared[], cast: readonly Cast[]) => {
  const operations: Record<string, ReturnType<typeof operationOf>> = {};
  const parts = partsOf(messages, cast);
  for (const part of parts) {
    const channel = channelName(part.message);
    const verb = part.action === 'send' ? 'Says' : 'Hears';
    const name = `${part.service}${verb}${channel.charAt(0).toUpperCase()}${channel.slice(1)}`;
    const same = parts.filter(
      ({ service, action, message }) =>
        service === part.service && action === part.action && channelName(message) === channel,
    );
    operations[name] ??= operationOf(
      part,
      same.map(({ message }) => message),
    );
  }
  return operations;
};

// A notification comes from its owner, and what is addressed to an owner arrives there: that needs no declaration.
const partsOf = (messages: readonly AnyDeclared[], cast: readonly Cast[]): Part[] =>
  messages.flatMap((message): Part[] => {
    const { owner, kind, name } = message;
    const has = (list: readonly { readonly name: string }[]) => list.some((one) => one.name === name);
    const sayers = cast.filter(({ says, asks }) => has(says) || has(asks)).map(({ service }) => service);
    const hearers = cast.filter(({ reactsTo }) => has(reactsTo)).map(({ service }) => service);
    const own = kind === 'notification' ? sayers : hearers;
    if (!own.includes(owner)) own.unshift(owner);
    return [
      ...sayers.map((service) => ({ service, action: 'send' as const, message })),
      ...hearers.map((service) => ({ service, action: 'receive' as const, message })),
    ];
  });

const operationOf = ({ service, action, message }: Part, messages: readonly AnyDeclared[]) => {
  const channel = `#/channels/${channelName(message)}`;
  return {
    action,
    title: `${service} ${action === 'send' ? 'says' : 'hears'}`,
    channel: { $ref: channel },
    messages: messages.map(({ name }) => ({ $ref: `${channel}/messages/${name}` })),
    tags: [{ name: service }],
    ...(message.kind === 'request' && { reply: replyTo(messages) }),
  };
};

const replyTo = (requests: readonly AnyDeclared[]) => ({
  address: { location: '$message.payload#/replyto', description: 'The stream that waits for the answer' },
  channel: { $ref: `#/channels/${repliesName}` },
  messages: requests.map((request) => ({
    $ref: `#/channels/${repliesName}/messages/${answerName(request)}`,
  })),
});

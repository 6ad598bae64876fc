import { type Context, compose, type Reaction } from '@obey/choreography';
import { AuthUserChanged, type User } from '@obey/contracts';

const context: Context = {
  attempt: 1,
  redelivered: false,
  replayed: false,
  stream: '',
  fence: 1,
  sequence: '1-0',
  signal: new AbortController().signal,
  check: () => {},
  publish: () => {},
  send: () => {},
};

/** Lets the reactions of one instance handle an AuthUserChanged, as its group would. */
export const react = async (reactions: readonly Reaction[], user: User, time = new Date()) => {
  const message = compose(AuthUserChanged, user, { source: 'auth', time });
  for (const reaction of reactions) {
    if (reaction.contract.type === message.type) await reaction.react(message, context);
  }
};

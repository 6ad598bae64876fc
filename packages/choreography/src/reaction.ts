import type { Static, TSchema } from 'typebox';
import { type Command, type Contract, checkOf, type Notification, type Request } from './contract.js';
import type { Message } from './message.js';

export interface SayOptions {
  /** Keeps the message until this time, and then puts it on its stream. */
  readonly notBefore?: Date;
}

/** Says what follows from a message. Ids, correlation and causation follow from the message reacted to. */
export interface Say {
  /** Tells a fact that this service owns. */
  publish<D extends TSchema>(notification: Notification<D>, data: Static<D>, options?: SayOptions): void;
  /** Asks another service to act. */
  send<D extends TSchema>(command: Command<D>, data: Static<D>, options?: SayOptions): void;
}

/**
 * What a reaction knows beyond the message. What it says goes out, in order, after it has returned and
 * before its input is acknowledged; if it throws, nothing of it goes out. Its ids derive from the input's
 * id, so that a repeated reaction says the same messages again and not new ones.
 */
export interface Context extends Say {
  /** 1 for the first try of this process. */
  readonly attempt: number;
  /** True where an earlier owner or try may have done this already, in part or whole. */
  readonly redelivered: boolean;
  /** True where the message comes out of an archive: what is said because of it was said long ago, and is not said again. */
  readonly replayed: boolean;
  /** The epoch of the lease under which this runs; a later owner's is greater. */
  readonly fence: number;
  /** The key of the stream that the message stands on. */
  readonly stream: string;
  /** The entry's id on its stream, as text that sorts like the order of the partition. */
  readonly sequence: string;
  /** Aborted when the time-out of the reaction is over, or its lease is lost. */
  readonly signal: AbortSignal;
  /**
   * Throws where this run is over, as `signal` says, but by the clock: where the process is slow or was frozen, what a reaction
   * waits for may come before the timer that ends it. To be called last before an effect that nothing can fence, such as a mail.
   */
  check(): void;
}

/** The work of a reaction; policies wrap one in another. The value, or its promise, is the answer where one is asked for. */
export type React = (message: Message, context: Context) => unknown;

/** What a service does when it hears a message of one type. Made by `on` and `answer`. */
export interface Reaction {
  readonly contract: Contract;
  /** Runs under the message's own check. */
  readonly react: React;
}

/** What a service does with every message of some streams, whatever its type. Made by `onAny`. */
export interface Tap {
  /** Whose streams, besides those that services declare. */
  readonly hears: readonly Contract[];
  readonly react: React;
}

/**
 * Witnesses every message of every stream that one of these contracts stands on, or that any service declares, be it
 * one that is started later: notifications, commands and requests, of types and versions that nobody here knows too,
 * and requests whose deadline is over. As at least once and in order for each subject as any reaction; what cannot be
 * decoded is a dead letter. It answers nothing. A type that this service has a reaction for is left to that.
 */
export const onAny = (
  contracts: readonly Contract[],
  react: (message: Message, context: Context) => Promise<void> | void,
): Tap => ({ hears: contracts, react });

/** Reacts to a notification, or carries out a command. At least once for each; in order for each subject. */
export const on = <D extends TSchema>(
  contract: Notification<D> | Command<D>,
  react: (message: Message<Static<D>>, context: Context) => Promise<void> | void,
): Reaction => {
  const check: Fitting<D> = fitting(contract);
  return {
    contract,
    react: (message, context) => {
      check(message);
      return react(message, context);
    },
  };
};

/** Answers a request. It may run more than once for one question, so it should only read. */
export const answer = <D extends TSchema, A extends TSchema>(
  contract: Request<D, A>,
  react: (message: Message<Static<D>>, context: Context) => Promise<Static<A>> | Static<A>,
): Reaction => {
  const check: Fitting<D> = fitting(contract);
  const checkAnswer: (value: unknown) => asserts value is Static<A> = checkOf(
    `The answer to ${contract.type}`,
    contract.answer,
  );
  return {
    contract,
    react: async (message, context) => {
      check(message);
      const given: unknown = await react(message, context);
      checkAnswer(given);
      return given;
    },
  };
};

type Fitting<D extends TSchema> = (message: Message) => asserts message is Message<Static<D>>;

const fitting = <D extends TSchema>({ type, data }: { type: string; data: D }): Fitting<D> => {
  const check: (value: unknown) => asserts value is Static<D> = checkOf(type, data);
  return (message) => check(message.data);
};

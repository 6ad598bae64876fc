import type { Collection, Document } from 'mongodb';
import type { Observable } from 'rxjs';
import type { Static, TSchema } from 'typebox';
import type { Command, Contract, Notification, Request } from './contract.js';
import type { FollowOptions } from './follow.js';
import type { Cause, Message, Outgoing } from './message.js';
import type { Observer } from './observe.js';
import type { Outbox, OutboxOptions } from './outbox.js';
import type { SayOptions } from './reaction.js';
import type { Row } from './reactions.js';
import type { History } from './rebuild.js';
import type { RedisPlace } from './redis/connection.js';
import type { Retention } from './retention.js';
import type { Instance, ServiceDescription } from './topology.js';
import type { Progress, Transport } from './transport.js';
import type { Tuning } from './tuning.js';

interface Options {
  /** Name of the service: its consumer group, and the source of what it says. */
  readonly service: string;
  /** Unique among the running instances; made up if absent. */
  readonly instance?: string;
  /** The notifications and commands that this service says. If given, it may say no others (`NotDeclared`). */
  readonly says?: readonly (Notification | Command)[];
  /** The requests that it asks. If given, it may ask no others. */
  readonly asks?: readonly Request[];
  /** How long its messages stay on their streams. */
  readonly retention?: Retention;
  readonly observe?: Observer;
  /** An archive: a group that is made when its streams do not hold everything any more begins with what that has. */
  readonly history?: History;
  /** Tells others how its reactions went (`onReports`); false if not said otherwise. */
  readonly reports?: boolean;
  readonly tuning?: Partial<Tuning>;
  /** Gives up waiting for Redis at the start. */
  readonly signal?: AbortSignal;
}

/** Where the streams live: a redis:// or rediss:// URL, a list of them for a Redis Cluster, or a transport. */
export type RuntimeOptions = Options & ({ readonly redis: RedisPlace } | { readonly transport: Transport });

export interface TellOptions extends SayOptions {
  /** What the message follows from; without it, it begins a flow of its own. */
  readonly cause?: Cause;
}

/** One instance of a service on the streams. */
export interface Runtime {
  readonly service: string;
  readonly instance: string;

  /**
   * Tells a fact that this service owns, at once. Resolves when Redis has it; a resend after a lost
   * connection never doubles it. Where the fact comes with a change of state, use an outbox instead.
   */
  publish<D extends TSchema>(
    notification: Notification<D>,
    data: Static<D>,
    options?: TellOptions,
  ): Promise<Message<Static<D>>>;
  send<D extends TSchema>(
    command: Command<D>,
    data: Static<D>,
    options?: TellOptions,
  ): Promise<Message<Static<D>>>;

  /** Publishes many in one flight; resolves when Redis has all of them. Those of one subject stay in order. */
  publishAll<D extends TSchema>(
    notification: Notification<D>,
    list: readonly Static<D>[],
  ): Promise<Message<Static<D>>[]>;

  /**
   * Asks, and waits for the answer: 2,000 ms if not said otherwise, and no longer than a deadline leaves (`withDeadline`).
   * Throws `AskTimeout`, `AskFailed`, and `DeadlineOver` where that is what ends it.
   */
  ask<D extends TSchema, A extends TSchema>(
    request: Request<D, A>,
    data: Static<D>,
    options?: { timeoutMs?: number; cause?: Cause },
  ): Promise<Static<A>>;

  /**
   * Every message of this contract from now on, in every instance that follows it: for caches and live
   * streams, not for duties (a message said while the instance is down is not heard). Undecodable ones are
   * left out. Ends when the runtime stops. With `since`, what stands on the streams since then comes first, as
   * far as it is kept there (in order for each subject); `caughtUp` is called when it has all come.
   */
  follow<D extends TSchema>(
    notification: Notification<D>,
    options?: FollowOptions,
  ): Observable<Message<Static<D>>>;

  /** A message to be stored in an outbox, in the same document write as the state that it tells of. */
  compose<C extends Contract<'notification' | 'command'>>(
    contract: C,
    data: Static<C['data']>,
    options?: TellOptions,
  ): Outgoing<Static<C['data']>>;

  /** The outbox of a collection: makes its indexes, and sweeps it while the runtime runs. */
  outbox<T extends Document & { _id: string }>(
    collection: Collection<T>,
    options?: OutboxOptions,
  ): Promise<Outbox>;

  /** Lets others find this instance (`instances`), until it withdraws, stops, or falls silent. */
  announce(url?: string): Promise<void>;
  withdraw(): Promise<void>;

  /** The instances of every service that announced themselves and are alive, oldest first. */
  instances(): Promise<Instance[]>;

  /** Every service that was ever started: what it says, asks and reacts to, and its instances that run now. */
  topology(): Promise<ServiceDescription[]>;

  /** How far this service's group is with each stream that it hears. */
  backlog(): Promise<Progress[]>;

  /** Begins to react. Throws `Misdeclared` where two reactions exclude each other. */
  start(reactions: readonly Row[]): Promise<void>;

  /** False while Redis cannot be reached or read from. */
  healthy(): boolean;

  /**
   * Leaves in order: tells the others, stops reading, lets running reactions end (at most `drainMs`),
   * acknowledges, releases the partitions. Never throws; calling it again awaits the first call.
   */
  stop(options?: { drainMs?: number }): Promise<void>;
}

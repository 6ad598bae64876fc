import type { Static, TSchema } from 'typebox';
import type { Command, Notification, Request } from '../contract.js';
import type { Row } from '../reactions.js';
import type { Runtime } from '../runtime.js';
import type { Tuning } from '../tuning.js';

/**
 * A way in which the message arrives:
 * - `twice`: it stands on its stream two times, with the same id, one right behind the other.
 * - `late`: it was said before, and arrives after, something newer, whose id and time are later. Newer is what
 *   `newer` gives; without that, a copy of the message about another subject.
 * - `crash-before-ack`: the process dies after the reaction, and before it acknowledges the message. A new
 *   instance, with new reactions, finds the message pending.
 */
export type Drill = 'twice' | 'late' | 'crash-before-ack';

/** Every drill, to rehearse one thing in all of them. */
export const drills: readonly Drill[] = ['twice', 'late', 'crash-before-ack'];

export interface Arrival {
  readonly drill?: Drill | undefined;
  /** For `late`: gives what was said later and arrives earlier; what follows from that is not in question. */
  readonly newer?: () => Promise<unknown>;
}

/** What the service says: a notification or a command. */
export interface Said {
  /** The name of its contract. */
  readonly name: string;
  readonly data: unknown;
  /** Where it is postponed. */
  readonly notBefore?: Date;
}

/** The instances of one service, on streams of their own. */
export interface Stage {
  /** What has happened before: it is told, and handled; what the service says because of it is not in question. */
  given<D extends TSchema>(contract: Notification<D> | Command<D>, data: Static<D>): Promise<void>;
  /**
   * Tells the message, and resolves when all has settled: with what the service has said because of it, in the
   * order in which it was first said. Saying the same again, by the same id, counts once; the same id with
   * other data counts as another. Rejects with the error of the reaction where a message became a dead letter,
   * or where an outage lasts for as many tries as a fault may.
   */
  when<D extends TSchema>(
    contract: Notification<D> | Command<D>,
    data: Static<D>,
    arrival?: Arrival,
  ): Promise<readonly Said[]>;
  /** Answers what the service asks, from now on. What nobody answers fails, as `AskFailed`. */
  answers<D extends TSchema, A extends TSchema>(
    request: Request<D, A>,
    answer: (data: Static<D>) => Static<A> | Promise<Static<A>>,
  ): void;
  /** Asks the service, and resolves with its answer when all has settled. Throws `AskFailed`. */
  asks<D extends TSchema, A extends TSchema>(request: Request<D, A>, data: Static<D>): Promise<Static<A>>;
  /** Stops the service. */
  close(): Promise<void>;
}

export interface RehearsalOptions {
  readonly service: string;
  /** What the service reacts to. A function is called again for each new instance, and forgets like a process. */
  readonly reactions: readonly Row[] | ((runtime: Runtime) => readonly Row[] | Promise<readonly Row[]>);
  /** As for `createRuntime`: if given, the service may say and ask nothing else. */
  readonly says?: readonly (Notification | Command)[];
  readonly asks?: readonly Request[];
  readonly tuning?: Partial<Tuning>;
  /** Whether what the streams know nothing of has settled too, such as an outbox. Asked every few ms. */
  readonly settled?: () => boolean | Promise<boolean>;
}

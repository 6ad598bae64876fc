import type { Mending } from './mending.js';
import type { Message } from './message.js';
import type { Observer } from './observe.js';
import type { Rebuilds } from './rebuilds.js';
import type { Tuning } from './tuning.js';

/** A stream entry: its id and the JSON of its message, if it has any. */
export interface RawEntry {
  readonly id: string;
  readonly json: string | undefined;
  /** Where an operator has put it back for one group: the others pass it over. */
  readonly onlyFor?: string;
  /** It comes out of an archive, and is not on the stream. */
  readonly isArchived?: boolean;
}

/** An entry that a group was given and has not acknowledged. */
export interface PendingEntry {
  readonly id: string;
  readonly deliveries: number;
  readonly idleMs: number;
}

/** A lease that was taken, or how long the present one lasts. */
export type Taken =
  | { readonly token: string; readonly epochWasLost: boolean }
  | { readonly token: undefined; readonly endsInMs: number };

/** Streams are named by their keys (`names.ts`), entries by ids that rise along their stream. */
export interface Publishing {
  /**
   * Adds the message to the stream, once: when the reply is lost, it is looked for before it is added again.
   * With `since`, it may have been added at or after that time by somebody before, and is looked for at once.
   * Throws `PublishUnknown` when its time is over, and what the server replied when it refused (OOM, MISCONF …).
   */
  add(
    stream: string,
    message: Message,
    options?: { since?: Date; withinMs?: number },
  ): Promise<'added' | 'found'>;
  /** Adds those of the messages that were not added at or after this time, in one step. Resolves with how many. */
  addMissing(stream: string, messages: readonly Message[], since: Date): Promise<number>;
  /** Keeps the message until `dueAt`; then whoever owns the partition adds it (`addDue`). Repeating it until then is harmless. */
  postpone(stream: string, message: Message, dueAt: Date): Promise<void>;
  /** Adds what is due, at most 100 messages. Resolves with the time until the next is due, in ms; undefined if none waits. */
  addDue(stream: string): Promise<number | undefined>;
  /** Sends an answer to where it is waited for; that stream is short, and expires. */
  reply(stream: string, message: Message): Promise<void>;
  /** Adds the message once to a stream that is kept short; nothing is done where that fails. */
  report(stream: string, message: Message): Promise<void>;
}

/** Who may handle a partition (`lease.ts` says what the tokens mean). */
export interface Leases {
  /** Also what this instance holds already, under a new epoch: it may not have heard that it does. */
  acquire(stream: string, group: string, instance: string, ms: number): Promise<Taken>;
  /** The new token, or undefined where the lease is no longer this token's. */
  renewEpoch(
    stream: string,
    group: string,
    token: string,
    instance: string,
    ms: number,
  ): Promise<string | undefined>;
  /** Whether the lease is still this token's; and when the next postponed message of the stream is due, in ms. */
  renew(
    stream: string,
    group: string,
    token: string,
    ms: number,
  ): Promise<{ held: boolean; nextDueMs: number | undefined }>;
  release(stream: string, group: string, token: string): Promise<void>;
  isFree(stream: string, group: string): Promise<boolean>;
}

/** What a group has been given, and what it has done. Throws `Fenced` and `NoGroup`. */
export interface Groups {
  /**
   * Begins at the start of the stream. False where the group is there already. With `rebuilding`, a group that is made here
   * begins with what the stream no longer holds (`Rebuilds`).
   */
  create(stream: string, group: string, options?: { readonly rebuilding?: boolean }): Promise<boolean>;
  /** New entries, which are pending from then on. The check of the token and the read are one step. */
  readNew(stream: string, group: string, token: string, count: number): Promise<RawEntry[]>;
  /** Pending entries after this id, in order, at most 100; with `idleMs`, those that long without a delivery. */
  pending(stream: string, group: string, after: string, idleMs?: number): Promise<PendingEntry[]>;
  /** The id after which entries are new to the group. */
  lastDelivered(stream: string, group: string): Promise<string>;
  acknowledge(stream: string, group: string, ids: readonly string[]): Promise<void>;
  /** Sets how often a pending entry was delivered, and how long ago. */
  countDelivery(
    stream: string,
    group: string,
    token: string,
    id: string,
    deliveries: number,
    idleMs: number,
  ): Promise<void>;
  /** Adds the dead letter and acknowledges the entry in one step; nothing where it is no longer pending. */
  bury(
    stream: string,
    group: string,
    token: string,
    id: string,
    letter: Readonly<Record<string, string>>,
  ): Promise<void>;
  /** The entries of these ids; without JSON where they are gone from the stream. */
  entries(stream: string, ids: readonly string[]): Promise<RawEntry[]>;
  /** The entries after this id, in order, at most so many. */
  after(stream: string, id: string, count: number): Promise<RawEntry[]>;
  /** The id of the stream's last entry, `0-0` where there is none. */
  lastId(stream: string): Promise<string>;
}

/** Waits for entries without taking them. One read at a time. */
export interface Waiting {
  /** Entries after these ids (stream → id), as soon as there are any; none after `blockMs`, or when woken. */
  read(
    after: ReadonlyMap<string, string>,
    count: number,
  ): Promise<readonly { readonly stream: string; readonly entries: readonly RawEntry[] }[]>;
  /** Ends the read that is waiting, because what it should wait for has changed. */
  wake(): void;
  close(): void;
}

/** Which instances of a group there are. */
export interface Members {
  /** Makes this instance's heartbeat last so long. Resolves with all whose heartbeat lasts, this one among them. */
  beat(group: string, instance: string, ttlMs: number): Promise<string[]>;
  leave(group: string, instance: string): Promise<void>;
  /** Adds an entry to the group's notices: somebody came, left, or released a partition. */
  notify(group: string, instance: string): Promise<void>;
}

/** What running instances and known services say of themselves; values are JSON. */
export interface Directory {
  /**
   * Describes the instance for so long, and its service until it is forgotten. Resolves with the description
   * of this instance that stood there before.
   */
  announce(entry: {
    readonly service: string;
    readonly declared: string;
    readonly instance: string;
    readonly described: string;
    readonly ttlMs: number;
  }): Promise<string | undefined>;
  withdraw(instance: string): Promise<void>;
  /** The instances that are alive, and every service ever declared. */
  read(): Promise<{ readonly instances: readonly string[]; readonly services: readonly string[] }>;
  /** Forgets what a service that is no more has declared. */
  forget(service: string): Promise<void>;
}

/** How far a group is with a stream. */
export interface Progress {
  readonly stream: string;
  readonly group: string;
  /** Entries not yet delivered; undefined where it cannot be known (entries were deleted). */
  readonly lag: number | undefined;
  readonly pending: number;
  /** When the oldest entry that is not acknowledged was added; undefined where all are. */
  readonly oldest: Date | undefined;
}

/** Shortening streams, and looking at them. */
export interface Keeping {
  progress(stream: string): Promise<Progress[]>;
  /**
   * Removes entries older than `keepMs`, but none that a group of the stream, or one of the `groups` declared,
   * has not finished. At most once in `everyMs` among all instances: undefined where it was another's turn.
   * `heldBackBy` names the groups for whose sake older entries are kept.
   */
  trim(
    stream: string,
    options: { readonly keepMs: number; readonly everyMs: number; readonly groups: readonly string[] },
  ): Promise<{ readonly removed: number; readonly heldBackBy: readonly string[] } | undefined>;
}

/** A message that could not be handled, whole, and why. */
export interface DeadLetter {
  /** Of the dead letter itself. */
  readonly id: string;
  readonly group: string;
  /** Where the message stood, and its entry's id there. */
  readonly stream: string;
  readonly entry: string;
  readonly event: string;
  readonly attempts: number;
  readonly code: string;
  readonly error: string;
  readonly stack: string;
  readonly died: Date;
}

/** What became of messages that could not be handled. A letter is known by its stream's tag, its group and its id. */
export interface Letters {
  /** The dead letters of a group from this stream after this id, in order, at most so many. */
  list(stream: string, group: string, after: string, count: number): Promise<DeadLetter[]>;
  /**
   * Puts the message back on its stream, behind all that stands there and for its group only, and removes the
   * letter, in one step. Resolves with the id of its new entry; undefined where there is no such letter.
   */
  redrive(stream: string, group: string, id: string): Promise<string | undefined>;
  /** Moves the letter to those discarded, of which the last 10,000 are kept. False where there is no such letter. */
  discard(stream: string, group: string, id: string, reason: string): Promise<boolean>;
}

/** One instance's connection to the place where streams live. */
export interface Link {
  readonly publishing: Publishing;
  readonly leases: Leases;
  readonly groups: Groups;
  readonly members: Members;
  readonly directory: Directory;
  readonly keeping: Keeping;
  readonly letters: Letters;
  readonly rebuilds: Rebuilds;
  readonly mending: Mending;
  openWaiting(role: string): Promise<Waiting>;
  ready(): boolean;
  close(): void;
}

export interface ConnectOptions {
  readonly instance: string;
  readonly tuning: Tuning;
  readonly observe: Observer;
  readonly signal?: AbortSignal | undefined;
  /** Called when the server is another process than before: what it acknowledged may be gone. */
  readonly onNewServer: () => void;
}

/**
 * A place where streams live. Redis is one; memory, for rehearsals, is another. Both pass the same suite of
 * tests for what is promised here.
 */
export interface Transport {
  /** Connects one instance; waits as long as the signal allows. */
  connect(options: ConnectOptions): Promise<Link>;
}

import { compareIds, entryBefore, idBefore, timeOfEntry } from './entry-ids.js';
import { NoSuchLetter, NotRebuildable } from './errors.js';
import type { Place } from './mending.js';
import { newId } from './message.js';
import { streamKey, streamsOf } from './names.js';
import type { RedisPlace } from './redis/connection.js';
import { redisTransport } from './redis/redis-transport.js';
import { readTopology, type ServiceDescription } from './topology.js';
import type { DeadLetter, Progress, Transport } from './transport.js';
import { defaultTuning } from './tuning.js';

/** What a person does beside the running services: look, put back, discard. It reacts to nothing. */
export interface Operator {
  /** Every service that was ever started, with its instances that run now. */
  topology(): Promise<ServiceDescription[]>;
  /** How far each group is with each stream that some service hears. */
  progress(): Promise<Progress[]>;
  /** The dead letters of all groups, or of one, oldest first within each partition. */
  deadLetters(group?: string): AsyncIterable<DeadLetter>;
  /**
   * Gives the message to the failing group once more, and to no other, with the same message id. It stands
   * behind all that is on its stream now, so the group may have handled later messages of its subject before.
   * Resolves with the id of its new entry. Throws `NoSuchLetter`.
   */
  redrive(letter: LetterId): Promise<string>;
  /**
   * Gives the message of an entry to the group once more, and to no other, as `redrive` does. Resolves with the id of its
   * new entry; undefined where the entry is gone.
   */
  repeat(standing: Standing): Promise<string | undefined>;
  /** What has become of an entry in the group. One that was trimmed, or stood there before the group did, counts as handled. */
  fateOf(standing: Standing): Promise<Fate>;
  /**
   * Has the group go on after this entry of the stream: what lies behind it is new to the group, what was pending behind it among
   * it. Resolves with where it stood. Throws `Owned` where an instance of the group reads the stream, and `NoGroup`.
   */
  seek(stream: string, group: string, after: string): Promise<Place>;
  /** Gives the message up, and keeps it with the reason among those discarded. Throws `NoSuchLetter`. */
  discard(letter: LetterId, reason: string): Promise<void>;
  /**
   * Makes a service begin anew, from what its archive and its streams hold, once it is started again: what it has handled
   * before is played again, and nothing that it says because of that goes out. What it has stored is its own affair: empty
   * it before. Throws `NotRebuildable` while instances of it run, or where it has not finished what it was given.
   */
  rebuild(service: string): Promise<void>;
  /** Forgets a service that is no more: its declaration, not its groups. */
  forget(service: string): Promise<void>;
  close(): void;
}

export type LetterId = Pick<DeadLetter, 'stream' | 'group' | 'id'>;

/** An entry of a stream, for one group. */
export interface Standing {
  readonly stream: string;
  readonly group: string;
  readonly entry: string;
}

/** `waiting` was not given to the group yet; `pending` was, and is under way or tried again. */
export type Fate = 'waiting' | 'pending' | 'handled' | 'dead';

const pageSize = 100;

/** Connects an operator; waits for Redis as long as `signal` allows. */
export const openOperator = async (
  place: ({ readonly redis: RedisPlace } | { readonly transport: Transport }) & {
    readonly signal?: AbortSignal;
  },
): Promise<Operator> => {
  const transport = 'transport' in place ? place.transport : redisTransport(place.redis);
  const link = await transport.connect({
    instance: `operator-${newId()}`,
    tuning: defaultTuning,
    observe: () => {},
    signal: place.signal,
    onNewServer: () => {},
  });
  const topology = () => readTopology(link.directory);

  /** Which group hears which streams. */
  const heard = async () =>
    (await topology()).map(({ service, reactsTo }) => ({
      group: service,
      streams: [...new Set(reactsTo.flatMap(streamsOf).map(streamKey))],
    }));

  const lettersOf = async function* (group: string, stream: string, from = '0-0'): AsyncIterable<DeadLetter> {
    for (let after = from; ; ) {
      const page = await link.letters.list(stream, group, after, pageSize);
      // Streams of one tag share their dead letters.
      yield* page.filter((letter) => letter.stream === stream);
      const last = page.at(-1);
      if (!last) return;
      after = last.id;
    }
  };

  return {
    topology,
    progress: async () => {
      const streams = [...new Set((await heard()).flatMap((one) => one.streams))];
      return (await Promise.all(streams.map((stream) => link.keeping.progress(stream)))).flat();
    },
    deadLetters: async function* (only) {
      for (const { group, streams } of await heard()) {
        if (only !== undefined && only !== group) continue;
        for (const stream of streams) yield* lettersOf(group, stream);
      }
    },
    redrive: async ({ stream, group, id }) => {
      const entry = await link.letters.redrive(stream, group, id);
      if (entry === undefined) throw new NoSuchLetter(id, group, stream);
      return entry;
    },
    repeat: ({ stream, group, entry }) => link.mending.repeat(stream, group, entry),
    fateOf: async ({ stream, group, entry }) => {
      if (compareIds(await link.groups.lastDelivered(stream, group), entry) < 0) return 'waiting';
      const [pending] = await link.groups.pending(stream, group, entryBefore(entry));
      if (pending?.id === entry) return 'pending';
      // A letter is written after the entry that it tells of.
      for await (const letter of lettersOf(group, stream, idBefore(timeOfEntry(entry))))
        if (letter.entry === entry) return 'dead';
      return 'handled';
    },
    seek: (stream, group, after) => link.mending.seek(stream, group, after),
    discard: async ({ stream, group, id }, reason) => {
      if (!(await link.letters.discard(stream, group, id, reason))) throw new NoSuchLetter(id, group, stream);
    },
    rebuild: async (service) => {
      const known = (await topology()).find((one) => one.service === service);
      if (!known) throw new NotRebuildable(service, 'it was never started');
      if (known.instances.length > 0)
        throw new NotRebuildable(service, 'instances of it run; stop them first');
      const streams = [...new Set(known.reactsTo.flatMap(streamsOf).map(streamKey))];
      const progress = (await Promise.all(streams.map((stream) => link.keeping.progress(stream)))).flat();
      const unfinished = () =>
        new NotRebuildable(service, 'messages are pending; start it, let it finish them, and stop it');
      if (progress.some(({ group, pending }) => group === service && pending > 0)) throw unfinished();
      for (const stream of streams)
        if ((await link.rebuilds.restart(stream, service)) === 'unfinished') throw unfinished();
    },
    forget: (service) => link.directory.forget(service),
    close: link.close,
  };
};

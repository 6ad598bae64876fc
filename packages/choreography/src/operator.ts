import { NoSuchLetter, NotRebuildable } from './errors.js';
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
   * Throws `NoSuchLetter`.
   */
  redrive(letter: LetterId): Promise<void>;
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

  const lettersOf = async function* (group: string, stream: string): AsyncIterable<DeadLetter> {
    for (let after = '0-0'; ; ) {
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
      if (!(await link.letters.redrive(stream, group, id))) throw new NoSuchLetter(id, group, stream);
    },
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

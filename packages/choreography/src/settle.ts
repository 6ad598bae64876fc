import type { Redis } from 'ioredis';
import { bufferTime, filter, mergeMap, type Observable } from 'rxjs';
import { type Entry, mayWork, type Partition } from './entry.js';
import { deadLetterKey } from './names.js';
import type { Observer } from './observe.js';
import { buryEntry, countDelivery } from './scripts.js';
import type { Tuning } from './tuning.js';
import { backOff, pause } from './waiting.js';

interface SettleDeps {
  readonly group: string;
  readonly redis: Redis;
  readonly tuning: Tuning;
  readonly observe: Observer;
}

/** The ends that an entry can come to, and the count that is kept of its beginnings. */
export const createSettle = ({ group, redis, tuning, observe }: SettleDeps) => {
  // Tried once, and again while the lease holds; after that the next owner decides.
  const whileOwned = async (
    partition: Partition,
    what: string,
    act: () => Promise<unknown>,
  ): Promise<boolean> => {
    for (let attempt = 1; ; attempt++) {
      try {
        await act();
        return true;
      } catch (error) {
        if (error instanceof Error && error.message.startsWith('FENCED')) partition.lease.lose();
        else observe({ kind: 'trouble', what: `${what} on ${partition.stream}`, error });
        if (!partition.lease.holds()) return false;
        await pause(backOff(attempt, 20, 1_000), partition.lease.signal);
      }
    }
  };

  const acknowledgeBatch = async (entries: readonly Entry[]) => {
    const byPartition = new Map<Partition, string[]>();
    for (const { partition, id } of entries)
      byPartition.set(partition, [...(byPartition.get(partition) ?? []), id]);
    await Promise.all(
      [...byPartition].map(([partition, ids]) =>
        whileOwned(partition, 'acknowledging', () => redis.xack(partition.stream, group, ...ids)),
      ),
    );
    return entries;
  };

  return {
    /** Sends acknowledgements together; emits the entries when it is done with them. */
    acknowledge: (entries: Observable<Entry>): Observable<readonly Entry[]> =>
      entries.pipe(
        bufferTime(tuning.ackFlushMs, null, tuning.ackBatch),
        filter((batch) => batch.length > 0),
        mergeMap(acknowledgeBatch),
      ),

    /** Moves an entry to the dead letters, whole, with why it is there. False when the lease ended first. */
    bury: (entry: Entry, error: unknown, attempts: number): Promise<boolean> => {
      const { partition, id } = entry;
      const message = 'message' in entry.decoded ? entry.decoded.message : undefined;
      return whileOwned(partition, `moving ${id} to the dead letters`, async () => {
        await buryEntry(
          redis,
          [partition.lease.key, partition.stream, deadLetterKey(partition.name, group)],
          [partition.lease.token, group, id, ...obituary(entry, group, error, attempts)],
        );
        observe({ kind: 'dead', stream: partition.stream, entry: id, message, error });
      });
    },

    /**
     * Writes down how often an entry was begun, before it is begun again: a message that kills its process is
     * known by that, and only it.
     */
    count: async (entry: Entry, deliveries: number): Promise<boolean> => {
      const { partition, id } = entry;
      if (!mayWork(partition)) return false;
      return whileOwned(partition, `counting ${id}`, () =>
        countDelivery(
          redis,
          [partition.lease.key, partition.stream],
          [partition.lease.token, group, id, deliveries],
        ),
      );
    },
  };
};

export type Settle = ReturnType<typeof createSettle>;

const obituary = (entry: Entry, group: string, error: unknown, attempts: number): string[] => {
  const known = error instanceof Error ? error : new Error(String(error));
  const code: unknown = 'code' in known ? known.code : undefined;
  return [
    ...['event', entry.json ?? ''],
    ...['group', group],
    ...['stream', entry.partition.stream],
    ...['entry', entry.id],
    ...['attempts', String(attempts)],
    ...['code', typeof code === 'string' ? code : known.name],
    ...['error', known.message],
    ...['stack', stackOf(known)],
    ...['died', new Date().toISOString()],
  ];
};

const stackOf = (error: Error): string =>
  `${error.stack ?? error.message}${error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : ''}`;

import { mergeMap, type Observable } from 'rxjs';
import { inBatches } from './batches.js';
import { type Body, type Entry, mayWork, type Partition } from './entry.js';
import { Fenced } from './errors.js';
import type { Observer } from './observe.js';
import type { Rebuilds } from './rebuilds.js';
import type { Groups } from './transport.js';
import type { Tuning } from './tuning.js';
import { backOff, pause } from './waiting.js';

interface SettleDeps {
  readonly group: string;
  readonly groups: Groups;
  readonly rebuilds: Pick<Rebuilds, 'bury' | 'count'>;
  readonly tuning: Tuning;
  readonly observe: Observer;
}

/** The ends that an entry can come to, and the count that is kept of its beginnings. */
export const createSettle = ({ group, groups, rebuilds, tuning, observe }: SettleDeps) => {
  // Tried once, and again while the lease holds; after that the next owner decides.
  const whileOwned = async (
    { stream, lease }: Partition,
    what: string,
    act: (token: string) => Promise<unknown>,
  ): Promise<boolean> => {
    for (let attempt = 1; ; attempt++) {
      const { token } = lease;
      try {
        await act(token);
        return true;
      } catch (error) {
        // Unless this owner itself has taken a newer epoch meanwhile.
        if (error instanceof Fenced && token === lease.token) lease.lose();
        else observe({ kind: 'trouble', what: `${what} on ${stream}`, error });
        if (!lease.holds()) return false;
        await pause(backOff(attempt, 20, 1_000), lease.signal);
      }
    }
  };

  const acknowledgeBatch = async (entries: readonly Entry[]) => {
    const byPartition = new Map<Partition, string[]>();
    for (const { partition, id } of entries) {
      const ids = byPartition.get(partition);
      if (ids) ids.push(id);
      else byPartition.set(partition, [id]);
    }
    await Promise.all(
      [...byPartition].map(([partition, ids]) =>
        whileOwned(partition, 'acknowledging', () => groups.acknowledge(partition.stream, group, ids)),
      ),
    );
    return entries;
  };

  return {
    /** Sends acknowledgements together; emits the entries when it is done with them. */
    acknowledge: (entries: Observable<Entry>): Observable<readonly Entry[]> =>
      entries.pipe(inBatches(tuning.ackFlushMs, tuning.ackBatch), mergeMap(acknowledgeBatch)),

    /** Moves an entry to the dead letters, whole, with why it is there. False when the lease ended first. */
    bury: (
      { partition, id, isArchived }: Entry,
      body: Body,
      error: unknown,
      attempts: number,
    ): Promise<boolean> => {
      const { stream } = partition;
      const { message } = body;
      const letter = {
        event: body.json ?? '',
        group,
        stream,
        entry: id,
        attempts: String(attempts),
        ...obituary(error),
        died: new Date().toISOString(),
      };
      return whileOwned(partition, `moving ${id} to the dead letters`, async (token) => {
        await (isArchived
          ? rebuilds.bury(stream, group, id, letter)
          : groups.bury(stream, group, token, id, letter));
        observe({ kind: 'dead', stream, entry: id, message, attempts, error });
      });
    },

    /**
     * Writes down how often an entry was begun, before it is begun again: a message that kills its process is
     * known by that, and only it.
     */
    count: async (
      { partition, id, isArchived, deliveredAt }: Entry,
      deliveries: number,
    ): Promise<boolean> => {
      const { stream } = partition;
      if (!mayWork(partition)) return false;
      return whileOwned(partition, `counting ${id}`, (token) =>
        isArchived
          ? rebuilds.count(stream, group, id, deliveries)
          : groups.countDelivery(stream, group, token, id, deliveries, Date.now() - deliveredAt),
      );
    },
  };
};

export type Settle = ReturnType<typeof createSettle>;

const obituary = (error: unknown) => {
  const known = error instanceof Error ? error : new Error(String(error));
  const code: unknown = 'code' in known ? known.code : undefined;
  return {
    code: typeof code === 'string' ? code : known.name,
    error: known.message,
    stack: stackOf(known),
  };
};

const stackOf = (error: Error): string =>
  `${error.stack ?? error.message}${error.cause instanceof Error ? `\nCaused by: ${stackOf(error.cause)}` : ''}`;

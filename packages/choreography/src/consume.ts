import type { Redis } from 'ioredis';
import { filter, map, tap } from 'rxjs';
import type { BlockingRead } from './blocking-read.js';
import { type Entry, laneOf, type Partition } from './entry.js';
import type { Outcome } from './handle.js';
import { inLanes } from './lanes.js';
import type { Lease } from './lease.js';
import { type StreamName, streamKey } from './names.js';
import type { Observer } from './observe.js';
import { createOwnership } from './ownership.js';
import { createReader } from './read.js';
import type { Settle } from './settle.js';
import type { Tuning } from './tuning.js';
import { deferred, endable } from './waiting.js';

interface ConsumerDeps {
  readonly group: string;
  readonly instance: string;
  readonly streams: readonly StreamName[];
  readonly redis: Redis;
  readonly waiting: BlockingRead;
  readonly tuning: Tuning;
  readonly observe: Observer;
  readonly settle: Settle;
  readonly handle: (entry: Entry) => Promise<Outcome>;
}

export interface Consumer {
  /** Members or partitions have changed. */
  look(): void;
  /** Whether reading works. */
  able(): boolean;
  /** Leaves the group, and resolves when all that was running has ended and is acknowledged. */
  leave(): Promise<void>;
  /** Drops everything at once; what is pending is for the next owner. */
  close(): void;
}

/** One member of a group: reads the partitions that it owns through lanes to their acknowledgement. */
export const createConsumer = async (deps: ConsumerDeps): Promise<Consumer> => {
  const { group, instance, streams, redis, waiting, tuning, observe, settle, handle } = deps;
  const drained = new Map<
    Lease,
    { readonly partition: Partition; readonly empty: ReturnType<typeof deferred<void>> }
  >();

  const createGroup = async (stream: string) => {
    await redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM').catch((error: unknown) => {
      if (!(error instanceof Error && error.message.startsWith('BUSYGROUP'))) throw error;
    });
  };
  await Promise.all(streams.map((stream) => createGroup(streamKey(stream))));

  const restore = async ({ stream }: Partition) => {
    await createGroup(stream);
    observe({ kind: 'group-recreated', stream });
  };
  const reader = createReader({ group, waiting, redis, tuning, observe, restore });

  const settled = ({ partition, id }: Entry) => {
    partition.inFlight.delete(id);
    reader.roomMade(partition);
    if (partition.inFlight.size === 0 && partition.ending.signal.aborted)
      drained.get(partition.lease)?.empty.resolve();
  };

  const leaveLanes = ({ entry, outcome }: { entry: Entry; outcome: Outcome }) => {
    if (outcome === 'abandoned')
      observe({ kind: 'abandoned', stream: entry.partition.stream, entry: entry.id });
    if (outcome !== 'handled') settled(entry);
  };

  // Whatever goes wrong with one entry must not end the flow of all others: the partition is given up, and
  // taken up again from what is pending.
  const handleSafely = async (entry: Entry): Promise<Outcome> => {
    try {
      return await handle(entry);
    } catch (error) {
      observe({ kind: 'trouble', what: `handling ${entry.id} of ${entry.partition.stream}`, error });
      entry.partition.lease.lose();
      return 'abandoned';
    }
  };

  const flow = reader.entries
    .pipe(
      inLanes(laneOf, async (entry) => ({ entry, outcome: await handleSafely(entry) })),
      tap(leaveLanes),
      filter(({ outcome }) => outcome === 'handled'),
      map(({ entry }) => entry),
      settle.acknowledge,
    )
    .subscribe({
      next: (entries) => entries.forEach(settled),
      error: (error: unknown) => observe({ kind: 'trouble', what: 'the flow of entries', error }),
    });

  const able = () => reader.silentMs() < 2 * tuning.blockMs + tuning.commandTimeoutMs;

  const ownership = createOwnership({
    group,
    instance,
    redis,
    streams,
    tuning,
    observe,
    able,
    gained: (name, lease) => {
      const ending = endable();
      lease.signal.addEventListener('abort', () => ending.abort(), { once: true });
      const partition: Partition = {
        name,
        stream: lease.stream,
        lease,
        ending,
        inFlight: new Set(),
        lastRead: '0-0',
        state: 'recovering',
      };
      drained.set(lease, { partition, empty: deferred() });
      reader.add(partition);
    },
    giveUp: async (lease) => {
      const held = drained.get(lease);
      if (!held) return;
      held.partition.ending.abort();
      await reader.remove(held.partition);
      if (held.partition.inFlight.size > 0) await held.empty.promise;
      drained.delete(lease);
    },
  });

  const close = () => {
    reader.close();
    flow.unsubscribe();
  };
  return {
    look: ownership.look,
    able,
    leave: async () => {
      await ownership.leave();
      close();
    },
    close: () => {
      for (const lease of drained.keys()) lease.lose();
      close();
    },
  };
};

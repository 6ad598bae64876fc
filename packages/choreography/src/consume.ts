import { filter, map, tap } from 'rxjs';
import { type Entry, mayWork, type Partition } from './entry.js';
import type { Outcome } from './handle.js';
import { inLanes } from './lanes.js';
import type { Lease } from './lease.js';
import type { Observer } from './observe.js';
import { watchForOrphans } from './orphans.js';
import { isOutage } from './outage.js';
import { createOwnership } from './ownership.js';
import { createReader } from './read.js';
import { createRebuild, type History } from './rebuild.js';
import { createRoom } from './room.js';
import type { Settle } from './settle.js';
import type { Link, Waiting } from './transport.js';
import type { Tuning } from './tuning.js';
import { backOff, deferred, endable, pause } from './waiting.js';

interface ConsumerDeps {
  readonly group: string;
  readonly instance: string;
  readonly streams: readonly string[];
  readonly link: Link;
  readonly waiting: Waiting;
  readonly tuning: Tuning;
  readonly observe: Observer;
  readonly settle: Settle;
  readonly handle: (entry: Entry) => Promise<Outcome> | Outcome;
  /** What streams no longer hold, for a group that is made here. */
  readonly history: History | undefined;
  readonly due: (stream: string, inMs: number) => void;
  /** How long a partition must not be read, because somebody unknown may still work on it. */
  readonly quarantineMs: (lease: Lease) => number;
  readonly dataLost: (what: string) => void;
  /** Aborted when the runtime stops, be it while this starts. */
  readonly stopping: AbortSignal;
}

export interface Consumer {
  /** Members or partitions have changed. */
  look(): void;
  /** Hears these streams too, from their start. Resolves when the group is on them. */
  hear(streams: readonly string[]): Promise<void>;
  streams(): readonly string[];
  /** The first of the entry's lane has failed; what waits behind it must not take room from others. */
  blocked(entry: Entry): void;
  /** Whether reading works. */
  able(): boolean;
  /** Leaves the group, and resolves when all that was running has ended and is acknowledged. */
  leave(): Promise<void>;
  /** Drops everything at once; what is pending is for the next owner. */
  close(): void;
}

/** One member of a group: reads the partitions that it owns through lanes to their acknowledgement. */
export const createConsumer = async (deps: ConsumerDeps): Promise<Consumer> => {
  const { group, link, waiting, tuning, observe, settle, handle, quarantineMs, dataLost, stopping } = deps;
  const { groups } = link;
  const heard = new Set<string>();
  const drained = new Map<
    Lease,
    {
      readonly partition: Partition;
      readonly empty: ReturnType<typeof deferred<void>>;
      readonly begun: ReturnType<typeof deferred<void>>;
    }
  >();

  // Where Redis is full or away, a service that starts waits, like one that runs.
  const createGroup = async (stream: string) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await groups.create(stream, group, { rebuilding: deps.history !== undefined });
      } catch (error) {
        if (!isOutage(error) || stopping.aborted) throw error;
        observe({ kind: 'trouble', what: `making the group ${group} of ${stream}`, error });
        await pause(backOff(attempt, 50, 1_000), stopping);
      }
    }
  };
  const hear = async (given: readonly string[]) => {
    const streams = given.filter((stream) => !heard.has(stream));
    if (streams.length === 0) return;
    await Promise.all(streams.map(createGroup));
    for (const stream of streams) heard.add(stream);
  };
  const heardStreams = () => [...heard];
  await hear(deps.streams);

  const restore = async ({ stream }: Partition) => {
    if (!(await groups.create(stream, group))) return;
    observe({ kind: 'group-recreated', stream });
    dataLost(`the group ${group} of ${stream} was gone`);
  };
  const rebuild = createRebuild({ ...deps, rebuilds: link.rebuilds });
  const reader = createReader({ group, waiting, groups, tuning, observe, restore });

  const settled = (entry: Entry) => {
    const { room, ending, lease } = entry.partition;
    const full = !room.hasSpace();
    room.leave(entry);
    if (full && room.hasSpace()) reader.look();
    if (room.size === 0 && ending.signal.aborted) drained.get(lease)?.empty.resolve();
  };

  const leaveLanes = (entry: Entry, outcome: Outcome) => {
    entry.partition.room.unblock(entry.lane);
    if (outcome === 'abandoned')
      observe({ kind: 'abandoned', stream: entry.partition.stream, entry: entry.id });
    if (outcome !== 'handled') settled(entry);
    // It waits for its acknowledgement now, and that needs its id only.
    entry.body = undefined;
  };

  // Whatever goes wrong with one entry must not end the flow of all others: the partition is given up, and
  // taken up again from what is pending.
  const failed = ({ id, partition }: Entry, error: unknown): Outcome => {
    observe({ kind: 'trouble', what: `handling ${id} of ${partition.stream}`, error });
    partition.lease.lose();
    return 'abandoned';
  };

  const flow = reader.entries
    .pipe(
      inLanes(({ lane }) => lane, handle, failed),
      tap(({ item, result }) => leaveLanes(item, result)),
      filter(({ result }) => result === 'handled'),
      map(({ item }) => item),
      settle.acknowledge,
    )
    .subscribe({
      next: (entries) => entries.forEach(settled),
      error: (error: unknown) => observe({ kind: 'trouble', what: 'the flow of entries', error }),
    });

  const able = () => reader.silentMs() < 2 * tuning.blockMs + tuning.commandTimeoutMs;

  const gained = async (lease: Lease) => {
    const ending = endable();
    lease.signal.addEventListener('abort', () => ending.abort(), { once: true });
    const partition: Partition = {
      stream: lease.stream,
      lease,
      ending,
      room: createRoom(tuning),
      lastRead: '0-0',
      state: 'recovering',
    };
    const begun = deferred();
    drained.set(lease, { partition, empty: deferred(), begun });
    if (lease.epochWasLost) dataLost(`the record of who owned ${lease.stream} was gone`);
    const waitMs = quarantineMs(lease);
    if (waitMs > 0) await pause(waitMs, ending.signal);
    await rebuild.catchUp(partition);
    begun.resolve();
    if (mayWork(partition)) reader.add(partition);
  };

  const ownership = createOwnership({
    ...deps,
    streams: heardStreams,
    able,
    gained: (lease) => void gained(lease),
    giveUp: async (lease) => {
      const held = drained.get(lease);
      if (!held) return;
      held.partition.ending.abort();
      await held.begun.promise;
      await reader.remove(held.partition);
      if (held.partition.room.size > 0) await held.empty.promise;
      drained.delete(lease);
    },
  });
  const orphans = watchForOrphans({
    ...deps,
    groups,
    partitions: () => [...drained.values()].map(({ partition }) => partition),
    found: reader.look,
  });

  const close = () => {
    orphans.close();
    reader.close();
    flow.unsubscribe();
  };
  return {
    look: ownership.look,
    hear: async (streams) => {
      await hear(streams);
      ownership.look();
    },
    streams: heardStreams,
    blocked: ({ partition, lane }) => {
      if (partition.room.block(lane)) reader.look();
    },
    able,
    leave: async () => {
      await ownership.leave();
      close();
    },
    close: () => {
      // Who still waits for these partitions to drain waits no longer.
      for (const [lease, { empty }] of drained) {
        lease.lose();
        empty.resolve();
      }
      close();
    },
  };
};

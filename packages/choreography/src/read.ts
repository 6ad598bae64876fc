import { Observable } from 'rxjs';
import { type Entry, entryOf, mayWork, type Partition } from './entry.js';
import { Fenced, NoGroup } from './errors.js';
import type { Observer } from './observe.js';
import { recoverPending } from './recover.js';
import type { Groups, Waiting } from './transport.js';
import type { Tuning } from './tuning.js';
import { backOff, deferred, endable, pause } from './waiting.js';

interface ReaderDeps {
  readonly group: string;
  readonly waiting: Waiting;
  readonly groups: Groups;
  readonly tuning: Tuning;
  readonly observe: Observer;
  /** The group of this partition is gone (FLUSHALL, a fail-over): makes it again. */
  readonly restore: (partition: Partition) => Promise<void>;
}

export interface Reader {
  /** Every entry of the partitions that are read. Ends when the reader is closed. */
  readonly entries: Observable<Entry>;
  add(partition: Partition): void;
  /** Resolves when no read of this partition is under way any more. */
  remove(partition: Partition): Promise<void>;
  /** There is space for entries again, or something to recover. */
  look(): void;
  /** Milliseconds since the last read that succeeded. */
  silentMs(): number;
  close(): void;
}

/** Reads the partitions that are owned, each under its lease, and none faster than its lanes can take. */
export const createReader = ({ group, waiting, groups, tuning, observe, restore }: ReaderDeps): Reader => {
  const partitions = new Map<string, Partition>();
  const closing = endable();
  let lastSuccess = performance.now();
  let changed = deferred();
  let round = Promise.resolve();

  const wake = () => {
    changed.resolve();
    waiting.wake();
  };
  const inState = (...states: Partition['state'][]) =>
    [...partitions.values()].filter((partition) => states.includes(partition.state) && mayWork(partition));

  const emit = (entry: Entry, next: (entry: Entry) => void) => {
    entry.partition.room.enter(entry);
    next(entry);
  };

  // New entries, until there are no more or the window is full.
  const readNew = async (partition: Partition, next: (entry: Entry) => void) => {
    const { lease, stream, room } = partition;
    while (mayWork(partition) && room.hasSpace()) {
      const entries = await groups.readNew(stream, group, lease.token, tuning.readCount);
      const fresh = { deliveries: 0, deliveredAt: Date.now() };
      for (const raw of entries) emit(entryOf(partition, raw, fresh), next);
      partition.lastRead = entries.at(-1)?.id ?? partition.lastRead;
      partition.state = entries.length < tuning.readCount ? 'reading' : 'behind';
      if (partition.state === 'reading') return;
    }
  };

  // A read without a reply may have taken entries: a new epoch makes it take nothing from now on, and what it
  // took is found among the pending ones.
  const mend = async (partition: Partition, error: unknown) => {
    if (!mayWork(partition)) return;
    if (error instanceof Fenced) return partition.lease.lose();
    partition.state = 'recovering';
    if (error instanceof NoGroup) await restore(partition);
    await partition.lease.refresh();
  };

  const serve = async (partition: Partition, next: (entry: Entry) => void) => {
    try {
      if (partition.state === 'recovering') {
        partition.lastRead = await recoverPending({ groups, group }, partition, (entry) => emit(entry, next));
        partition.state = 'behind';
      }
      await readNew(partition, next);
    } catch (error) {
      observe({ kind: 'trouble', what: `reading ${partition.stream}`, error });
      await mend(partition, error);
      throw error;
    }
  };

  const serveAll = async (due: readonly Partition[], next: (entry: Entry) => void) => {
    const outcomes = await Promise.allSettled(due.map((partition) => serve(partition, next)));
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  };

  // One round: what has to be recovered and what is known to wait; else waiting for news of the others.
  const once = async (next: (entry: Entry) => void): Promise<'read' | 'nothing to read'> => {
    const due = [...inState('recovering'), ...inState('behind').filter(({ room }) => room.hasSpace())];
    if (due.length > 0) {
      await serveAll(due, next);
      return 'read';
    }
    const readable = inState('reading').filter(({ room }) => room.hasSpace());
    if (readable.length === 0) return 'nothing to read';
    const news = await waiting.read(new Map(readable.map(({ stream, lastRead }) => [stream, lastRead])), 1);
    const woken = new Set(news.map(({ stream }) => stream));
    await serveAll(
      readable.filter(({ stream }) => woken.has(stream)),
      next,
    );
    return 'read';
  };

  const loop = async (next: (entry: Entry) => void) => {
    let failures = 0;
    while (!closing.signal.aborted) {
      const finished = deferred();
      round = finished.promise;
      changed = deferred();
      try {
        const outcome = await once(next);
        finished.resolve();
        failures = 0;
        lastSuccess = performance.now();
        if (outcome === 'nothing to read')
          await Promise.race([changed.promise, pause(tuning.blockMs, closing.signal)]);
      } catch (error) {
        finished.resolve();
        failures += 1;
        // A blocked read is woken like this when its stream vanishes: each partition finds out for itself.
        if (error instanceof Error && error.message.startsWith('UNBLOCKED'))
          for (const partition of partitions.values()) partition.state = 'recovering';
        await pause(backOff(failures, 20, 500), closing.signal);
      }
    }
  };

  return {
    entries: new Observable<Entry>((subscriber) => {
      loop((entry) => subscriber.next(entry)).then(
        () => subscriber.complete(),
        (error: unknown) => subscriber.error(error),
      );
    }),
    add: (partition) => {
      partitions.set(partition.stream, partition);
      wake();
    },
    remove: async (partition) => {
      if (partitions.get(partition.stream) === partition) partitions.delete(partition.stream);
      wake();
      await round;
    },
    look: wake,
    silentMs: () => performance.now() - lastSuccess,
    close: () => {
      closing.abort();
      changed.resolve();
      waiting.close();
    },
  };
};

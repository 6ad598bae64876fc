import { Observable } from 'rxjs';
import { type Entry, entryOf, mayWork, type Partition } from './entry.js';
import { Fenced } from './errors.js';
import type { Observer } from './observe.js';
import { recoverPending } from './recover.js';
import type { Groups, RawEntry, Waiting } from './transport.js';
import type { Tuning } from './tuning.js';
import { backOff, deferred, endable, pause } from './waiting.js';

interface ReaderDeps {
  readonly group: string;
  readonly waiting: Waiting;
  readonly groups: Groups;
  readonly tuning: Tuning;
  readonly observe: Observer;
  /** Makes the group of this partition again where it is gone (FLUSHALL, a fail-over). */
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

/** So often a partition that is behind is read before the others have their turn. */
const readsARound = 16;
/** So often those that are not behind are looked at while others are. */
const inPassingMs = 20;

/** `in vain`: nothing showed that reading works. */
type Round = 'read' | 'in vain';

/** Reads the partitions that are owned, each under its lease, and none faster than its lanes can take. */
export const createReader = ({ group, waiting, groups, tuning, observe, restore }: ReaderDeps): Reader => {
  const partitions = new Map<string, Partition>();
  const failing = new WeakMap<Partition, { readonly times: number; readonly until: number }>();
  const closing = endable();
  let lastSuccess = performance.now();
  let lastInPassing = Number.NEGATIVE_INFINITY;
  let changed = deferred();
  let round = Promise.resolve();

  const wake = () => {
    changed.resolve();
    waiting.wake();
  };
  const isDue = (partition: Partition) => (failing.get(partition)?.until ?? 0) <= performance.now();
  const inState = (...states: Partition['state'][]) =>
    [...partitions.values()].filter(
      (partition) => states.includes(partition.state) && isDue(partition) && mayWork(partition),
    );

  const emit = (entry: Entry, next: (entry: Entry) => void) => {
    entry.partition.room.enter(entry);
    next(entry);
  };

  const take = (partition: Partition, entries: readonly RawEntry[], next: (entry: Entry) => void) => {
    const fresh = { deliveries: 0, deliveredAt: Date.now() };
    for (const raw of entries) emit(entryOf(partition, raw, fresh), next);
    partition.lastRead = entries.at(-1)?.id ?? partition.lastRead;
    // A doubt that came up meanwhile stays.
    if (partition.state === 'in doubt') return;
    partition.state = entries.length < tuning.readCount ? 'reading' : 'behind';
  };

  // New entries, until there are no more, the window is full, or it is the others' turn. While there are many, the server reads ahead as
  // the last ones are handled. What was read ahead is always taken, after what came before it; and where that
  // failed, it is left: it is pending, and recovered in its place.
  const readNew = async (partition: Partition, next: (entry: Entry) => void) => {
    const { lease, stream, room } = partition;
    const read = () => groups.readNew(stream, group, lease.token, tuning.readCount);
    let ahead: Promise<RawEntry[]> | undefined;
    try {
      for (let reads = 1; mayWork(partition) && (ahead !== undefined || room.hasSpace()); reads++) {
        const present = ahead ?? read();
        const goOn = partition.state === 'behind' && room.hasSpace() && reads < readsARound;
        ahead = goOn ? read() : undefined;
        // Until its turn comes nobody looks at how it ended.
        ahead?.catch(() => undefined);
        take(partition, await present, next);
        if (ahead === undefined && (partition.state !== 'behind' || reads >= readsARound)) return;
      }
    } finally {
      await ahead?.catch(() => undefined);
    }
  };

  // A read without a reply may have taken entries, or may do so yet: a new epoch makes it take nothing from now
  // on, and what it took is found among the pending ones.
  const blame = (partition: Partition, error: unknown) => {
    if (!mayWork(partition)) return;
    if (error instanceof Fenced) partition.lease.lose();
    else partition.state = 'in doubt';
  };

  // One that fails rests for a while, and keeps none of the others waiting.
  const rest = (partition: Partition) => {
    const times = (failing.get(partition)?.times ?? 0) + 1;
    const ms = backOff(times, 20, 500);
    failing.set(partition, { times, until: performance.now() + ms });
    void pause(ms, closing.signal).then(wake);
  };

  const clearUp = async (partition: Partition) => {
    await partition.lease.refresh();
    if (!mayWork(partition)) return;
    await restore(partition);
    partition.state = 'recovering';
  };

  /** Resolves with whether that worked. */
  const serve = async (partition: Partition, next: (entry: Entry) => void): Promise<boolean> => {
    try {
      if (partition.state === 'in doubt') await clearUp(partition);
      if (partition.state === 'recovering') {
        partition.lastRead = await recoverPending({ groups, group }, partition, (entry) => emit(entry, next));
        partition.state = 'behind';
      }
      await readNew(partition, next);
      failing.delete(partition);
      return true;
    } catch (error) {
      observe({ kind: 'trouble', what: `reading ${partition.stream}`, error });
      blame(partition, error);
      rest(partition);
      return false;
    }
  };

  const serveAll = async (due: readonly Partition[], next: (entry: Entry) => void): Promise<Round> =>
    (await Promise.all(due.map((partition) => serve(partition, next)))).includes(true) ? 'read' : 'in vain';

  // One round: what has to be recovered and what is known to wait; else waiting for news of the others.
  const once = async (next: (entry: Entry) => void): Promise<Round> => {
    const due = [
      ...inState('in doubt', 'recovering'),
      ...inState('behind').filter(({ room }) => room.hasSpace()),
    ];
    const readable = inState('reading').filter(({ room }) => room.hasSpace());
    if (due.length > 0) {
      // Nobody waits for news of the others now, so they are looked at in passing.
      const inPassing = performance.now() - lastInPassing > inPassingMs;
      if (inPassing) lastInPassing = performance.now();
      return serveAll(inPassing ? [...due, ...readable] : due, next);
    }
    if (readable.length === 0) {
      await Promise.race([changed.promise, pause(tuning.blockMs, closing.signal)]);
      return [...partitions.values()].some((partition) => failing.has(partition)) ? 'in vain' : 'read';
    }
    const news = await waiting.read(new Map(readable.map(({ stream, lastRead }) => [stream, lastRead])), 1);
    const woken = new Set(news.map(({ stream }) => stream));
    return woken.size === 0
      ? 'read'
      : serveAll(
          readable.filter(({ stream }) => woken.has(stream)),
          next,
        );
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
        if (outcome === 'read') lastSuccess = performance.now();
      } catch (error) {
        finished.resolve();
        failures += 1;
        // A blocked read is woken like this when its stream vanishes: each partition finds out for itself.
        if (error instanceof Error && error.message.startsWith('UNBLOCKED'))
          for (const partition of partitions.values())
            if (partition.state !== 'in doubt') partition.state = 'recovering';
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

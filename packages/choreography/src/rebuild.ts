import { encode } from './cloud-event.js';
import { bodyOf, type Entry, entryOf, mayWork, type Partition } from './entry.js';
import type { Outcome } from './handle.js';
import type { Observer } from './observe.js';
import type { Rebuilds } from './rebuilds.js';
import type { RawEntry } from './transport.js';
import type { Tuning } from './tuning.js';
import { backOff, pause } from './waiting.js';

/** What stood on a stream between two entries, neither of them included. */
export interface HistoryQuery {
  readonly stream: string;
  readonly after: string;
  readonly before: string;
  readonly limit: number;
}

/**
 * An archive that gives back what streams no longer hold: messages as JSON with the ids of their entries, in the order of
 * the stream, at most `limit`; none where there is nothing more. It must have all that was ever trimmed.
 */
export type History = (
  asked: HistoryQuery,
) => Promise<{ readonly entries: readonly { readonly id: string; readonly event: string }[] }>;

interface RebuildDeps {
  readonly group: string;
  readonly rebuilds: Rebuilds;
  readonly history: History | undefined;
  readonly handle: (entry: Entry) => Promise<Outcome> | Outcome;
  readonly tuning: Tuning;
  readonly observe: Observer;
}

const pageSize = 250;

/** Behind this there is nothing more to get from the archive. */
export const end = 'end';

/**
 * Plays to a group what a stream no longer holds, before it reads the stream. A group holds back all that is on its stream from
 * when it is made: so where the stream begins then, the archive ends, with no gap between them. How far it is outlasts
 * a crash; since then it repeats what was under way. What is begun is noted first, as Redis does with what it delivers: so a
 * message that kills its process is known here too.
 */
export const createRebuild = ({ group, rebuilds, history, handle, tuning, observe }: RebuildDeps) => {
  const play = async (partition: Partition, page: readonly RawEntry[]): Promise<boolean> => {
    const ids = page.map(({ id }) => id);
    const begun = await rebuilds.begin(partition.stream, group, ids);
    const lanes = new Map<string, Entry[]>();
    for (const raw of page) {
      const deliveries = begun.get(raw.id);
      if (deliveries === undefined) continue;
      const entry = entryOf(partition, raw, { deliveries, deliveredAt: Date.now() });
      lanes.set(entry.lane, [...(lanes.get(entry.lane) ?? []), entry]);
    }
    const playLane = async (entries: readonly Entry[]) => {
      for (const entry of entries) {
        const outcome = await handle(entry);
        partition.room.unblock(entry.lane);
        if (outcome === 'abandoned') return false;
      }
      return true;
    };
    return (await Promise.all([...lanes.values()].map(playLane))).every(Boolean);
  };

  const playAll = async (partition: Partition, archive: History, from: string) => {
    const { stream, lease } = partition;
    const { first, last, isTrimmed } = await rebuilds.standing(stream);
    const before = first ?? following(last);
    for (let after = from; isTrimmed; ) {
      const { entries } = await archive({ stream, after, before, limit: pageSize });
      const next = entries.at(-1)?.id;
      if (next === undefined) break;
      if (!(await play(partition, entries.map(replayed)))) return;
      after = next;
      lease.check();
      await rebuilds.advance(stream, group, after);
    }
    lease.check();
    await rebuilds.advance(stream, group, end);
  };

  return {
    /** Resolves when the stream may be read. Waits for the archive for as long as the partition is owned. */
    catchUp: async (partition: Partition): Promise<void> => {
      for (let failures = 0; mayWork(partition); ) {
        try {
          const state = await rebuilds.read(partition.stream, group);
          if (state?.until !== undefined) partition.replayedUntil = state.until;
          if (state === undefined || state.after === end || history === undefined) return;
          await playAll(partition, history, state.after);
        } catch (error) {
          failures += 1;
          observe({ kind: 'trouble', what: `getting the past of ${partition.stream}`, error });
          await pause(backOff(failures, tuning.retryBaseMs, tuning.retryMaxMs), partition.ending.signal);
        }
      }
    },
  };
};

const replayed = ({ id, event }: { readonly id: string; readonly event: string }): RawEntry => {
  const { message } = bodyOf({ id, json: event });
  return { id, json: message ? encode({ ...message, replayed: true }) : event, isArchived: true };
};

/** The id right behind this one. */
const following = (id: string): string => {
  const [ms, count] = id.split('-');
  return `${ms}-${BigInt(count ?? 0) + 1n}`;
};

import { mayWork, type Partition } from './entry.js';
import type { Observer } from './observe.js';
import type { Groups } from './transport.js';
import type { Tuning } from './tuning.js';
import { endable, pause } from './waiting.js';

interface OrphansDeps {
  readonly group: string;
  readonly groups: Groups;
  readonly tuning: Tuning;
  readonly observe: Observer;
  readonly partitions: () => readonly Partition[];
  readonly found: () => void;
}

/**
 * Looks now and then for entries that were delivered long ago and that nobody works on. There should be none;
 * one that is found is told loudly, and its partition is recovered.
 */
export const watchForOrphans = ({ group, groups, tuning, observe, partitions, found }: OrphansDeps) => {
  const closing = endable();

  const look = async (partition: Partition) => {
    const { stream, room } = partition;
    if (!mayWork(partition) || partition.state === 'recovering' || partition.state === 'in doubt') return;
    const idle = await groups.pending(stream, group, '0-0', tuning.orphansMs);
    const entries = idle.map(({ id }) => id).filter((id) => !room.has(id));
    if (entries.length === 0 || !mayWork(partition)) return;
    observe({ kind: 'orphaned', stream, entries });
    partition.state = 'in doubt';
    found();
  };

  const watch = async () => {
    for (;;) {
      await pause(tuning.orphansMs, closing.signal);
      if (closing.signal.aborted) return;
      for (const partition of partitions())
        await look(partition).catch((error: unknown) =>
          observe({ kind: 'trouble', what: `looking for orphans on ${partition.stream}`, error }),
        );
    }
  };
  void watch();

  return { close: () => closing.abort() };
};

import { type Entry, entryOf, type Partition } from './entry.js';
import type { Groups } from './transport.js';

interface RecoverDeps {
  readonly groups: Groups;
  readonly group: string;
}

/**
 * Hands over what an earlier owner, or a read whose reply was lost, has left pending, in order, but for what
 * is in the lanes already. Returns the id after which entries are new. The delivery counts are left alone:
 * `XREADGROUP … 0` would raise those of all entries, and so blame the innocent.
 */
export const recoverPending = async (
  { groups, group }: RecoverDeps,
  partition: Partition,
  emit: (entry: Entry) => void,
): Promise<string> => {
  const { stream, lease, room } = partition;
  for (let after = '0-0'; ; ) {
    lease.check();
    const pending = await groups.pending(stream, group, after);
    const missing = pending.filter(({ id }) => !room.has(id));
    const found = await groups.entries(
      stream,
      missing.map(({ id }) => id),
    );
    lease.check();
    found.forEach((raw, index) => {
      const { deliveries = 1, idleMs = 0 } = missing[index] ?? {};
      emit(entryOf(partition, raw, { deliveries, deliveredAt: Date.now() - idleMs }));
    });
    const last = pending.at(-1);
    if (!last) return groups.lastDelivered(stream, group);
    after = last.id;
  }
};

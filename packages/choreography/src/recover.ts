import type { Redis } from 'ioredis';
import type { Partition } from './entry.js';
import { entriesOf, listOf, pendingOf, type RawEntry } from './replies.js';

interface RecoverDeps {
  readonly redis: Redis;
  readonly group: string;
}

/**
 * Hands over what an earlier owner, or a read whose reply was lost, has left pending, in order, but for what
 * is in the lanes already. Returns the id after which entries are new. Reading by XPENDING and XRANGE leaves
 * the delivery counts alone: `XREADGROUP … 0` would raise those of all entries, and so blame the innocent.
 */
export const recoverPending = async (
  { redis, group }: RecoverDeps,
  partition: Partition,
  emit: (entry: RawEntry, deliveries: number) => void,
): Promise<string> => {
  const { stream, lease, inFlight } = partition;
  for (let from = '-'; ; ) {
    lease.check();
    const pending = pendingOf(await redis.call('XPENDING', stream, group, from, '+', 100));
    const missing = pending.filter(({ id }) => !inFlight.has(id));
    const found = await Promise.all(missing.map(({ id }) => redis.call('XRANGE', stream, id, id)));
    lease.check();
    missing.forEach(({ id, deliveries }, index) => {
      emit(entriesOf(found[index])[0] ?? { id, json: undefined }, deliveries);
    });
    const last = pending.at(-1);
    if (!last) return lastDelivered(redis, stream, group);
    from = `(${last.id}`;
  }
};

/** From XINFO GROUPS, whose groups are lists of names and values. */
const lastDelivered = async (redis: Redis, stream: string, group: string): Promise<string> => {
  for (const info of listOf(await redis.call('XINFO', 'GROUPS', stream))) {
    const fields = listOf(info);
    if (fields[fields.indexOf('name') + 1] === group)
      return String(fields[fields.indexOf('last-delivered-id') + 1]);
  }
  throw new Error(`NOGROUP ${stream} has no group ${group}`);
};

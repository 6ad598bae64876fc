import { compareIds } from '../entry-ids.js';
import { NoGroup, Owned } from '../errors.js';
import type { Mending } from '../mending.js';
import { leaseKey } from '../names.js';
import type { Connection } from './connection.js';
import { instanceOfLease } from './leases.js';
import { repeatEntry, seekGroup } from './mending-scripts.js';
import { entriesOf, fieldsOf, listOf } from './replies.js';

/** Up to so many entries are counted, so that Redis knows the lag at once; past that it is known when the group has caught up. */
const mostCounted = 100_000;
const pageSize = 1_000;

export const createMending = (redis: Connection): Mending => ({
  repeat: async (stream, group, entry) => {
    const added = await repeatEntry(redis, [stream], [entry, group]);
    return typeof added === 'string' ? added : undefined;
  },
  seek: async (stream, group, after) => {
    try {
      const read = await entriesReadUpTo(redis, stream, after);
      const [before, oldest] = listOf(
        await seekGroup(redis, [leaseKey(stream, group), stream], [group, after, read]),
      );
      return { lastDelivered: String(before), oldestPending: oldest === '' ? undefined : String(oldest) };
    } catch (cause) {
      const text = cause instanceof Error ? cause.message : '';
      if (text.startsWith('NOGROUP')) throw new NoGroup(stream, group, { cause });
      if (text.startsWith('OWNED ')) throw new Owned(stream, group, instanceOfLease(text.slice(6)));
      throw cause;
    }
  },
});

/** How many entries were ever added up to this id, as Redis counts its lag by; -1 where that cannot be known. */
const entriesReadUpTo = async (redis: Connection, stream: string, after: string): Promise<number> => {
  if ((await redis.exists(stream)) === 0) return -1;
  const info = fieldsOf(await redis.call('XINFO', 'STREAM', stream));
  if (compareIds(String(info.get('max-deleted-entry-id')), after) > 0) return -1;
  const end = String(info.get('last-generated-id'));
  let behind = 0;
  for (let start = `(${after}`; behind <= mostCounted; ) {
    // Not past what was counted as added: more may come meanwhile.
    const page = entriesOf(await redis.call('XRANGE', stream, start, end, 'COUNT', pageSize));
    behind += page.length;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return Number(info.get('entries-added')) - behind;
    start = `(${last.id}`;
  }
  return -1;
};

import {
  type Connection,
  compareIds,
  entryBefore,
  streamKey,
  streamsOf,
} from '@obey/choreography/inspection';
import { topologyOf } from './find.js';
import { lookAtGroups } from './look.js';
import { pagesOf } from './pages.js';

/** The first entry that each group has not finished; who has finished all that stands there is not among them. */
export type Unfinished = ReadonlyMap<string, string>;

/** What is unfinished on a stream, by the groups that are on it and by those named, be it that they have never begun. */
export const unfinishedOn = async (
  redis: Connection,
  stream: string,
  groups: readonly string[],
): Promise<Unfinished> => {
  const behind = new Map(groups.map((group) => [group, '0-0']));
  for (const { group, lastDelivered, pending } of await lookAtGroups(redis, stream)) {
    const [oldest] = pending > 0 ? await redis.xpending(stream, group, '-', '+', 1) : [];
    behind.set(group, Array.isArray(oldest) ? entryBefore(String(oldest[0])) : lastDelivered);
  }
  const unfinished = new Map<string, string>();
  for (const [group, id] of behind) {
    const [first] = await redis.xrange(stream, `(${id}`, '+', 'COUNT', 1);
    if (first) unfinished.set(group, first[0]);
  }
  return unfinished;
};

/** Which groups declare to hear which stream, whether they have ever run or not. */
export const declaredGroups = async (redis: Connection): Promise<ReadonlyMap<string, readonly string[]>> => {
  const groups = new Map<string, string[]>();
  for (const { service, reactsTo } of await topologyOf(redis))
    for (const key of new Set(reactsTo.flatMap(streamsOf).map(streamKey)))
      groups.set(key, [...(groups.get(key) ?? []), service]);
  return groups;
};

/** Up to where a stream may be trimmed (this entry stays), and who keeps it from going as far as was asked. */
export interface Cut {
  readonly upTo: string;
  readonly heldBackBy: readonly string[];
}

/** Trims no further than what every group has finished. `cutoff` is the first id that is to stay in any case. */
export const cutAt = (cutoff: string, unfinished: Unfinished): Cut => {
  const holding = [...unfinished].filter(([, id]) => compareIds(id, cutoff) < 0);
  const upTo = holding.reduce((least, [, id]) => (compareIds(id, least) < 0 ? id : least), cutoff);
  return { upTo, heldBackBy: holding.map(([group]) => group).sort() };
};

/** Removes what comes before this id, a thousand entries at a time, so that nobody waits for long. Resolves with how many. */
export const trimTo = async (redis: Connection, stream: string, upTo: string): Promise<number> => {
  let removed = 0;
  for await (const page of pagesOf(redis, stream, { from: '-', to: `(${upTo}` }, 1_000)) {
    const [last] = page.slice(-1);
    // The last of a page goes with the next one, or at the end.
    removed += Number(await redis.call('XTRIM', stream, 'MINID', '=', last?.id ?? upTo));
  }
  return removed + Number(await redis.call('XTRIM', stream, 'MINID', '=', upTo));
};

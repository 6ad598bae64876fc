import { type Connection, entriesOf, fieldsOf, listOf, timeOfEntry } from '@obey/choreography/inspection';
import type { Found } from './find.js';

/** How far a group is with one partition. */
export interface GroupView {
  readonly group: string;
  /** Entries not yet delivered; null where Redis cannot tell, because entries were deleted. */
  readonly lag: number | null;
  readonly pending: number;
  readonly lastDelivered: string;
  /** When the oldest entry that is not acknowledged was added; undefined where all are. */
  readonly oldest: Date | undefined;
}

export interface StreamView extends Found {
  readonly length: number;
  /** Over the last minute, or over the last entries where more came in that time. */
  readonly perSecond: number;
  readonly first: Date | undefined;
  readonly last: Date | undefined;
  readonly bytes: number;
  readonly groups: readonly GroupView[];
}

/** So many of the last entries are read to know how fast a stream grows. */
const sampled = 50;
const minuteMs = 60_000;

/** Looks at one partition; one that does not exist is empty. */
export const lookAtStream = async (redis: Connection, found: Found, now: Date): Promise<StreamView> => {
  const { key } = found;
  const [length, first, latest, bytes, groups] = await Promise.all([
    redis.xlen(key),
    redis.call('XRANGE', key, '-', '+', 'COUNT', 1),
    redis.call('XREVRANGE', key, '+', '-', 'COUNT', sampled),
    // Of five nodes of the stream, from which Redis infers the rest.
    redis.call('MEMORY', 'USAGE', key, 'SAMPLES', 5),
    lookAtGroups(redis, key),
  ]);
  const times = entriesOf(latest).map(({ id }) => timeOfEntry(id));
  return {
    ...found,
    length,
    perSecond: rateOf(times, now),
    first: entriesOf(first).map(({ id }) => timeOfEntry(id))[0],
    last: times[0],
    bytes: Number(bytes ?? 0),
    groups,
  };
};

/** Entries a second, from the times of the latest ones, newest first. */
export const rateOf = (times: readonly Date[], now: Date): number => {
  const recent = times.filter((time) => now.getTime() - time.getTime() < minuteMs);
  const oldest = recent.at(-1);
  if (!oldest) return 0;
  const isCut = recent.length === times.length && times.length === sampled;
  const overMs = isCut ? Math.max(1, now.getTime() - oldest.getTime()) : minuteMs;
  return (recent.length * 1_000) / overMs;
};

/** The groups of one partition, by name; none where it does not exist. */
export const lookAtGroups = async (redis: Connection, key: string): Promise<GroupView[]> => {
  const reply = await redis.call('XINFO', 'GROUPS', key).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('no such key')) return [];
    throw error;
  });
  return Promise.all(
    listOf(reply)
      .map(fieldsOf)
      .map(async (info): Promise<GroupView> => {
        const lag = info.get('lag');
        const group = String(info.get('name'));
        const view = {
          group,
          lag: typeof lag === 'number' ? lag : null,
          pending: Number(info.get('pending')),
          lastDelivered: String(info.get('last-delivered-id')),
        };
        return { ...view, oldest: await oldestOf(redis, key, view) };
      }),
  );
};

const oldestOf = async (redis: Connection, key: string, view: Omit<GroupView, 'oldest'>) => {
  if (view.pending > 0) {
    const [, first] = listOf(await redis.call('XPENDING', key, view.group));
    if (typeof first === 'string') return timeOfEntry(first);
  }
  if (view.lag === 0) return undefined;
  const [next] = entriesOf(await redis.call('XRANGE', key, `(${view.lastDelivered}`, '+', 'COUNT', 1));
  return next && timeOfEntry(next.id);
};

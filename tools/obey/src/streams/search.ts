import { type Connection, entriesOf, timeOfEntry } from '@obey/choreography/inspection';
import { endsOf, type Seen, seen } from './entries.js';

const pageSize = 500;
const minuteMs = 60_000;

/** Clocks of services and of Redis may differ by so much. */
const clocksMs = minuteMs;

/** Entries of one stream from one time to another (ms, both included) that hold this text. */
const searchStream = async (
  redis: Connection,
  stream: string,
  { from, to, text }: { readonly from: number; readonly to: number | undefined; readonly text: string },
): Promise<Seen[]> => {
  const found: Seen[] = [];
  for (let start = String(from); ; ) {
    const page = entriesOf(await redis.call('XRANGE', stream, start, to ?? '+', 'COUNT', pageSize));
    // Most are passed over by their text: reading them as JSON would take ten times as long.
    for (const raw of page) if (raw.json?.includes(text)) found.push(seen(stream, raw));
    const last = page.at(-1);
    if (!last || page.length < pageSize) return found;
    start = `(${last.id}`;
  }
};

const searchAll = async (
  redis: Connection,
  streams: readonly string[],
  range: { readonly from: number; readonly to: number | undefined; readonly text: string },
): Promise<Seen[]> => (await Promise.all(streams.map((stream) => searchStream(redis, stream, range)))).flat();

interface Search {
  /** What the JSON of a wanted message holds. */
  readonly text: string;
  readonly isWanted: (one: Seen) => boolean;
  /** Whether what was found is all that can be, so that nothing older is read. */
  readonly isWhole: (found: readonly Seen[]) => boolean;
  /** Nothing older than this is looked at. */
  readonly since: Date | undefined;
}

/**
 * Looks for messages from the newest backwards, in spans of ten minutes that double, until what was found is whole and
 * nothing more of it was said in the minute before. An id that holds its time (UUIDv7) ends the search there.
 */
export const searchBackwards = async (
  redis: Connection,
  streams: readonly string[],
  { text, isWanted, isWhole, since }: Search,
): Promise<Seen[]> => {
  const floor = Math.max(0, since?.getTime() ?? 0, (timeOfId(text)?.getTime() ?? 0) - clocksMs);
  const ends = [...(await endsOf(redis, streams)).values()].map((id) => timeOfEntry(id).getTime());
  let found: Seen[] = [];
  let to = Math.max(0, ...ends);
  for (let spanMs = 10 * minuteMs; to >= floor; spanMs *= 2) {
    const from = Math.max(floor, to - spanMs);
    found = [...(await searchAll(redis, streams, { from, to, text })).filter(isWanted), ...found];
    const earliest = Math.min(...found.map(({ entry }) => timeOfEntry(entry).getTime()));
    if (found.length > 0 && isWhole(found) && earliest - from > clocksMs) return found;
    to = from - 1;
  }
  return found;
};

/** When a UUIDv7 was made (RFC 9562); undefined for any other id. */
export const timeOfId = (id: string): Date | undefined => {
  const [, high = '', low = ''] =
    /^([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/i.exec(id) ?? [];
  return high === '' ? undefined : new Date(Number.parseInt(high + low, 16));
};

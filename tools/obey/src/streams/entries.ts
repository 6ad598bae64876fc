import type { Message } from '@obey/choreography';
import {
  type Connection,
  compareIds,
  decode,
  entriesOf,
  listOf,
  streamsIn,
  timeOfEntry,
} from '@obey/choreography/inspection';
import type { Veil } from '../veil.js';

/** One entry of a stream, as far as it can be read. */
export interface Seen {
  readonly stream: string;
  readonly entry: string;
  /** Put back by an operator for this group only. */
  readonly onlyFor?: string;
  /** The event as it stands. */
  readonly json: string;
  /** Undefined where the entry is no message; `fault` says why. */
  readonly message: Message | undefined;
  readonly fault?: string;
}

const pageSize = 100;

type RawEntry = ReturnType<typeof entriesOf>[number];

/** Reads an entry of a stream. */
export const seen = (stream: string, { id, json = '', onlyFor }: RawEntry): Seen => {
  const place = { stream, entry: id, json, ...(onlyFor !== undefined && { onlyFor }) };
  try {
    return { ...place, message: decode(json) };
  } catch (error) {
    return { ...place, message: undefined, fault: error instanceof Error ? error.message : String(error) };
  }
};

/** The entries of one stream from one id to another, both included, by pages; backwards where `to` comes before `from`. */
const pagesOf = async function* (
  redis: Connection,
  stream: string,
  { from, to, isBackwards }: Range & { readonly isBackwards: boolean },
): AsyncGenerator<Seen> {
  const command = isBackwards ? 'XREVRANGE' : 'XRANGE';
  for (let start = from; ; ) {
    const page = entriesOf(await redis.call(command, stream, start, to, 'COUNT', pageSize));
    for (const raw of page) yield seen(stream, raw);
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    start = `(${last.id}`;
  }
};

export interface Range {
  readonly from: string;
  readonly to: string;
}

/** Everything on these streams, merged by when it was added, oldest first. Each stream is read a page ahead, no more. */
export const readForwards = (redis: Connection, streams: readonly string[], { from, to }: Range) =>
  merged(
    streams.map((stream) => pagesOf(redis, stream, { from, to, isBackwards: false })),
    (a, b) => compareIds(a.entry, b.entry),
  );

/** The same, newest first. */
export const readBackwards = (redis: Connection, streams: readonly string[], { from, to }: Range) =>
  merged(
    streams.map((stream) => pagesOf(redis, stream, { from: to, to: from, isBackwards: true })),
    (a, b) => compareIds(b.entry, a.entry),
  );

const merged = async function* (
  sources: readonly AsyncGenerator<Seen>[],
  compare: (a: Seen, b: Seen) => number,
): AsyncGenerator<Seen> {
  const heads = (await Promise.all(sources.map(async (source) => headOf(source)))).flatMap(
    (head) => head ?? [],
  );
  for (;;) {
    const first = heads.reduce<(typeof heads)[number] | undefined>(
      (best, head) => (best && compare(best.next, head.next) <= 0 ? best : head),
      undefined,
    );
    if (!first) return;
    yield first.next;
    const following = await headOf(first.source);
    if (following) first.next = following.next;
    else heads.splice(heads.indexOf(first), 1);
  }
};

const headOf = async (source: AsyncGenerator<Seen>) => {
  const { value, done } = await source.next();
  return done ? undefined : { source, next: value };
};

/** The ids of the last entries of these streams: what comes after them is new. */
export const endsOf = async (redis: Connection, streams: readonly string[]): Promise<Map<string, string>> =>
  new Map(
    await Promise.all(
      streams.map(async (stream) => {
        const [last] = entriesOf(await redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1));
        return [stream, last?.id ?? '0-0'] as const;
      }),
    ),
  );

/**
 * What was added after these ids, in one look that waits for nothing (XREAD without BLOCK), oldest first; the ids are
 * moved on. Not more than a page of each stream at once.
 */
export const readNew = async (redis: Connection, after: Map<string, string>): Promise<Seen[]> => {
  const replies = await Promise.all(
    readsOf(redis, [...after]).map(async (some) => {
      const ids = some.map(([, id]) => id);
      const keys = some.map(([stream]) => stream);
      return streamsIn(listOf(await redis.call('XREAD', 'COUNT', pageSize, 'STREAMS', ...keys, ...ids)));
    }),
  );
  const found = replies.flat().flatMap(({ stream, entries }) => entries.map((raw) => seen(stream, raw)));
  for (const { stream, entry } of found) after.set(stream, entry);
  return found.sort((a, b) => compareIds(a.entry, b.entry));
};

/** A Cluster reads streams of different slots one by one. */
const readsOf = <T>(redis: Connection, all: readonly T[]): (readonly T[])[] => {
  if (all.length === 0) return [];
  return redis.isCluster ? all.map((one) => [one]) : [all];
};

/** What a program gets of an entry: where it stands, and the message; or the event as it stands, and its fault. */
export interface EntryRecord extends Partial<Message> {
  readonly stream: string;
  readonly entry: string;
  readonly addedAt: Date;
  readonly onlyFor?: string;
  readonly fault?: string;
  readonly event?: string;
}

export const recordOf = (
  { stream, entry, onlyFor, message, fault = '', json }: Seen,
  veil: Veil,
): EntryRecord => ({
  stream,
  entry,
  addedAt: timeOfEntry(entry),
  ...(onlyFor !== undefined && { onlyFor }),
  ...(message ? veil.of(message) : { fault, event: veil.over(json) }),
});

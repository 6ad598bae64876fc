import { Subject } from 'rxjs';
import { compareIds, idAfter } from '../entry-ids.js';
import type { RawEntry } from '../transport.js';

/** One group of a stream: how far it was given entries, and which of them it has not acknowledged. */
export interface Group {
  lastDelivered: string;
  /** By entry id, in the order of the stream. `at` is monotonic, in ms. */
  readonly pending: Map<string, { deliveries: number; at: number }>;
}

export interface Stream {
  entries: RawEntry[];
  lastId: string;
  /** How many there ever were. */
  added: number;
  readonly groups: Map<string, Group>;
  /** Monotonic, in ms. */
  endsAt: number;
}

export type Streams = ReturnType<typeof createStreams>;

/** How many of the entries do not come after this id. */
export const countUpTo = (entries: readonly RawEntry[], id: string): number => {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareIds(entries[middle]?.id ?? id, id) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Streams by their keys. An entry's id is the time in ms and a count, and rises along its stream. */
export const createStreams = () => {
  const streams = new Map<string, Stream>();
  const added = new Subject<string>();

  const find = (key: string): Stream | undefined => {
    const stream = streams.get(key);
    if (stream && stream.endsAt <= performance.now()) streams.delete(key);
    return streams.get(key);
  };

  const open = (key: string): Stream => {
    const stream = find(key) ?? {
      entries: [],
      lastId: '0-0',
      added: 0,
      groups: new Map(),
      endsAt: Number.POSITIVE_INFINITY,
    };
    streams.set(key, stream);
    return stream;
  };

  const after = (key: string, id: string, count = Number.POSITIVE_INFINITY): RawEntry[] => {
    const { entries } = find(key) ?? { entries: [] };
    const from = countUpTo(entries, id);
    return entries.slice(from, from + count);
  };

  return {
    /** The key of each stream, as soon as an entry was added to it. */
    added,
    find,
    open,
    keys: (): readonly string[] => [...streams.keys()],
    after,
    entry: (key: string, id: string): RawEntry | undefined => {
      const { entries } = find(key) ?? { entries: [] };
      const entry = entries[countUpTo(entries, id) - 1];
      return entry?.id === id ? entry : undefined;
    },
    /** Adds an entry, and makes the stream where there is none. The id of the entry is given back. */
    add: (key: string, json: string, onlyFor?: string): string => {
      const stream = open(key);
      const id = idAfter(stream.lastId);
      stream.lastId = id;
      stream.added += 1;
      stream.entries.push({ id, json, ...(onlyFor !== undefined && { onlyFor }) });
      added.next(key);
      return id;
    },
    /** Whether some group of some stream was not given everything, or has not acknowledged all that it was given. */
    unfinished: (): boolean =>
      [...streams.values()].some(({ entries, groups }) =>
        [...groups.values()].some(
          ({ pending, lastDelivered }) =>
            pending.size > 0 || countUpTo(entries, lastDelivered) < entries.length,
        ),
      ),
  };
};

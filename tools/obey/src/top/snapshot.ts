import { type Connection, fieldsOf } from '@obey/choreography/inspection';
import { groupBy } from '../group-by.js';
import type { Found } from '../streams/find.js';
import { type Part, readParts } from '../streams/parts.js';
import { sum, sumOfGroups } from '../streams/sum.js';

/** One group with one stream; without a group where nobody reads it. */
export interface TopRow {
  readonly stream: string;
  readonly group: string | undefined;
  /** Entries a second since the look before; undefined at the first. */
  readonly rate: number | undefined;
  readonly lag: number | null;
  readonly pending: number;
  readonly oldest: Date | undefined;
  readonly dead: number;
  readonly owned: number;
  readonly partitions: number;
}

/** How many entries were ever added to each partition, and when that was read (ms). */
export interface Added {
  readonly at: number;
  readonly byKey: ReadonlyMap<string, number>;
}

export interface Snapshot {
  readonly rows: readonly TopRow[];
  readonly added: Added;
}

/** Looks at all once; the one before tells what was added since. */
export const takeSnapshot = async (
  redis: Connection,
  found: readonly Found[],
  before: Added | undefined,
): Promise<Snapshot> => {
  const at = performance.now();
  const [parts, counts] = await Promise.all([
    readParts(redis, [], found),
    Promise.all(found.map(async ({ key }) => [key, await addedTo(redis, key)] as const)),
  ]);
  const added = { at, byKey: new Map(counts) };
  return { rows: rowsOf(found, parts, before, added), added };
};

const addedTo = async (redis: Connection, key: string): Promise<number> => {
  const reply = await redis.call('XINFO', 'STREAM', key).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('no such key')) return [];
    throw error;
  });
  return Number(fieldsOf(reply).get('entries-added') ?? 0);
};

/** Puts partitions of one stream together, for each group that reads it. */
export const rowsOf = (
  found: readonly Found[],
  parts: readonly Part[],
  before: Added | undefined,
  added: Added,
): TopRow[] =>
  [...groupBy(found, ({ family }) => family)].flatMap(([stream, partitions]): TopRow[] => {
    const rate =
      before &&
      rateOf(
        partitions.map(({ key }) => key),
        before,
        added,
      );
    const ofStream = parts.filter(({ family }) => family === stream);
    if (ofStream.length === 0) {
      const nothing = { lag: 0, pending: 0, oldest: undefined, dead: 0, owned: 0 };
      return [{ stream, group: undefined, rate, ...nothing, partitions: partitions.length }];
    }
    return sumOfGroups(ofStream).map((total) => {
      const mine = ofStream.filter(({ group }) => group === total.group);
      return {
        ...total,
        stream,
        rate,
        dead: sum(mine.map(({ dead }) => dead)),
        owned: mine.filter(({ owner }) => owner !== undefined).length,
      };
    });
  });

const rateOf = (keys: readonly string[], before: Added, now: Added): number => {
  const more = keys.map(
    (key) => (now.byKey.get(key) ?? 0) - (before.byKey.get(key) ?? now.byKey.get(key) ?? 0),
  );
  return (Math.max(0, sum(more)) * 1_000) / Math.max(1, now.at - before.at);
};

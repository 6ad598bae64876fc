import type { ServiceDescription } from '@obey/choreography';
import {
  type Connection,
  createDirectory,
  familyOf,
  masters,
  parseStreamKey,
  readTopology,
  type StreamName,
  streamKey,
  streamsOf,
} from '@obey/choreography/inspection';
import { NotFound } from '../errors.js';
import { globOf } from '../glob.js';

/** One partition of a stream, and the name that all of its partitions share: `events:auth`. */
export interface Found {
  readonly key: string;
  readonly name: StreamName;
  readonly family: string;
}

/** Past so many keys, finding what nobody has declared would take more than a moment. */
const mostScanned = 200_000;

export const topologyOf = (redis: Connection): Promise<ServiceDescription[]> =>
  readTopology(createDirectory(redis));

/** Whether a Redis holds so many keys that streams are not looked for among them, where services declare some. */
export const holdsTooMany = async (redis: Connection): Promise<boolean> =>
  (await keyCount(redis)) > mostScanned;

/**
 * All streams, by name: those that services declare, and those that stand in Redis under such a name (SCAN), unless
 * it holds very many keys. With patterns, those that fit one of them; throws `NotFound` where one fits none.
 */
export const findStreams = async (redis: Connection, patterns: readonly string[] = []): Promise<Found[]> => {
  const declared = (await topologyOf(redis))
    .flatMap(({ says, asks, reactsTo }) => [...says, ...asks, ...reactsTo])
    .flatMap(streamsOf)
    .map(streamKey);
  const scanned = declared.length > 0 && (await holdsTooMany(redis)) ? [] : await scanStreams(redis);
  const all = [...new Set([...declared, ...scanned])].flatMap((key) => {
    const name = parseStreamKey(key);
    return name ? [{ key, name, family: familyOf(name) }] : [];
  });
  for (const pattern of patterns)
    if (!all.some((one) => fits(one, pattern)))
      throw new NotFound(`No stream is called ${pattern}. Run obey streams to see which there are`);
  return all
    .filter((one) => patterns.length === 0 || patterns.some((pattern) => fits(one, pattern)))
    .sort((a, b) => a.family.localeCompare(b.family) || a.name.partition - b.name.partition);
};

/** A pattern is an owner (`auth`), a family (`events:auth`, `*:auth`) or a key (`events:{auth:3}`). */
const fits = ({ key, family, name }: Found, pattern: string) => {
  const glob = globOf(pattern);
  return [key, family, name.owner].some((one) => glob.test(one));
};

const keyCount = async (redis: Connection) => {
  const counts = await Promise.all(masters(redis).map((node) => node.dbsize()));
  return counts.reduce((sum, one) => sum + one, 0);
};

const scanStreams = async (redis: Connection): Promise<string[]> => {
  const found: string[] = [];
  for (const node of masters(redis))
    for (let cursor = '0'; ; ) {
      const [next, keys] = await node.scan(cursor, 'COUNT', 1_000, 'TYPE', 'stream');
      found.push(...keys);
      if (next === '0') break;
      cursor = next;
    }
  return found;
};

import { startRedis } from '@obey/test-servers';
import type { Redis } from 'ioredis';
import { connect } from './streams.js';

/** Redis options, which win over what `startRedis` sets. */
export const inMemory = ['--appendonly', 'no'];
/** As `npm start` has it: what has been answered is on disk. */
export const onDisk = ['--appendonly', 'yes', '--appendfsync', 'always'];
export const everySecond = ['--appendonly', 'yes', '--appendfsync', 'everysec'];

export interface Server {
  readonly url: string;
  readonly redis: Redis;
}

/** Runs this with a Redis of its own, which ends with it. */
export const withRedis = async <T>(
  options: readonly string[],
  use: (server: Server) => Promise<T>,
): Promise<T> => {
  const ends: (() => unknown)[] = [];
  try {
    const { url } = await startRedis({ teardown: (end) => void ends.push(end) }, ...options);
    const redis = await connect(url);
    ends.push(() => redis.disconnect());
    return await use({ url, redis });
  } finally {
    for (const end of ends.reverse()) await end();
  }
};

/** Measures these in turn, A B A B …, so many times. Gives the figures of each by its name. */
export const inTurn = async <Name extends string>(
  rounds: number,
  measures: ReadonlyMap<Name, () => Promise<number>>,
  progress: (text: string) => void,
): Promise<(name: Name) => number[]> => {
  const figures = new Map<Name, number[]>();
  for (let round = 1; round <= rounds; round++)
    for (const [name, measure] of measures) {
      progress(`${name}, round ${round} of ${rounds}`);
      figures.set(name, [...(figures.get(name) ?? []), await measure()]);
    }
  return (name) => figures.get(name) ?? [];
};

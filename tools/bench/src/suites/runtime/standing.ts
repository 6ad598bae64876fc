import { until } from '@obey/test-servers';
import { loadContender } from './contenders.js';
import { untilDrained } from './drained.js';
import type { Job } from './job.js';
import { inMemory, type Server, withRedis } from './rounds.js';
import { startWorker, type WorkerProcess } from './worker-process.js';
import { epochMs, type Topic } from './workload.js';

interface Standing {
  readonly partitions: number;
  readonly members: number;
  /** Makes the Redis what it should be before anybody starts. */
  readonly prepare?: (server: Server, topic: Topic) => Promise<void>;
  /** Runs after each round, outside the measured time. */
  readonly tidy?: (server: Server, topic: Topic) => Promise<void>;
}

/**
 * Members of one group that stand ready on a Redis of their own, the partitions shared out evenly. `use` gets a round: so many
 * messages appear at once; messages a second until all are handled and acknowledged.
 */
export const withStanding = <T>(
  { partitions, members, prepare, tidy }: Standing,
  use: (round: (messages: number) => Promise<number>) => Promise<T>,
): Promise<T> =>
  withRedis(inMemory, async (server) => {
    const { url, redis } = server;
    const topic: Topic = { owner: 'bench', partitions };
    const { fill, drained } = await loadContender('ours');
    await prepare?.(server, topic);
    const job: Job = {
      contender: 'ours',
      url,
      topics: [topic],
      warmUp: 0,
      role: 'consume',
      nimble: true,
    };
    const workers = await Promise.all(Array.from({ length: members }, () => startWorker(job)));
    try {
      await Promise.all(workers.map((worker) => worker.order({ do: 'start' })));
      await until('the partitions are shared out', () => isShared(workers, partitions));
      return await use(async (messages) => {
        await fill(redis, topic, messages);
        const startedAt = epochMs();
        await untilDrained(() => drained(redis, topic));
        const rate = (messages * 1_000) / (epochMs() - startedAt);
        await tidy?.(server, topic);
        return rate;
      });
    } finally {
      await Promise.all(workers.map((worker) => worker.end()));
    }
  });

const isShared = async (workers: readonly WorkerProcess[], partitions: number) => {
  const shares = await Promise.all(workers.map((worker) => worker.order({ do: 'held' })));
  return shares.every(([share]) => share === partitions / workers.length);
};

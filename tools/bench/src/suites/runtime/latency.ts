import { median, quantile } from '../../statistics.js';
import type { CaseResult } from '../../suite.js';
import type { ContenderName } from './contender.js';
import type { Run } from './plan.js';
import { rawLoop, resultOf } from './results.js';
import { inMemory, inTurn, withRedis } from './rounds.js';
import { startWorker } from './worker-process.js';
import type { Topic } from './workload.js';

const perSecond = 1_000;
const topic: Topic = { owner: 'bench', partitions: 8 };
const quantiles = { 'latency-p50': 0.5, 'latency-p99': 0.99, 'latency-max': 1 } as const;

/** One publisher and one consumer, each in a process of its own. `use` gets a round: latencies in milliseconds. */
export const withPair = <T>(
  contender: ContenderName,
  use: (round: (messages: number) => Promise<number[]>) => Promise<T>,
): Promise<T> =>
  withRedis(inMemory, async ({ url }) => {
    const job = { contender, url, topics: [topic], warmUp: 0, nimble: false };
    const [publisher, consumer] = await Promise.all([
      startWorker({ ...job, role: 'publish' }),
      startWorker({ ...job, role: 'consume' }),
    ]);
    try {
      await consumer.order({ do: 'start' });
      return await use(async (messages) => {
        await publisher.order({ do: 'pace', count: messages, perSecond });
        return allHeard(messages, () => consumer.order({ do: 'latencies' }));
      });
    } finally {
      await Promise.all([publisher.end(), consumer.end()]);
    }
  });

const allHeard = async (messages: number, hear: () => Promise<readonly number[]>): Promise<number[]> => {
  const heard: number[] = [];
  for (const deadline = performance.now() + 20_000; heard.length < messages; ) {
    if (performance.now() > deadline) throw new Error(`${heard.length} of ${messages} messages were heard.`);
    heard.push(...(await hear()));
  }
  return heard;
};

/** From the time at which a message was due until its reaction begins, at 1,000 messages a second. */
export const latencyCases = ({ plan, progress }: Run): Promise<CaseResult[]> =>
  withPair('raw', (raw) =>
    withPair('ours', async (ours) => {
      const messages = plan.latencySeconds * perSecond;
      for (const round of [raw, ours]) await round(perSecond / 2);
      const rounds = { raw: [] as number[][], ours: [] as number[][] };
      const keep = (name: 'raw' | 'ours', round: (count: number) => Promise<number[]>) => async () => {
        const latencies = await round(messages);
        rounds[name].push(latencies);
        return median(latencies);
      };
      await inTurn(
        plan.rounds,
        new Map([
          ['latency, raw', keep('raw', raw)],
          ['latency', keep('ours', ours)],
        ]),
        progress,
      );
      return Object.entries(quantiles).map(([name, share]) => {
        const [mine, theirs] = [rounds.ours, rounds.raw].map((all) => all.map((one) => quantile(one, share)));
        return resultOf(name, 'ms', mine ?? [], { against: rawLoop, rounds: theirs ?? [] });
      });
    }),
  );

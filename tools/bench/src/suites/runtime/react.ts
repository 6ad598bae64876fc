import type { CaseResult } from '../../suite.js';
import type { ContenderName } from './contender.js';
import { loadContender } from './contenders.js';
import { untilDrained } from './drained.js';
import { warmUpTopic } from './job.js';
import { type Amount, amountFor, type Run } from './plan.js';
import { bullmqName, moleculerName, rawLoop, resultOf } from './results.js';
import { everySecond, inMemory, inTurn, withRedis } from './rounds.js';
import { startWorker } from './worker-process.js';
import { epochMs, type Topic } from './workload.js';

const topic: Topic = { owner: 'bench', partitions: 8 };

/**
 * One round: a fresh Redis with a backlog, a fresh process. Messages a second from the start of its consumer until all
 * are handled and acknowledged.
 */
export const reactOnce = (
  contender: ContenderName,
  { messages, warmUp }: Amount,
  options: readonly string[],
): Promise<number> =>
  withRedis(options, async ({ url, redis }) => {
    const { fill, drained } = await loadContender(contender);
    const filling = async () => {
      await fill(redis, warmUpTopic, warmUp);
      await fill(redis, topic, messages);
    };
    const [worker] = await Promise.all([
      startWorker({ contender, url, topics: [topic], warmUp: 0, role: 'consume', nimble: false }),
      filling(),
    ]);
    try {
      await worker.order({ do: 'warm' });
      const [startedAt = Number.NaN] = await worker.order({ do: 'start' });
      await untilDrained(() => drained(redis, topic));
      return (messages * 1_000) / (epochMs() - startedAt);
    } finally {
      await worker.end();
    }
  });

/** Working off a backlog with a reaction that does nothing, against the raw loop and the peers. */
export const reactCases = async ({ plan, progress }: Run): Promise<CaseResult[]> => {
  const measure = (contender: ContenderName, redis: readonly string[]) => () =>
    reactOnce(contender, amountFor(plan, contender), redis);
  const figures = await inTurn(
    plan.rounds,
    new Map([
      ['react, raw', measure('raw', inMemory)],
      ['react', measure('ours', inMemory)],
      ['react, BullMQ', measure('bullmq', inMemory)],
      ['react, Moleculer', measure('moleculer', inMemory)],
      ['react-aof, raw', measure('raw', everySecond)],
      ['react-aof', measure('ours', everySecond)],
    ]),
    progress,
  );
  const against = (name: string, rounds: number[]) => ({ against: name, rounds });
  return [
    resultOf('react', 'msg/s', figures('react'), against(rawLoop, figures('react, raw'))),
    resultOf('react-aof', 'msg/s', figures('react-aof'), against(rawLoop, figures('react-aof, raw'))),
    resultOf('react-vs-bullmq', 'msg/s', figures('react'), against(bullmqName, figures('react, BullMQ'))),
    resultOf(
      'react-vs-moleculer',
      'msg/s',
      figures('react'),
      against(moleculerName, figures('react, Moleculer')),
    ),
  ];
};

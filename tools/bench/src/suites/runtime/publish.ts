import type { Redis } from 'ioredis';
import type { CaseResult } from '../../suite.js';
import type { ContenderName } from './contender.js';
import { type Amount, amountFor, type Run } from './plan.js';
import { bullmqName, rawLoop, resultOf } from './results.js';
import { inMemory, inTurn, withRedis } from './rounds.js';
import { startWorker } from './worker-process.js';
import type { Topic } from './workload.js';

const topic: Topic = { owner: 'bench', partitions: 8 };

type Way = 'singly' | 'together';

interface Published {
  /** Messages a second. */
  readonly rate: number;
  /** Redis' memory for one message. */
  readonly bytes: number;
}

/** One round: a fresh Redis, a fresh process, warmed up by messages that do not count. */
export const publishOnce = (
  contender: ContenderName,
  way: Way,
  { messages, warmUp }: Amount,
): Promise<Published> =>
  withRedis(inMemory, async ({ url, redis }) => {
    const before = await usedMemory(redis);
    const worker = await startWorker({
      contender,
      url,
      topics: [topic],
      warmUp,
      role: 'publish',
      nimble: false,
    });
    const [ms = Number.NaN] = await worker.order({ do: way, count: messages }).finally(worker.end);
    const bytes = ((await usedMemory(redis)) - before) / (messages + warmUp);
    return { rate: (messages * 1_000) / ms, bytes };
  });

/** Publishing, against the raw loop and BullMQ; and what a message weighs in Redis. */
export const publishCases = async ({ plan, progress }: Run): Promise<CaseResult[]> => {
  const bytes = new Map<ContenderName, number[]>();
  const measure = (contender: ContenderName, way: Way) => async () => {
    const published = await publishOnce(contender, way, amountFor(plan, contender));
    if (way === 'singly') bytes.set(contender, [...(bytes.get(contender) ?? []), published.bytes]);
    return published.rate;
  };
  const figures = await inTurn(
    plan.rounds,
    new Map([
      ['publish, raw', measure('raw', 'singly')],
      ['publish', measure('ours', 'singly')],
      ['publish-batch', measure('ours', 'together')],
      ['publish, BullMQ', measure('bullmq', 'singly')],
      ['publish-batch, BullMQ', measure('bullmq', 'together')],
    ]),
    progress,
  );
  const raw = { against: rawLoop, rounds: figures('publish, raw') };
  return [
    resultOf('publish', 'msg/s', figures('publish'), raw),
    resultOf('publish-batch', 'msg/s', figures('publish-batch'), raw),
    resultOf('publish-vs-bullmq', 'msg/s', figures('publish'), {
      against: bullmqName,
      rounds: figures('publish, BullMQ'),
    }),
    resultOf('publish-batch-vs-bullmq', 'msg/s', figures('publish-batch'), {
      against: `${bullmqName}, addBulk`,
      rounds: figures('publish-batch, BullMQ'),
    }),
    resultOf('bytes-per-message', 'bytes', bytes.get('ours') ?? [], {
      against: bullmqName,
      rounds: bytes.get('bullmq') ?? [],
    }),
  ];
};

const usedMemory = async (redis: Redis) =>
  Number(/^used_memory:(\d+)/m.exec(await redis.info('memory'))?.[1]);

import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Contender } from './contender.js';
import { postAt, type Topic } from './workload.js';

const concurrency = 128;
const chunk = 5_000;

/**
 * BullMQ as its guide advises: jobs removed when they are complete, `addBulk` for many, many jobs at a time in a
 * worker, which fetches the next job with the end of the last. Less than ours: no order for a subject, one
 * group only, no validation, no envelope around the data. More: priorities, delays, progress, an
 * atomic step for each job.
 */
export const bullmq: Contender = {
  fill: async ({ options: { host, port } }, topic, count) => {
    const queue = open(topic, { host, port });
    for (let from = 0; from < count; from += chunk)
      await queue.addBulk(
        Array.from({ length: Math.min(chunk, count - from) }, (_, index) => ({
          name: 'post',
          data: postAt(from + index),
        })),
      );
    await queue.close();
  },
  drained: async (redis, topic) => {
    const [waiting, active] = await Promise.all([
      length(redis, topic, 'wait'),
      length(redis, topic, 'active'),
    ]);
    return waiting === 0 && active === 0;
  },
  openPublisher: async (url, topic) => {
    const queue = open(topic, addressOf(url));
    await queue.waitUntilReady();
    return {
      singly: async (posts) => {
        await Promise.all(posts.map((post) => queue.add('post', post)));
      },
      together: async (posts) => {
        await queue.addBulk(posts.map((post) => ({ name: 'post', data: post })));
      },
    };
  },
  openConsumer: async ({ url, topics, heard }) => {
    const workers = topics.map(
      ({ owner }) =>
        new Worker(owner, async ({ data }) => heard(data), {
          connection: addressOf(url),
          concurrency,
          autorun: false,
          removeOnComplete: { count: 0 },
        }),
    );
    for (const worker of workers) await worker.waitUntilReady();
    return {
      start: async () => {
        for (const worker of workers) worker.run().catch(fail);
      },
      stop: async () => {
        await Promise.all(workers.map((worker) => worker.close()));
      },
      held: () => 0,
    };
  },
};

const open = ({ owner }: Topic, connection: { host?: string | undefined; port?: number | undefined }) =>
  new Queue(owner, {
    connection: { host: connection.host ?? '127.0.0.1', port: connection.port ?? 0 },
    defaultJobOptions: { removeOnComplete: true },
  });

const addressOf = (url: string) => {
  const { hostname, port } = new URL(url);
  return { host: hostname, port: Number(port) };
};

const length = (redis: Redis, { owner }: Topic, list: 'wait' | 'active') =>
  redis.llen(`bull:${owner}:${list}`);

const fail = (error: unknown) => {
  throw error;
};

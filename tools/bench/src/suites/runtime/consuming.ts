import { setTimeout as pause } from 'node:timers/promises';
import { until } from '@obey/test-servers';
import type { Contender } from './contender.js';
import { type Job, type Order, warmUpTopic } from './job.js';
import { connect } from './streams.js';
import { epochMs, groupOf } from './workload.js';

/** What a consuming worker does. */
export const createConsuming = async (contender: Contender, { url, topics, nimble }: Job) => {
  let latencies: number[] = [];
  const group = topics[0] ? groupOf(topics[0]) : '';
  const consumer = await contender.openConsumer({
    url,
    group,
    topics,
    nimble,
    heard: ({ dueAt }) => {
      if (dueAt > 0) latencies.push(epochMs() - dueAt);
    },
  });

  const carryOut = async (order: Order): Promise<readonly number[]> => {
    switch (order.do) {
      case 'warm':
        await warm(contender, url);
        return [];
      case 'start': {
        const startedAt = epochMs();
        await consumer.start();
        return [startedAt];
      }
      case 'latencies': {
        const taken = latencies;
        latencies = [];
        return taken;
      }
      case 'held':
        return [consumer.held()];
      case 'idle':
        return idle(order.ms);
      default:
        throw new Error(`A consumer cannot ${order.do}.`);
    }
  };
  return carryOut;
};

const warm = async (contender: Contender, url: string) => {
  const redis = await connect(url);
  const consumer = await contender.openConsumer({
    url,
    group: groupOf(warmUpTopic),
    topics: [warmUpTopic],
    nimble: false,
    heard: () => {},
  });
  await consumer.start();
  await until('the consumer is warm', () => contender.drained(redis, warmUpTopic));
  await consumer.stop();
  redis.disconnect();
};

const idle = async (ms: number): Promise<[percent: number, mebibytes: number]> => {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await pause(ms);
  const { user, system } = process.cpuUsage(before);
  const percent = (user + system) / 10 / (performance.now() - startedAt);
  return [percent, process.memoryUsage.rss() / 2 ** 20];
};

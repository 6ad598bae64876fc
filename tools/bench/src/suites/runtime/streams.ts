import { Redis } from 'ioredis';
import { groupOf, streamsOf, type Topic } from './workload.js';

/** A plain client; RESP2, as the runtime uses. */
export const connect = async (url: string): Promise<Redis> => {
  const redis = new Redis(url, { protocol: 2, lazyConnect: true });
  await redis.connect();
  return redis;
};

const addAll = `
for time = 1, tonumber(ARGV[1]) do
  for i = 3, #ARGV do redis.call('XADD', KEYS[(i - 3) % #KEYS + 1], '*', ARGV[2], ARGV[i]) end
end`;

interface Filling {
  readonly streams: readonly string[];
  readonly field: string;
  readonly values: readonly string[];
  /** The values are added so many times over. */
  readonly times?: number;
}

/** Adds the values to the streams in turn, in one step inside Redis: nobody reads before the last is there. */
export const fillStreams = async (
  redis: Redis,
  { streams, field, values, times = 1 }: Filling,
): Promise<void> => {
  await redis.eval(addAll, streams.length, ...streams, times, field, ...values);
};

/** Whether the group has read and acknowledged every entry of these streams. */
export const drainedStreams = async (
  redis: Redis,
  streams: readonly string[],
  group: string,
): Promise<boolean> => {
  const replies = await Promise.all(streams.map((stream) => redis.xinfo('GROUPS', stream)));
  return replies.every((reply) => Array.isArray(reply) && reply.some((fields) => isDone(fields, group)));
};

const isDone = (fields: unknown, group: string) => {
  if (!Array.isArray(fields)) return false;
  const value = (name: string): unknown => fields[fields.indexOf(name) + 1];
  return value('name') === group && value('pending') === 0 && value('lag') === 0;
};

/** The same for the streams and the group of a topic. */
export const drainedTopic = (redis: Redis, topic: Topic) =>
  drainedStreams(redis, streamsOf(topic), groupOf(topic));

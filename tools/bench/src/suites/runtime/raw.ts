import type { Redis } from 'ioredis';
import type { Consumer, ConsumerOptions, Contender, Publisher } from './contender.js';
import { connect, drainedTopic, fillStreams } from './streams.js';
import { envelopeOf, type Post, postAt, streamsOf, type Topic } from './workload.js';

const count = 500;
const blockMs = 2_000;

/**
 * What anybody can write with ioredis alone: pipelined XADD, XREADGROUP over all streams at once, one XACK for each
 * stream of a reply. No validation, no order while something fails, no retry, no owner, no dead letters.
 */
export const raw: Contender = {
  fill: (redis, topic, size) =>
    fillStreams(redis, {
      streams: streamsOf(topic),
      field: 'event',
      values: Array.from({ length: size }, (_, index) => envelopeOf(topic, postAt(index))),
    }),
  drained: drainedTopic,
  openPublisher: async (url, topic) => openPublisher(await connect(url), topic),
  openConsumer: async (options) => openConsumer(await connect(options.url), options),
};

const openPublisher = (redis: Redis, topic: Topic): Publisher => {
  const streams = streamsOf(topic);
  const pipelined = async (posts: readonly Post[]) => {
    const pipeline = redis.pipeline();
    for (const post of posts)
      pipeline.xadd(streams[post.number % streams.length] ?? '', '*', 'event', envelopeOf(topic, post));
    for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
  };
  return { singly: pipelined, together: pipelined };
};

const openConsumer = (redis: Redis, { group, topics, heard }: ConsumerOptions): Consumer => {
  const streams = topics.flatMap(streamsOf);
  let stopped = false;

  const read = async () => {
    const reply: unknown = await redis.xreadgroup(
      ...(['GROUP', group, 'o', 'COUNT', count, 'BLOCK', blockMs, 'STREAMS'] as const),
      ...streams,
      ...streams.map(() => '>'),
    );
    return Array.isArray(reply) ? reply : [];
  };
  // The acknowledgements go out in the same flight as the next read.
  const loop = async () => {
    while (!stopped) {
      for (const [stream, entries] of await read()) {
        const ids: string[] = [];
        for (const [id, [, json]] of entries) {
          heard(JSON.parse(json).data);
          ids.push(id);
        }
        redis.xack(stream, group, ...ids).catch(fail);
      }
    }
  };
  const fail = (error: unknown) => {
    if (!stopped) throw error;
  };
  return {
    start: async () => {
      await Promise.all(streams.map((stream) => redis.xgroup('CREATE', stream, group, '0', 'MKSTREAM')));
      loop().catch(fail);
    },
    stop: async () => {
      stopped = true;
      redis.disconnect();
    },
    held: () => 0,
  };
};

import channels from '@moleculer/channels';
import framework from 'moleculer';
import type { Contender } from './contender.js';
import { drainedStreams, fillStreams } from './streams.js';
import { groupOf, type Post, postAt, type Topic } from './workload.js';

/** As many as the runtime lets into one partition. */
const maxInFlight = 1_024;

/**
 * Channels of Moleculer on their Redis adapter, one for each of our partitions. Less than ours: no order for a subject (what a
 * channel has read is handled at once), no owner, no validation, no envelope around the data. More: the broker's
 * middlewares. Its start includes its connections.
 */
export const moleculer: Contender = {
  fill: (redis, topic, count) =>
    fillStreams(redis, {
      streams: namesOf(topic),
      field: 'payload',
      values: Array.from({ length: count }, (_, index) => JSON.stringify(postAt(index))),
    }),
  drained: (redis, topic) => drainedStreams(redis, namesOf(topic), groupOf(topic)),
  openPublisher: () => Promise.reject(new Error('Publishing by Moleculer is not measured.')),
  openConsumer: async ({ url, group, topics, heard }) => {
    const { name: _, ...channelsOfServices } = channels.Middleware({ ...usual, adapter: url });
    const broker = new framework.ServiceBroker({ logger: false, middlewares: [channelsOfServices] });
    const channel = {
      group,
      maxInFlight,
      redis: { startID: '0' },
      handler: async (post: Post) => heard(post),
    };
    broker.createService({
      name: 'reader',
      channels: Object.fromEntries(topics.flatMap(namesOf).map((name) => [name, channel])),
    });
    return { start: () => broker.start(), stop: () => broker.stop(), held: () => 0 };
  },
};

/** The defaults, which its types ask for. */
const usual = {
  schemaProperty: 'channels',
  sendMethodName: 'sendToChannel',
  adapterPropertyName: 'channelAdapter',
  channelHandlerTrigger: 'emitLocalChannelHandler',
  context: false,
};

const namesOf = ({ owner, partitions }: Topic) =>
  Array.from({ length: partitions }, (_, partition) => `${owner}.${partition}`);

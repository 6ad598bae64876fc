import type { AnyDeclared } from '@obey/contracts';
import { type Channel, channelsOf, repliesChannel, repliesName } from './asyncapi-channels.js';
import { envelope, messagesOf } from './asyncapi-messages.js';
import { type Cast, operationsOf } from './asyncapi-operations.js';

/**
 * What is said on the streams, as an AsyncAPI 3.0 document: a channel for each owner and kind of message, with its
 * partitions; an operation for each service that says or hears something there; every message as the CloudEvent that
 * stands in Redis. Services tell by their declarations what they do; of those that never ran it is known what they own.
 */
export const asyncApi = (messages: readonly AnyDeclared[], cast: readonly Cast[]) => ({
  asyncapi: '3.0.0',
  info: {
    title: 'What the services say to each other',
    version: '1.0.0',
    description:
      'Messages on Redis Streams. An entry has one field, `event`: a CloudEvent (1.0) in JSON. Each service reads by a ' +
      'consumer group of its name; messages of one subject stand in one partition, in order.',
  },
  defaultContentType: 'application/cloudevents+json',
  servers: {
    redis: {
      host: '{host}',
      protocol: 'redis',
      description: 'The Redis server, or Cluster, that all services share. It is not for the public.',
      variables: { host: { default: '127.0.0.1:6379' } },
    },
  },
  channels: allChannels(messages),
  operations: operationsOf(messages, cast),
  components: { messages: messagesOf(messages), schemas: { CloudEvent: envelope } },
});

const allChannels = (messages: readonly AnyDeclared[]): Readonly<Record<string, Channel>> => ({
  ...channelsOf(messages),
  [repliesName]: repliesChannel(messages.filter(({ kind }) => kind === 'request')),
});

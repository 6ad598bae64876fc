import { type ConfigOf, duration, integer, secret, url } from '@obey/service-kit';

export const config = {
  SITE_URL: url('Public URL of the forum, for links in mails'),
  ALERTS_SECRET: secret('Seals the links by which mails are ended', { min: 32 }),
  ALERTS_SECRET_BEFORE: secret('The secret before this one, while links by it are to be good', {
    min: 32,
    optional: true,
  }),
  FAN_OUT_LEASE: duration('How long news on its way to many rests before another instance goes on with it', {
    default: '10s',
    min: 100,
  }),
  STREAM_HEARTBEAT: duration('Between two signs of life on a stream', { default: '15s', min: 10 }),
  STREAM_RETRY: duration('How long a client waits before it reconnects', { default: '3s', min: 10 }),
  STREAM_BUFFER: integer('Alerts that may wait for a client that reads slowly, before it is cut off', {
    default: 200,
    min: 1,
    max: 10_000,
  }),
  STREAMS_PER_USER: integer('Streams that a user may have open on one instance', {
    default: 10,
    min: 1,
    max: 1_000,
  }),
  STREAMS: integer('Streams that an instance takes', { default: 15_000, min: 1, max: 1_000_000 }),
};

export type Config = ConfigOf<typeof config>;

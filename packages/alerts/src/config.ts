import { type ConfigOf, duration, integer, url } from '@obey/service-kit';

export const config = {
  SITE_URL: url('Public URL of the forum, for links in mails'),
  STREAM_HEARTBEAT: duration('Between two signs of life on a stream', { default: '15s', min: 10 }),
  STREAM_RETRY: duration('How long a client waits before it reconnects', { default: '3s', min: 10 }),
  STREAM_BUFFER: integer('Alerts that may wait for a client that reads slowly, before it is cut off', {
    default: 200,
    min: 1,
    max: 10_000,
  }),
};

export type Config = ConfigOf<typeof config>;

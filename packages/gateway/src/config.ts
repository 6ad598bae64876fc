import { duration, integer, text } from '@obey/service-kit';

export const config = {
  PORT: integer('Port of the forum', { default: 8080, min: 0, max: 65_535 }),
  SERVICES: text('Services that must be ready for the forum to be healthy, by commas', {
    default: 'auth,content,alerts,mailing,presence',
  }),
  PUBLIC_URL: text('Where the forum is reached, as its documents say it', { default: '/' }),
  DISCOVERY_INTERVAL: duration('How often it looks for instances that came or went', { default: '500ms' }),
  UPSTREAM_TIMEOUT: duration('How long a service may take until its answer begins', { default: '30s' }),
};

import { defineService } from '@obey/service-kit';
import { routes } from './api.js';
import { config } from './config.js';
import { discover } from './discovery.js';
import { forward } from './forward.js';
import { createHealth } from './health.js';

/** One URL for every service. */
export const gateway = defineService({
  name: 'gateway',
  config,
  says: [],
  asks: [],
  edge: true,
  create: async ({ config, runtime, log }) => {
    const discovery = await discover({
      runtime,
      log,
      intervalMs: config.DISCOVERY_INTERVAL,
      headersTimeoutMs: config.UPSTREAM_TIMEOUT,
    });
    const services = config.SERVICES.split(',').map((name) => name.trim());
    const health = createHealth({ discovery, services });
    return {
      routes: routes({ discovery, health }),
      middleware: forward({ discovery, expected: new Set(services), log }),
      close: discovery.close,
    };
  },
});

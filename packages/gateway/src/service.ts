import { defineService, openApi } from '@obey/service-kit';
import { routes } from './api.js';
import { config } from './config.js';
import { discover } from './discovery.js';
import { loadAssets } from './docs-assets.js';
import { createDocuments } from './documents.js';
import { documentRoutes } from './documents-routes.js';
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
    const documents = createDocuments({
      sources: () =>
        discovery
          .services()
          .flatMap((service) =>
            (discovery.of(service) ?? []).map(({ instance, url }) => ({ service, instance, url })),
          ),
      runtime,
      expected: services,
      serverUrl: config.PUBLIC_URL,
      own: () => ({ service: 'gateway', document: openApi('gateway', served), own: true }),
      log,
    });
    const served = [
      ...routes({ discovery, health }),
      ...documentRoutes({ documents, assets: await loadAssets() }),
    ];
    return {
      routes: served,
      middleware: forward({ discovery, expected: new Set(services), log }),
      close: discovery.close,
    };
  },
});

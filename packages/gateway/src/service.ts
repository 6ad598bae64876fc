import { accessTokens } from '@obey/contracts';
import { defineService, openApi } from '@obey/service-kit';
import { noSuchService, routes } from './api.js';
import { createClients } from './clients.js';
import { config } from './config.js';
import { readCors } from './cors.js';
import { discover } from './discovery.js';
import { loadAssets } from './docs-assets.js';
import { createDocuments } from './documents.js';
import { documentRoutes } from './documents-routes.js';
import { createEdgeTokens, takesAnyToken } from './edge-tokens.js';
import { createForward } from './forward.js';
import { createFront } from './front.js';
import { createHealth } from './health.js';
import { readLimits, readRankFactors } from './limit-rules.js';
import { createLimits } from './limits.js';
import { createMetrics } from './metrics.js';
import { createPacing } from './pacing.js';
import { probe } from './probing.js';
import { createServiceStates } from './service-states.js';
import { createShares } from './shares.js';
import { readInstances } from './static-instances.js';
import { createStreams } from './streams.js';
import { chooseServer } from './tls.js';

/** One URL for every service. */
export const gateway = defineService({
  name: 'gateway',
  config,
  says: [],
  asks: [],
  edge: true,
  tokens: accessTokens,
  create: async ({ config, runtime, log, redis, metrics: registry, tokens, stopping }) => {
    const limits = createLimits({
      redis,
      log,
      perAddress: readLimits('ADDRESS_LIMITS', config.ADDRESS_LIMITS),
      perUser: readLimits('USER_LIMITS', config.USER_LIMITS),
      ranks: readRankFactors('RANK_FACTORS', config.RANK_FACTORS),
    });
    const clients = createClients(config.TRUSTED_PROXIES);
    const cors = readCors(config.CORS_ORIGINS);
    const server = await chooseServer(config, log);
    const states = createServiceStates();
    const discovery = await discover({
      runtime,
      log,
      fixed: readInstances(config.INSTANCES),
      intervalMs: config.DISCOVERY_INTERVAL,
      onCome: (service) => states.of(service).circuit.renew(),
    });
    const endProbing = probe(discovery, config.PROBE_INTERVAL);
    const services = listOf(config.SERVICES);
    const expected = new Set(services);
    const streams = createStreams();
    const metrics = createMetrics(registry, streams.count);
    const forward = createForward({
      discovery,
      ofService: states.of,
      streams,
      pacing: createPacing({ longestMs: config.READ_TIMEOUT, waiting: createShares(config.ADDRESS_SHARE) }),
      uploads: createShares(config.ADDRESS_SHARE),
      metrics,
      log,
      timeoutMs: config.UPSTREAM_TIMEOUT,
      bodyBytes: config.BODY_BYTES,
    });
    const documents = createDocuments({
      sources: discovery.sources,
      runtime,
      expected: services,
      serverUrl: config.PUBLIC_URL,
      own: () => ({
        service: 'gateway',
        document: openApi('gateway', served, 'The documents, and how the services are'),
        own: true,
      }),
      log,
    });
    const served = [
      ...routes({ discovery, health: createHealth({ discovery, services }) }),
      ...documentRoutes({ documents, assets: await loadAssets() }),
    ];
    return {
      routes: served,
      middleware: noSuchService,
      front: createFront({
        clients,
        cors,
        limits,
        tokens: createEdgeTokens(tokens),
        takesAnyToken: takesAnyToken(listOf(config.OPEN_PATHS)),
        isService: (name) => expected.has(name) || discovery.of(name) !== undefined,
        forward,
        metrics,
        stopping,
        log,
      }),
      createServer: server.createServer,
      drain: (withinMs) => streams.endAll(Math.min(config.STREAMS_END, withinMs / 2)),
      close: async () => {
        limits.close();
        await Promise.all([endProbing(), discovery.close(), server.close()]);
      },
    };
  },
});

const listOf = (text: string) =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

import { setTimeout as delay } from 'node:timers/promises';
import type { Instance, Runtime } from '@obey/choreography';
import type { Logger } from 'pino';
import { Pool } from 'undici';

/** An instance of a service, and the connections to it. */
export interface Upstream {
  readonly instance: string;
  readonly url: string;
  readonly pool: Pool;
  inFlight: number;
  failingUntil: number;
}

interface DiscoveryDeps {
  readonly runtime: Pick<Runtime, 'instances'>;
  readonly log: Logger;
  readonly intervalMs: number;
  readonly headersTimeoutMs: number;
}

export interface Discovery {
  /** The instances of a service that are alive; `undefined` if nobody has heard of such a service. */
  of(service: string): readonly Upstream[] | undefined;
  services(): string[];
  close(): Promise<void>;
}

/**
 * Finds the instances of each service by their heartbeats. While Redis is away, those last seen stay: they
 * may well be there, and failing connections are passed over in any case.
 */
export const discover = async ({
  runtime,
  log,
  intervalMs,
  headersTimeoutMs,
}: DiscoveryDeps): Promise<Discovery> => {
  const services = new Map<string, Map<string, Upstream>>();
  const closing = new AbortController();

  const open = ({ instance, url = '' }: Instance): Upstream => ({
    instance,
    url,
    // A body may pause for as long as it likes: a live stream is silent between two events.
    pool: new Pool(new URL(url).origin, {
      connections: 128,
      headersTimeout: headersTimeoutMs,
      bodyTimeout: 0,
      connect: { timeout: 2_000 },
    }),
    inFlight: 0,
    failingUntil: 0,
  });

  const look = async () => {
    const serving = (await runtime.instances()).filter(({ url }) => url !== undefined && URL.canParse(url));
    for (const found of serving) {
      const upstreams = services.get(found.service) ?? new Map<string, Upstream>();
      services.set(found.service, upstreams);
      if (!upstreams.has(found.instance)) upstreams.set(found.instance, open(found));
    }
    const alive = new Set(serving.map(({ instance }) => instance));
    for (const upstreams of services.values()) {
      for (const [instance, { pool }] of upstreams) {
        if (alive.has(instance)) continue;
        upstreams.delete(instance);
        // Ends what is under way in its own time; the instance may be draining.
        pool
          .close()
          .catch((error: unknown) => log.warn({ err: error, instance }, 'closing connections failed'));
      }
    }
  };

  const watch = async () => {
    while (!closing.signal.aborted) {
      await look().catch((error: unknown) =>
        log.warn({ err: error }, 'instances could not be read; those known stay'),
      );
      await delay(intervalMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  await look();
  const watching = watch();

  return {
    of: (service) => {
      const upstreams = services.get(service);
      return upstreams && [...upstreams.values()];
    },
    services: () => [...services.keys()].sort(),
    close: async () => {
      closing.abort();
      await watching;
      const pools = [...services.values()].flatMap((upstreams) =>
        [...upstreams.values()].map(({ pool }) => pool),
      );
      await Promise.all(pools.map((pool) => pool.destroy()));
    },
  };
};

import { once } from 'node:events';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/**
 * The connection for a service's own cache. It fails within about a second while Redis is away, so that a
 * request is answered instead of waiting, and comes back by itself.
 */
export const openRedis = (url: string, name: string, log: Logger): Redis => {
  const redis = new Redis(url, {
    connectionName: `${name}:cache`,
    protocol: 2,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    commandTimeout: 1_000,
    socketTimeout: 2_000,
    retryStrategy: (times) => Math.min(50 * 2 ** Math.min(times, 5), 500),
  });
  redis.on('error', (error: unknown) => log.debug({ err: error }, 'Redis (cache)'));
  return redis;
};

/** Resolves when the connection answers; rejects with what keeps it from being opened, at the latest after 2 s. */
export const reachRedis = async (redis: Redis): Promise<void> => {
  if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(2_000) });
  await redis.ping();
};

import { once } from 'node:events';
import { beforeChange } from '@obey/choreography';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** Those that change nothing. Any other, a script too, may: a request that sends one is not given up any more. */
const reads: ReadonlySet<string> = new Set([
  ...['get', 'mget', 'exists', 'ttl', 'pttl', 'hget', 'hmget', 'hgetall', 'hexists', 'lrange', 'llen'],
  ...['smembers', 'sismember', 'scard', 'zrange', 'zscore', 'zmscore', 'zcard', 'zcount', 'zrank'],
  // By which the connection itself is kept.
  ...['hello', 'auth', 'select', 'client', 'info', 'ping', 'quit'],
]);

class ServiceRedis extends Redis {
  override sendCommand(...[command, stream]: Parameters<Redis['sendCommand']>): unknown {
    try {
      // A pipeline is sent whole or not at all: without one of its commands, every later reply would be taken for another's.
      if (stream !== undefined || !reads.has(command.name)) beforeChange();
    } catch (error) {
      if (stream !== undefined || !(error instanceof Error)) throw error;
      // Not thrown: whoever sends several commands at once must get to wait for those before it.
      command.reject(error);
      return command.promise;
    }
    return super.sendCommand(command, stream);
  }
}

/**
 * The connection for a service's own cache. It fails within about a second while Redis is away, so that a
 * request is answered instead of waiting, and comes back by itself.
 */
export const openRedis = (url: string, name: string, log: Logger): Redis => {
  const redis = new ServiceRedis(url, {
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

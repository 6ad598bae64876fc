import { Redis } from 'ioredis';
import type { Observer } from './observe.js';

interface ConnectionOptions {
  readonly name: string;
  /** A command without a reply in this time has failed; a black-holed connection must not hang for ever. */
  readonly timeoutMs: number;
  readonly observe: Observer;
}

/**
 * A connection that never resends by itself: what was under way when it broke is rejected, because only the
 * caller knows whether doing it twice does harm. It comes back by itself, within half a second of Redis.
 */
export const openConnection = (url: string, { name, timeoutMs, observe }: ConnectionOptions): Redis => {
  const redis = new Redis(url, {
    connectionName: name,
    protocol: 2,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    commandTimeout: timeoutMs,
    // A connection that swallows what is sent to it is given up, and opened anew.
    socketTimeout: timeoutMs + 500,
    connectTimeout: 5_000,
    retryStrategy: (times) => Math.min(25 * 2 ** Math.min(times, 5), 500),
  });
  redis.on('error', (error: unknown) =>
    observe({ kind: 'trouble', what: `the connection "${name}"`, error }),
  );
  return redis;
};

/** Resolves when the connection can be used; rejects when it was closed for good, or the signal aborts. */
export const untilReady = (redis: Redis, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (redis.status === 'ready') return resolve();
    const settle = (outcome: () => void) => () => {
      redis.off('ready', ready);
      redis.off('end', ended);
      signal?.removeEventListener('abort', ended);
      outcome();
    };
    const ready = settle(resolve);
    const ended = settle(() => reject(new Error('The connection was closed before it was ready')));
    redis.on('ready', ready);
    redis.on('end', ended);
    signal?.addEventListener('abort', ended);
    if (signal?.aborted) ended();
  });

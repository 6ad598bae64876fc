import calculateSlot from 'cluster-key-slot';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { Unreachable } from '../errors.js';
import type { Observer } from '../observe.js';

/** One URL is a server, a list of URLs the first nodes to ask of a Redis Cluster. */
export type RedisPlace = string | readonly string[];

export type Connection = Redis | Cluster;

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
export const openConnection = (
  place: RedisPlace,
  { name, timeoutMs, observe }: ConnectionOptions,
): Connection => {
  const common = {
    connectionName: name,
    protocol: 2 as const,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    commandTimeout: timeoutMs,
    // A connection that swallows what is sent to it is given up, and opened anew.
    socketTimeout: timeoutMs + 500,
    connectTimeout: 5_000,
  } satisfies RedisOptions;
  const retryStrategy = (times: number) => Math.min(25 * 2 ** Math.min(times, 5), 500);
  const connection =
    typeof place === 'string'
      ? new Redis(place, {
          ...common,
          retryStrategy,
          enableOfflineQueue: false,
        })
      : new Cluster([...place], {
          redisOptions: { ...common, ...credentials(place[0]) },
          clusterRetryStrategy: retryStrategy,
          enableOfflineQueue: false,
          // A redirected command was not carried out, and follows; one whose connection broke may have been.
          retryDelayOnFailover: 0,
          retryDelayOnClusterDown: 0,
          slotsRefreshTimeout: timeoutMs,
        });
  connection.on('error', (error: unknown) =>
    observe({ kind: 'trouble', what: `the connection "${name}"`, error }),
  );
  return connection;
};

/** The nodes that a Cluster tells of have no credentials in their addresses. */
const credentials = (url = '') => {
  const { username, password, protocol } = new URL(url);
  return {
    ...(username !== '' && { username: decodeURIComponent(username) }),
    ...(password !== '' && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
};

/** Resolves when the connection can be used; rejects when it was closed for good, or the signal aborts. */
export const untilReady = (redis: Connection, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (redis.status === 'ready') return resolve();
    let last: unknown;
    const failed = (error: unknown) => {
      last = error;
    };
    const settle = (outcome: () => void) => () => {
      redis.off('ready', ready);
      redis.off('end', ended);
      redis.off('error', failed);
      signal?.removeEventListener('abort', ended);
      outcome();
    };
    const ready = settle(resolve);
    const ended = settle(() => reject(new Unreachable(placeOf(redis), { cause: last })));
    redis.on('error', failed);
    redis.on('ready', ready);
    redis.on('end', ended);
    signal?.addEventListener('abort', ended);
    if (signal?.aborted) ended();
  });

const placeOf = (connection: Connection) =>
  connection instanceof Redis ? `Redis at ${addressOf(connection)}` : 'The Redis Cluster';

/** The connection to the server that holds a key; undefined where a Cluster does not know yet. */
export const nodeOf = (connection: Connection, key: string): Redis | undefined => {
  if (connection instanceof Redis) return connection;
  const address = connection.slots[calculateSlot(key)]?.[0];
  return connection.nodes('master').find((node) => addressOf(node) === address);
};

export const addressOf = ({ options }: Redis): string => `${options.host}:${options.port}`;

/** The servers behind a connection, and each that joins later. */
export const eachNode = (connection: Connection, visit: (node: Redis) => void): void => {
  for (const node of connection instanceof Redis ? [connection] : connection.nodes()) visit(node);
  if (!(connection instanceof Redis)) connection.on('+node', visit);
};

/** All servers that hold keys. */
export const masters = (connection: Connection): Redis[] =>
  connection instanceof Redis ? [connection] : connection.nodes('master');

const givenUp = new WeakSet<Redis>();

/** Ends a connection that hangs, to be opened anew; many commands find out together, and it is ended once. */
export const giveUp = (node: Redis): void => {
  if (givenUp.has(node)) return;
  givenUp.add(node);
  node.once('close', () => givenUp.delete(node));
  node.disconnect(true);
};

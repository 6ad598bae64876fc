import { Redis } from 'ioredis';
import { Evicting } from '../errors.js';
import type { ConnectOptions, Link, Transport, Waiting } from '../transport.js';
import { createClusterWaiting } from './cluster-waiting.js';
import {
  addressOf,
  type Connection,
  masters,
  nodeOf,
  openConnection,
  type RedisPlace,
  untilReady,
} from './connection.js';
import { createDirectory } from './directory.js';
import { createGroups } from './groups.js';
import { createKeeping } from './keeping.js';
import { createLeases } from './leases.js';
import { createLetters } from './letters.js';
import { createMembers } from './members.js';
import { createMending } from './mending.js';
import { createPublishing } from './publishing.js';
import { createRebuilds } from './rebuilds.js';
import { createWaiting } from './waiting.js';

/** Streams in Redis 7.0 or newer: a URL (redis://, rediss://) for one server, a list of them for a Cluster. */
export const redisTransport = (place: RedisPlace): Transport => ({
  connect: (options) => connect(place, options),
});

const connect = async (
  place: RedisPlace,
  { instance, tuning, observe, signal, onNewServer }: ConnectOptions,
): Promise<Link> => {
  const open = (at: RedisPlace, role: string, timeoutMs: number) =>
    openConnection(at, { name: `${instance}:${role}`, timeoutMs, observe });
  const redis = open(place, 'commands', tuning.commandTimeoutMs);
  const opened = new Set<{ close(): void }>([{ close: () => redis.disconnect() }]);
  const close = () => {
    for (const one of opened) one.close();
    opened.clear();
  };

  const openBlocking = async (at: string, key: string | undefined, role: string): Promise<Waiting> => {
    const blocking = open(at, role, tuning.blockMs + tuning.commandTimeoutMs);
    if (!(blocking instanceof Redis)) throw new TypeError('One server was expected');
    const one = { close: () => blocking.disconnect() };
    opened.add(one);
    blocking.once('end', () => opened.delete(one));
    // The server of a slot may be gone for good: whoever waits for it looks again where the slot is.
    const patience =
      key === undefined ? signal : AbortSignal.timeout(tuning.blockMs + tuning.commandTimeoutMs);
    await untilReady(blocking, patience).catch((error: unknown) => {
      blocking.disconnect();
      throw error;
    });
    const beside = () => (key === undefined ? soleNode(redis) : nodeOf(redis, key));
    return createWaiting({ blocking, redis: beside, blockMs: tuning.blockMs, observe });
  };

  try {
    await untilReady(redis, signal);
    await refuseEviction(redis);
    const name = `${instance}:publish`;
    const publishing = await createPublishing({ place, name, tuning, observe, signal, onNewServer });
    opened.add(publishing);
    return {
      publishing,
      leases: createLeases(redis),
      groups: createGroups(redis),
      members: createMembers(redis),
      directory: createDirectory(redis),
      keeping: createKeeping(redis),
      letters: createLetters(redis),
      rebuilds: createRebuilds(redis),
      mending: createMending(redis),
      openWaiting: async (role) => {
        if (typeof place === 'string') return openBlocking(place, undefined, role);
        const openAt = async (key: string) => {
          const node = nodeOf(redis, key);
          if (!node) throw new Error('CLUSTERDOWN no server is known for this slot');
          return openBlocking(urlOf(node, place[0] ?? ''), key, role);
        };
        const addressAt = (key: string) => {
          const node = nodeOf(redis, key);
          return node && addressOf(node);
        };
        return createClusterWaiting({ openAt, addressOf: addressAt, blockMs: tuning.blockMs, observe });
      },
      ready: () => redis.status === 'ready',
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
};

const soleNode = (redis: Connection) => (redis instanceof Redis ? redis : undefined);

/** The address of one server of a Cluster, with the scheme and the credentials of the first URL. */
const urlOf = (node: Redis, like: string) => {
  const url = new URL(like);
  url.host = addressOf(node);
  return url.href;
};

/** With any policy but noeviction, a full Redis throws away messages and leases. Throws `Evicting`. */
const refuseEviction = async (redis: Connection) => {
  for (const node of masters(redis)) {
    const policy = /maxmemory_policy:(\S+)/.exec(await node.info('memory'))?.[1] ?? 'noeviction';
    if (policy !== 'noeviction') throw new Evicting(policy);
  }
};

import { epochKey, laterKey, leaseKey } from '../names.js';
import type { Leases } from '../transport.js';
import type { Connection } from './connection.js';
import { acquireLease, releaseLease, renewEpoch, renewLease } from './lease-scripts.js';
import { inOneFlight } from './one-flight.js';
import { listOf } from './replies.js';

/** Who holds a lease, by what stands in its key: the epoch, a colon, and the instance. */
export const instanceOfLease = (token: string): string => token.slice(token.indexOf(':') + 1);

export const createLeases = (redis: Connection): Leases => {
  // All leases of an instance are renewed at the same time.
  const together = inOneFlight(redis);

  return {
    acquire: async (stream, group, instance, ms) => {
      const [taken, detail, epochWasLost] = listOf(
        await acquireLease(redis, [leaseKey(stream, group), epochKey(stream, group)], [instance, ms]),
      );
      return taken === 1
        ? { token: String(detail), epochWasLost: epochWasLost === 1 }
        : { token: undefined, endsInMs: Number(detail) };
    },
    renewEpoch: async (stream, group, token, instance, ms) => {
      const keys = [leaseKey(stream, group), epochKey(stream, group)];
      const fresh = await renewEpoch(redis, keys, [token, instance, ms]);
      return typeof fresh === 'string' ? fresh : undefined;
    },
    renew: async (stream, group, token, ms) => {
      const [held, next] = listOf(
        await renewLease(together, [leaseKey(stream, group), laterKey(stream)], [token, ms]),
      );
      const nextDueMs = Number(next ?? -1);
      return { held: held === 1, nextDueMs: nextDueMs < 0 ? undefined : nextDueMs };
    },
    release: async (stream, group, token) => {
      await releaseLease(redis, [leaseKey(stream, group)], [token]);
    },
    isFree: async (stream, group) => (await redis.exists(leaseKey(stream, group))) === 0,
  };
};

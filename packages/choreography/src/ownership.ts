import type { Redis } from 'ioredis';
import { assign } from './assignment.js';
import { acquire, type Lease } from './lease.js';
import { leaseKey, membersKey, noticesKey, type StreamName, streamKey } from './names.js';
import type { Observer } from './observe.js';
import { listOf } from './replies.js';
import { beatHeart } from './scripts.js';
import type { Tuning } from './tuning.js';
import { deferred, endable, pause } from './waiting.js';

interface OwnershipDeps {
  readonly group: string;
  readonly instance: string;
  readonly redis: Redis;
  readonly streams: readonly StreamName[];
  readonly tuning: Tuning;
  readonly observe: Observer;
  /** Whether reading works; a member that cannot read must not keep partitions from those who can. */
  readonly able: () => boolean;
  readonly gained: (stream: StreamName, lease: Lease) => void;
  /** Stops all work on a partition. Resolves when nothing of it runs any more. */
  readonly giveUp: (lease: Lease) => Promise<void>;
}

export interface Ownership {
  /** Looks again at once: somebody came, left or released a partition. */
  look(): void;
  /** Leaves: tells the others first, then releases each partition as it drains. */
  leave(): Promise<void>;
}

/** Keeps one instance's share of its group's partitions: heartbeats, leases, handing over. */
export const createOwnership = (deps: OwnershipDeps): Ownership => {
  const { group, instance, redis, streams, tuning, observe, able, gained, giveUp } = deps;
  const names = new Map(streams.map((stream) => [streamKey(stream), stream]));
  const held = new Map<string, Lease>();
  const giving = new Map<string, Promise<void>>();
  const knownSince = new Map<string, number>();
  const freeSince = new Map<string, number>();
  const leaving = endable();
  const left = deferred();
  let due = deferred();
  let soonestEnd = Number.POSITIVE_INFINITY;

  const notify = () =>
    redis.xadd(noticesKey(group), 'MAXLEN', '~', 100, '*', 'from', instance).catch((error: unknown) => {
      observe({ kind: 'trouble', what: `telling the members of ${group}`, error });
    });

  const release = (stream: string, lease: Lease) => {
    if (giving.has(stream)) return;
    const given = giveUp(lease)
      .then(() => lease.release())
      .then(() => observe({ kind: 'released', stream, epoch: lease.epoch }))
      .then(notify)
      .catch((error: unknown) => observe({ kind: 'trouble', what: `releasing ${stream}`, error }))
      .finally(() => {
        held.delete(stream);
        giving.delete(stream);
      });
    giving.set(
      stream,
      given.then(() => undefined),
    );
  };

  const forget = (stream: string, lease: Lease) => {
    if (giving.has(stream) || held.get(stream) !== lease) return;
    observe({ kind: 'lost', stream, epoch: lease.epoch });
    const given = giveUp(lease)
      .catch((error: unknown) => observe({ kind: 'trouble', what: `giving up ${stream}`, error }))
      .finally(() => {
        held.delete(stream);
        giving.delete(stream);
      });
    giving.set(stream, given);
  };

  const take = async (stream: string, name: StreamName) => {
    const outcome = await acquire(name, { redis, group, instance, tuning });
    if (typeof outcome === 'number') {
      freeSince.delete(stream);
      soonestEnd = Math.min(soonestEnd, outcome);
      return;
    }
    held.set(stream, outcome);
    observe({ kind: 'acquired', stream, epoch: outcome.epoch });
    gained(name, outcome);
  };

  const members = async (): Promise<string[]> => {
    const alive = able()
      ? listOf(await beatHeart(redis, [membersKey(group)], [instance, tuning.heartbeatTtlMs])).map(String)
      : [];
    for (const gone of knownSince.keys()) if (!alive.includes(gone)) knownSince.delete(gone);
    for (const member of alive) knownSince.set(member, knownSince.get(member) ?? performance.now());
    return alive;
  };

  const isStable = (member: string) =>
    performance.now() - (knownSince.get(member) ?? Number.POSITIVE_INFINITY) >= tuning.stableMs;

  // A partition whose rightful owner is alive but does not take it is anyone's after one lease.
  const isStranded = async (stream: string, name: StreamName) => {
    if ((await redis.exists(leaseKey(name, group))) === 1) {
      freeSince.delete(stream);
      return false;
    }
    freeSince.set(stream, freeSince.get(stream) ?? performance.now());
    return performance.now() - (freeSince.get(stream) ?? 0) > tuning.leaseMs;
  };

  const look = async () => {
    soonestEnd = Number.POSITIVE_INFINITY;
    const alive = await members();
    if (leaving.signal.aborted || alive.length === 0) return;
    const owners = assign([...names.keys()], alive);
    for (const [stream, name] of names) {
      const owner = owners.get(stream);
      const lease = held.get(stream);
      if (giving.has(stream)) continue;
      if (lease && !lease.holds()) forget(stream, lease);
      else if (lease && owner !== undefined && owner !== instance && isStable(owner)) release(stream, lease);
      else if (!lease && (owner === instance || (await isStranded(stream, name)))) await take(stream, name);
    }
  };

  const looking = async () => {
    while (!leaving.signal.aborted) {
      due = deferred();
      await look().catch((error: unknown) =>
        observe({ kind: 'trouble', what: `the membership of ${group}`, error }),
      );
      const inMs = Math.min(tuning.heartbeatMs, soonestEnd + 5);
      await Promise.race([due.promise, pause(inMs, leaving.signal)]);
    }
  };

  const renewing = async () => {
    while (!leaving.signal.aborted || held.size > 0) {
      await Promise.all(
        [...held].map(async ([stream, lease]) => {
          await lease
            .renew()
            .catch((error: unknown) => observe({ kind: 'trouble', what: `renewing ${stream}`, error }));
          if (!lease.holds()) forget(stream, lease);
        }),
      );
      await Promise.race([pause(tuning.renewMs), left.promise]);
    }
  };

  const ended = [looking(), renewing()];

  return {
    look: () => due.resolve(),
    leave: async () => {
      leaving.abort();
      await ended[0];
      await redis
        .zrem(membersKey(group), instance)
        .then(notify)
        .catch((error: unknown) => observe({ kind: 'trouble', what: `leaving ${group}`, error }));
      for (const [stream, lease] of held) release(stream, lease);
      await Promise.all(giving.values());
      left.resolve();
      await ended[1];
    },
  };
};

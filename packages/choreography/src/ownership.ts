import { assign } from './assignment.js';
import { acquire, type Lease } from './lease.js';
import type { Observer } from './observe.js';
import type { Link } from './transport.js';
import type { Tuning } from './tuning.js';
import { deferred, endable, pause } from './waiting.js';

interface OwnershipDeps {
  readonly group: string;
  readonly instance: string;
  readonly link: Pick<Link, 'leases' | 'members'>;
  /** Those that the group hears now; more may come. */
  readonly streams: () => readonly string[];
  readonly tuning: Tuning;
  readonly observe: Observer;
  /** Whether reading works; a member that cannot read must not keep partitions from those who can. */
  readonly able: () => boolean;
  readonly gained: (lease: Lease) => void;
  /** A postponed message of an owned stream is due in so many ms. */
  readonly due: (stream: string, inMs: number) => void;
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
  const { group, instance, tuning, observe, able, gained, due: isDue, giveUp } = deps;
  const { leases, members: membership } = deps.link;
  const held = new Map<string, Lease>();
  const giving = new Map<string, Promise<void>>();
  const knownSince = new Map<string, number>();
  const freeSince = new Map<string, number>();
  const leaving = endable();
  const left = endable();
  let due = deferred();
  let soonestEnd = Number.POSITIVE_INFINITY;
  let wasDeaf = false;

  const notify = () =>
    membership.notify(group, instance).catch((error: unknown) => {
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

  const take = async (stream: string) => {
    const outcome = await acquire(stream, { leases, group, instance, tuning });
    if (typeof outcome === 'number') {
      freeSince.delete(stream);
      soonestEnd = Math.min(soonestEnd, outcome);
      return;
    }
    held.set(stream, outcome);
    observe({ kind: 'acquired', stream, epoch: outcome.epoch });
    gained(outcome);
  };

  const members = async (): Promise<string[]> => {
    const alive = await membership.beat(group, instance, tuning.heartbeatTtlMs);
    for (const gone of knownSince.keys()) if (!alive.includes(gone)) knownSince.delete(gone);
    for (const member of alive) knownSince.set(member, knownSince.get(member) ?? performance.now());
    return alive;
  };

  const isStable = (member: string) =>
    performance.now() - (knownSince.get(member) ?? Number.POSITIVE_INFINITY) >= tuning.stableMs;

  // A partition whose rightful owner is alive but does not take it is anyone's after one lease.
  const isStranded = async (stream: string) => {
    if (!(await leases.isFree(stream, group))) {
      freeSince.delete(stream);
      return false;
    }
    freeSince.set(stream, freeSince.get(stream) ?? performance.now());
    return performance.now() - (freeSince.get(stream) ?? 0) > tuning.leaseMs;
  };

  // Who cannot read makes way for those who can. Where nothing can be reached, the leases run out instead.
  const standAside = async () => {
    knownSince.clear();
    await membership.leave(group, instance);
    for (const [stream, lease] of held) release(stream, lease);
  };

  const look = async () => {
    soonestEnd = Number.POSITIVE_INFINITY;
    const deaf = !able();
    const stillDeaf = deaf && wasDeaf;
    wasDeaf = deaf;
    // Once is no proof: who was frozen has not had the time to read yet.
    if (deaf) return stillDeaf ? standAside() : undefined;
    const alive = await members();
    if (leaving.signal.aborted) return;
    const streams = deps.streams();
    const owners = assign(streams, alive);
    for (const stream of streams) {
      const owner = owners.get(stream);
      const lease = held.get(stream);
      if (giving.has(stream)) continue;
      if (lease && !lease.holds()) forget(stream, lease);
      else if (lease && owner !== undefined && owner !== instance && isStable(owner)) release(stream, lease);
      else if (!lease && (owner === instance || (await isStranded(stream)))) await take(stream);
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
          try {
            const nextDueMs = await lease.renew();
            if (nextDueMs !== undefined && nextDueMs <= tuning.renewMs) isDue(stream, nextDueMs);
          } catch (error) {
            observe({ kind: 'trouble', what: `renewing ${stream}`, error });
          }
          if (!lease.holds()) forget(stream, lease);
        }),
      );
      const pausedAt = performance.now();
      await pause(tuning.renewMs, left.signal);
      const lateMs = performance.now() - pausedAt - tuning.renewMs;
      if (lateMs > tuning.marginMs) observe({ kind: 'stalled', ms: lateMs });
    }
  };

  const ended = [looking(), renewing()];

  return {
    look: () => due.resolve(),
    leave: async () => {
      leaving.abort();
      await ended[0];
      await membership
        .leave(group, instance)
        .then(notify)
        .catch((error: unknown) => observe({ kind: 'trouble', what: `leaving ${group}`, error }));
      for (const [stream, lease] of held) release(stream, lease);
      await Promise.all(giving.values());
      left.abort();
      await ended[1];
    },
  };
};

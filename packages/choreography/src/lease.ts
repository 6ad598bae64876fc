import type { Redis } from 'ioredis';
import { LeaseLost } from './errors.js';
import { epochKey, leaseKey, type StreamName, streamKey } from './names.js';
import { listOf } from './replies.js';
import { acquireLease, releaseLease, renewEpoch, renewLease } from './scripts.js';
import type { Tuning } from './tuning.js';
import { endable } from './waiting.js';

/** The right to handle one partition for one group, for a time. Once lost, it never comes back to life. */
export interface Lease {
  readonly stream: string;
  readonly key: string;
  readonly epoch: number;
  readonly token: string;
  /** Aborted when the lease is lost or released. */
  readonly signal: AbortSignal;
  /** Whether new work may be started now. */
  holds(): boolean;
  /** Throws `LeaseLost` where `holds` says no. */
  check(): void;
  /** False when the lease turned out to be somebody else's, and is lost. Throws when Redis is away. */
  renew(): Promise<boolean>;
  /** Takes a newer epoch: whatever was sent under the old one takes nothing any more. */
  refresh(): Promise<boolean>;
  release(): Promise<void>;
  lose(): void;
}

interface LeaseDeps {
  readonly redis: Redis;
  readonly group: string;
  readonly instance: string;
  readonly tuning: Tuning;
}

/** The lease, or the milliseconds until the present one ends. */
export const acquire = async (stream: StreamName, deps: LeaseDeps): Promise<Lease | number> => {
  const sentAt = clocks();
  const reply = listOf(
    await acquireLease(
      deps.redis,
      [leaseKey(stream, deps.group), epochKey(stream, deps.group)],
      [deps.instance, deps.tuning.leaseMs],
    ),
  );
  return reply[0] === 1 ? hold(stream, String(reply[1]), sentAt, deps) : Number(reply[1]);
};

const hold = (stream: StreamName, first: string, sentAt: Clocks, deps: LeaseDeps): Lease => {
  const { redis, group, instance, tuning } = deps;
  const key = leaseKey(stream, group);
  const name = streamKey(stream);
  const ending = endable();
  const usableMs = tuning.leaseMs - tuning.marginMs;
  let token = first;
  let since = sentAt;

  // Reckoned from before the renewal was sent, by the monotonic and the wall clock: the former stands still
  // in a suspended machine. The first look that finds it over ends it for good.
  const holds = () => {
    if (!ending.signal.aborted && elapsed(since) > usableMs) ending.abort();
    return !ending.signal.aborted;
  };
  const extended = (came: boolean, at: Clocks) => {
    if (!came) ending.abort();
    else if (holds()) since = at;
    return holds();
  };

  return {
    stream: name,
    key,
    get epoch() {
      return Number(token.slice(0, token.indexOf(':')));
    },
    get token() {
      return token;
    },
    signal: ending.signal,
    holds,
    check: () => {
      if (!holds()) throw new LeaseLost(name);
    },
    renew: async () => {
      const at = clocks();
      return extended((await renewLease(redis, [key], [token, tuning.leaseMs])) === 1, at);
    },
    refresh: async () => {
      const at = clocks();
      const fresh = await renewEpoch(
        redis,
        [key, epochKey(stream, group)],
        [token, instance, tuning.leaseMs],
      );
      if (typeof fresh === 'string') token = fresh;
      return extended(typeof fresh === 'string', at);
    },
    release: async () => {
      ending.abort();
      await releaseLease(redis, [key], [token]);
    },
    lose: () => ending.abort(),
  };
};

interface Clocks {
  readonly monotonic: number;
  readonly wall: number;
}

const clocks = (): Clocks => ({ monotonic: performance.now(), wall: Date.now() });
const elapsed = ({ monotonic, wall }: Clocks) => Math.max(performance.now() - monotonic, Date.now() - wall);

import { LeaseLost } from './errors.js';
import type { Leases } from './transport.js';
import type { Tuning } from './tuning.js';
import { endable } from './waiting.js';

/** The right to handle one partition for one group, for a time. Once lost, it never comes back to life. */
export interface Lease {
  readonly stream: string;
  readonly epoch: number;
  readonly token: string;
  /** Aborted when the lease is lost or released. */
  readonly signal: AbortSignal;
  /** The record of who owned it last was gone: somebody unknown may still work here, for up to one lease. */
  readonly epochWasLost: boolean;
  /** Whether new work may be started now. */
  holds(): boolean;
  /** Throws `LeaseLost` where `holds` says no. */
  check(): void;
  /**
   * Lost when it turns out to be somebody else's. Resolves with the ms until the stream's next postponed
   * message is due, if one waits. Throws when Redis is away.
   */
  renew(): Promise<number | undefined>;
  /** Takes a newer epoch: whatever was sent under the old one takes nothing any more. */
  refresh(): Promise<void>;
  release(): Promise<void>;
  lose(): void;
}

interface LeaseDeps {
  readonly leases: Leases;
  readonly group: string;
  readonly instance: string;
  readonly tuning: Tuning;
}

/** The lease, or the milliseconds until the present one ends. */
export const acquire = async (stream: string, deps: LeaseDeps): Promise<Lease | number> => {
  const sentAt = clocks();
  const { leases, group, instance, tuning } = deps;
  const taken = await leases.acquire(stream, group, instance, tuning.leaseMs);
  return taken.token === undefined
    ? taken.endsInMs
    : hold(stream, taken.token, taken.epochWasLost, sentAt, deps);
};

const hold = (
  stream: string,
  first: string,
  epochWasLost: boolean,
  sentAt: Clocks,
  { leases, group, instance, tuning }: LeaseDeps,
): Lease => {
  const ending = endable();
  const usableMs = tuning.leaseMs - tuning.marginMs;
  let token = first;
  let since = sentAt;
  let over = false;

  // Reckoned from before the renewal was sent, by the monotonic and the wall clock: the former stands still
  // in a suspended machine. The first look that finds it over ends it for good.
  const holds = () => {
    if (over) return false;
    if (elapsed(since) > usableMs) lose();
    return !over;
  };
  const lose = () => {
    over = true;
    clearTimeout(timer);
    ending.abort();
  };
  // Else what runs would hear of it at the next renewal only, which waits for Redis.
  const endInTime = (): NodeJS.Timeout =>
    setTimeout(
      () => {
        if (holds()) timer = endInTime();
      },
      usableMs - elapsed(since) + 1,
    ).unref();
  const extended = (came: boolean, at: Clocks) => {
    if (!came) lose();
    else if (holds()) since = at;
  };

  let timer = endInTime();

  return {
    stream,
    epochWasLost,
    get epoch() {
      return Number(token.slice(0, token.indexOf(':')));
    },
    get token() {
      return token;
    },
    signal: ending.signal,
    holds,
    check: () => {
      if (!holds()) throw new LeaseLost(stream);
    },
    renew: async () => {
      const at = clocks();
      const asked = token;
      const { held, nextDueMs } = await leases.renew(stream, group, asked, tuning.leaseMs);
      // A newer epoch may have been taken meanwhile: then the old token says nothing about the lease.
      if (asked === token) extended(held, at);
      return nextDueMs;
    },
    refresh: async () => {
      const at = clocks();
      const fresh = await leases.renewEpoch(stream, group, token, instance, tuning.leaseMs);
      token = fresh ?? token;
      extended(fresh !== undefined, at);
    },
    release: async () => {
      lose();
      await leases.release(stream, group, token);
    },
    lose,
  };
};

interface Clocks {
  readonly monotonic: number;
  readonly wall: number;
}

const clocks = (): Clocks => ({ monotonic: performance.now(), wall: Date.now() });
const elapsed = ({ monotonic, wall }: Clocks) => Math.max(performance.now() - monotonic, Date.now() - wall);

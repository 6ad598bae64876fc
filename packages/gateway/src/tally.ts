import type { Logger } from 'pino';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';

/** What has been counted of one key in its window. Times in ms. */
export interface Count {
  readonly count: number;
  readonly endsAt: number;
}

interface Kept {
  /** As Redis said last; with what others have counted. */
  shared: number;
  /** Counted here and not made known yet. */
  own: number;
  endsAt: number;
}

interface Deps {
  readonly limiter: Pick<RateLimiterAbstract, 'penalty'>;
  readonly windowMs: number;
  readonly log: Logger;
  /** How often what was counted is made known. */
  readonly everyMs?: number;
  readonly now?: () => number;
}

const mostKept = 100_000;

/**
 * Counts without waiting for Redis: here at once, and in turns there, whose answer has what all instances have
 * counted. So several instances may together let through what they count in one turn more than the quota. While Redis is away
 * each counts for itself.
 */
export const createTally = ({ limiter, windowMs, log, everyMs = 100, now = Date.now }: Deps) => {
  const kept = new Map<string, Kept>();
  const changed = new Set<string>();
  let telling: NodeJS.Timeout | undefined;

  const tell = async (key: string, one: Kept) => {
    const told = one.own;
    one.own = 0;
    one.shared += told;
    try {
      const { consumedPoints, msBeforeNext } = await limiter.penalty(key, told);
      one.shared = consumedPoints;
      one.endsAt = now() + msBeforeNext;
    } catch (error) {
      // What was told stays counted here; whether Redis has it does not matter beyond this window.
      log.debug({ err: error }, 'A count could not be shared');
    }
  };
  const tellAll = () => {
    telling = undefined;
    for (const key of changed) {
      const one = kept.get(key);
      if (one && one.own > 0 && one.endsAt > now()) void tell(key, one);
    }
    changed.clear();
    if (kept.size > mostKept / 2) for (const [key, { endsAt }] of kept) if (endsAt <= now()) kept.delete(key);
  };

  /** Counts one more if there is room under the quota, and gives what has been counted, this one included or not. */
  const add = (key: string, quota: number): Count & { readonly admitted: boolean } => {
    let one = kept.get(key);
    if (!one || one.endsAt <= now()) {
      one = { shared: 0, own: 0, endsAt: now() + windowMs };
      if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
      kept.set(key, one);
    }
    const admitted = one.shared + one.own < quota;
    if (admitted) {
      one.own += 1;
      changed.add(key);
      telling ??= setTimeout(tellAll, everyMs).unref();
    }
    return { admitted, count: one.shared + one.own, endsAt: one.endsAt };
  };

  return { add, close: () => clearTimeout(telling) };
};

export type Tally = ReturnType<typeof createTally>;

import { networkOf, refuse, type User } from '@obey/service-kit';
import type { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { factorOf, type LimitRule, type RankFactors, ruleFor } from './limit-rules.js';
import { createTally } from './tally.js';

interface Deps {
  readonly redis: Redis;
  readonly perAddress: readonly LimitRule[];
  readonly perUser: readonly LimitRule[];
  readonly ranks: RankFactors;
  readonly log: Logger;
}

interface Counted {
  readonly method: string;
  readonly path: string;
  readonly address: string;
  readonly user: User | undefined;
}

export interface Limits {
  /**
   * Counts a request, and gives RateLimit and RateLimit-Policy (names and values in turn) of what it has left least of. Refuses
   * as 'too-many'. Whoever has a good token is counted as that user, anybody else as their address; rules that are exact for addresses count both.
   */
  admit(request: Counted): readonly string[] | Promise<readonly string[]>;
  close(): void;
}

interface Standing {
  readonly rule: LimitRule;
  readonly quota: number;
  readonly left: number;
  readonly seconds: number;
  readonly admitted: boolean;
}

interface Due {
  readonly counter: Counter;
  readonly key: string;
  readonly quota: number;
}

const none: readonly string[] = [];

/** Keeps anybody from asking more often than the rules say, whatever they ask for. */
export const createLimits = ({ redis, perAddress, perUser, ranks, log }: Deps): Limits => {
  const counters = new Map(
    [...perAddress, ...perUser].map((rule) => [
      rule,
      createCounter(rule, { redis, log, of: perUser.includes(rule) ? 'user' : 'address' }),
    ]),
  );
  const due = (rule: LimitRule | undefined, key: string, factor: number): Due[] => {
    const counter = rule && counters.get(rule);
    return counter ? [{ counter, key, quota: counter.rule.quota * factor }] : [];
  };
  const dueBy = ({ method, path, address, user }: Counted): Due[] => {
    const byAddress = ruleFor(perAddress, method, path);
    const network = networkOf(address);
    if (!user) return due(byAddress, network, 1);
    const own = due(ruleFor(perUser, method, path), user.id, factorOf(ranks, user.rank));
    return byAddress?.exact ? [...due(byAddress, network, 1), ...own] : own;
  };
  return {
    admit: (request) => {
      const dues = dueBy(request);
      if (dues.length === 0) return none;
      const standings = dues.map(({ counter, key, quota }) => counter.count(key, quota));
      const known = standings.filter((one): one is Standing => !(one instanceof Promise));
      return known.length === standings.length ? said(known) : Promise.all(standings).then(said);
    },
    close: () => {
      for (const { close } of counters.values()) close();
    },
  };
};

const said = (standings: readonly Standing[]): readonly string[] => {
  const [tightest] = standings.toSorted((one, other) => one.left - other.left);
  if (!tightest) return none;
  const { rule, quota, left, seconds, admitted } = standings.find((one) => !one.admitted) ?? tightest;
  const limit = `"${rule.name}";r=${left};t=${seconds}`;
  const policy = `"${rule.name}";q=${quota};w=${rule.windowSeconds}`;
  if (admitted) return ['ratelimit', limit, 'ratelimit-policy', policy];
  const detail = `There were more than ${quota} requests of this kind in ${rule.windowSeconds} s; wait as long as Retry-After says`;
  return refuse('too-many', 'gateway.slow-down', detail, {
    retryAfterSeconds: seconds,
    headers: { RateLimit: limit, 'RateLimit-Policy': policy },
  });
};

interface Counter {
  readonly rule: LimitRule;
  count(key: string, quota: number): Standing | Promise<Standing>;
  close(): void;
}

const createCounter = (
  rule: LimitRule,
  { redis, log, of }: { redis: Redis; log: Logger; of: 'address' | 'user' },
): Counter => {
  const options = { points: rule.quota, duration: rule.windowSeconds };
  const limiter = new RateLimiterRedis({
    ...options,
    storeClient: redis,
    keyPrefix: `{gateway}:limit:${of}:${rule.name}`,
    rejectIfRedisNotReady: true,
    ...(rule.exact && { insuranceLimiter: new RateLimiterMemory(options) }),
  });
  const windowMs = rule.windowSeconds * 1_000;
  const standing = (quota: number, count: number, ms: number, admitted: boolean): Standing => ({
    rule,
    quota,
    left: Math.max(0, quota - count),
    seconds: Math.max(1, Math.ceil(ms / 1_000)),
    admitted,
  });
  if (!rule.exact) {
    const tally = createTally({ limiter, windowMs, log });
    const count = (key: string, quota: number) => {
      const { admitted, count, endsAt } = tally.add(key, quota);
      return standing(quota, count, endsAt - Date.now(), admitted);
    };
    return { rule, count, close: tally.close };
  }
  const count = async (key: string, quota: number) => {
    const { consumedPoints, msBeforeNext } = await limiter.penalty(key, 1);
    return standing(quota, consumedPoints, msBeforeNext, consumedPoints <= quota);
  };
  return { rule, count, close: () => {} };
};

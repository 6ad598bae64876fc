import { createHmac } from 'node:crypto';
import { networkOf, refuse } from '@obey/service-kit';
import type { Redis } from 'ioredis';
import { admitScript, giveBackScript } from './delay-scripts.js';
import type { Logger } from './logger.js';

/** What attempts cost: so many are free, then each doubles the delay before the next, up to the longest. */
export interface Pace {
  readonly free: number;
  readonly firstMs: number;
  readonly longestMs: number;
  /** One attempt is forgotten per so long without another. */
  readonly decayMs: number;
}

/** The pace for all attempts on an account, for all from an address, and for those of one on the other. */
export interface Paces {
  readonly account: Pace;
  readonly address: Pace;
  readonly pair: Pace;
}

/** One attempt that was admitted. It counts as failed unless something else is said of it. */
export interface Attempt {
  /** The right password: it is forgotten, and the device is known from now on. */
  succeeded(): Promise<void>;
  /** Nobody came to a verdict, by no fault of whoever tried: it is forgotten. */
  voided(): Promise<void>;
}

interface Deps {
  readonly redis: Redis;
  /** Marks addresses, of mail and of machines, so that Redis holds none. */
  readonly key: Uint8Array;
  /** Attempts of one purpose are counted by themselves. */
  readonly purpose: string;
  readonly paces: Paces;
  readonly now?: () => number;
}

type Log = Pick<Logger, 'info'>;

/** A device that has not signed in for so long is no longer known. */
const knownMs = 90 * 24 * 3_600_000;

const second = 1_000;
const minute = 60 * second;

/** An account is at most one attempt a minute away, so that nobody is locked out of theirs for long. */
export const signInPaces = (tries: number): Paces => ({
  account: { free: tries, firstMs: second, longestMs: minute, decayMs: 5 * minute },
  address: { free: 5 * tries, firstMs: second, longestMs: minute, decayMs: minute },
  pair: { free: tries, firstMs: second, longestMs: 15 * minute, decayMs: 15 * minute },
});

/** Mails cost their receiver more than an attempt. `fromOne`: those from one address that cost no delay. */
export const mailPaces = (fromOne: number): Paces => ({
  account: { free: 5, firstMs: minute, longestMs: 15 * minute, decayMs: 15 * minute },
  address: { free: fromOne, firstMs: second, longestMs: minute, decayMs: minute },
  pair: { free: 5, firstMs: minute, longestMs: 15 * minute, decayMs: 15 * minute },
});

/**
 * Slows guessing down, by what is tried on and from where; whether such an account exists plays no part. In
 * Redis, in one script, so that all instances count together.
 */
export const createDelays = ({ redis, key, purpose, paces, now = Date.now }: Deps) => {
  const scale = [paces.account, paces.address, paces.pair].flatMap(
    ({ free, firstMs, longestMs, decayMs }) => [free, firstMs, longestMs, decayMs],
  );
  // One hash tag for all, so that one script may touch any account with any address in a cluster.
  const keyOf = (what: string, ...parts: string[]) => {
    const mark = createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
    return `auth:{delays}:${purpose}:${what}:${mark}`;
  };
  const keysOf = (email: string, network: string) => [
    keyOf('account', email),
    keyOf('address', network),
    keyOf('pair', email, network),
    keyOf('known', email, network),
  ];
  const giveBack = async (keys: string[], known: number, knowMs: number) => {
    await redis.eval(giveBackScript, keys.length, ...keys, known, knowMs);
  };

  /** Refuses with `auth.slow-down` and the time to wait. Rejects while Redis is away. */
  const attempt = async (email: string, address: string, log: Log): Promise<Attempt> => {
    const keys = keysOf(email, networkOf(address));
    const reply: unknown = await redis.eval(admitScript, keys.length, ...keys, now(), ...scale);
    const [admitted, said = 0] = Array.isArray(reply) ? reply.map(Number) : [];
    if (admitted !== 1) {
      log.info({ purpose, waitMs: said }, 'attempt slowed down');
      return refuseFor(said);
    }
    return {
      succeeded: () => giveBack(keys, said, knownMs),
      voided: () => giveBack(keys, said, 0),
    };
  };

  /** Knows a device from now on: whoever used it has proved by other means that the account is theirs. */
  const know = async (email: string, address: string): Promise<void> => {
    const [, , pair = '', known = ''] = keysOf(email, networkOf(address));
    await redis.multi().del(pair).set(known, '1', 'PX', knownMs).exec();
  };

  return { attempt, know };
};

export type Delays = ReturnType<typeof createDelays>;

const refuseFor = (waitMs: number): never =>
  refuse('too-many', 'auth.slow-down', 'There were too many attempts; wait as long as Retry-After says', {
    retryAfterSeconds: Math.ceil(waitMs / 1_000),
  });

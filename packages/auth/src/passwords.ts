import { randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import { hashCheck } from './legacy-hashes.js';
import { longestPassword, normalisePassword, passwordLength } from './password-rules.js';
import { createSemaphore } from './semaphore.js';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const parameters = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export interface Passwords {
  /** A PHC string. Refuses when too many wait. */
  hash(password: string): Promise<string>;
  /**
   * False without a hash, or with one that can't be read, after the same work as with one of ours; those of other makers take
   * the work that they ask for. Refuses when too many wait.
   */
  verify(hash: string | undefined, password: string): Promise<boolean>;
  /** Whether a hash was made by weaker parameters than those of today or by another maker, and should be made anew. */
  isOutdated(hash: string): boolean;
}

/** Hashes and verifies passwords with argon2id, so many at once. Makes the hash that nobody's password has. */
export const createPasswords = async (limits: { concurrency: number; queue: number }): Promise<Passwords> => {
  const inTurn = createSemaphore(limits);
  const dummy = await argon2.hash(randomBytes(32), parameters);
  return {
    hash: (password) => inTurn(() => argon2.hash(normalisePassword(password), parameters)),
    verify: async (hash, password) => {
      const fits = passwordLength(password) <= longestPassword;
      const check = fits && hash !== undefined ? hashCheck(hash) : undefined;
      const right = await inTurn(() => (check ? check(password) : argon2.verify(dummy, '')));
      return check !== undefined && right;
    },
    isOutdated,
  };
};

/** Reads the parameters in any order: libraries differ in it. */
const isOutdated = (hash: string): boolean => {
  const [, variant, version, written = ''] = hash.split('$');
  const given = new Map(written.split(',').map((pair) => [pair.charAt(0), Number(pair.slice(2))]));
  const { memoryCost, timeCost } = parameters;
  if (variant !== 'argon2id' || version !== 'v=19') return true;
  return (given.get('m') ?? 0) < memoryCost || (given.get('t') ?? 0) < timeCost;
};

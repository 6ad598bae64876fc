import { randomBytes } from 'node:crypto';
import argon2 from 'argon2';
import { nicknameKey } from './nicknames.js';
import { createSemaphore } from './semaphore.js';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const parameters = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const shortest = 8;
const longest = 128;

/** Different keyboards write the same letter differently; NFC makes it one (RFC 8265, OpaqueString). */
const normalise = (password: string) => password.normalize('NFC');

const lengthOf = (password: string) => [...normalise(password)].length;

/** Why this may not be the password of this person; undefined if it may. Lengths count code points. */
export const passwordFault = (
  password: string,
  { nickname, email }: { nickname: string; email: string },
): string | undefined => {
  const length = lengthOf(password);
  if (length < shortest || length > longest) return `must have ${shortest} to ${longest} characters`;
  const key = nicknameKey(password);
  if (key === nicknameKey(nickname)) return 'must not be the nickname';
  if (key === nicknameKey(email)) return 'must not be the address';
  return undefined;
};

export interface Passwords {
  /** A PHC string. Refuses when too many wait. */
  hash(password: string): Promise<string>;
  /** False without a hash, after the same work as with one. Refuses when too many wait. */
  verify(hash: string | undefined, password: string): Promise<boolean>;
}

/** Hashes and verifies passwords with argon2id, so many at once. Makes the hash that nobody's password has. */
export const createPasswords = async (limits: { concurrency: number; queue: number }): Promise<Passwords> => {
  const inTurn = createSemaphore(limits);
  const dummy = await argon2.hash(randomBytes(32), parameters);
  return {
    hash: (password) => inTurn(() => argon2.hash(normalise(password), parameters)),
    verify: async (hash, password) => {
      const possible = hash !== undefined && lengthOf(password) <= longest;
      const right = await inTurn(() =>
        argon2.verify(possible ? hash : dummy, possible ? normalise(password) : ''),
      );
      return possible && right;
    },
  };
};

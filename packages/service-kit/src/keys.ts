import { asideOfDeadline } from '@obey/choreography';
import type { Redis } from 'ioredis';
import { type CryptoKey, importJWK } from 'jose';
import type { Logger } from 'pino';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { refuse } from './refusal.js';

const Jwk = Type.Object({
  kty: Type.Literal('OKP'),
  crv: Type.Literal('Ed25519'),
  kid: Type.String({ minLength: 1 }),
  x: Type.String(),
});
const jwks = Compile(Type.Object({ keys: Type.Array(Type.Unknown()) }));
const jwk = Compile(Jwk);

interface Deps {
  /** Asks for the JWK Set. */
  readonly ask: () => Promise<unknown>;
  readonly redis: Pick<Redis, 'get' | 'set'>;
  /** Where in Redis the last set is kept. */
  readonly place: string;
  readonly log: Logger;
  readonly now?: () => number;
}

export interface Keys {
  /** The public key of this id; `undefined` if its issuer does not have it. Throws 'unavailable' without an answer. */
  find(kid: string): Promise<CryptoKey | undefined>;
}

const AGAIN_MS = 5_000;
const AFTER_FAILURE_MS = 1_000;
const AGEING_MS = 10_000;
const OLD_MS = 30_000;

/**
 * The keys that access tokens are checked by: in memory, else in Redis, else asked for. An unknown id makes
 * them be asked for again, at most every 5 s. A set older than 10 s is renewed in the background, and one older
 * than 30 s before it is gone by: a key that was withdrawn serves no longer than that. While their issuer is away
 * the known keys serve on.
 */
export const createKeys = ({ ask, redis, place, log, now = Date.now }: Deps): Keys => {
  let known: ReadonlyMap<string, CryptoKey> = new Map();
  let askedAt = Number.NEGATIVE_INFINITY;
  let failure: { readonly cause: unknown } | undefined;
  let asking: Promise<void> | undefined;
  let recalled: Promise<void> | undefined;

  const recall = async () => {
    try {
      const stored = await redis.get(place);
      if (stored !== null) known = await importAll(JSON.parse(stored));
    } catch (error) {
      log.warn({ err: error }, 'The stored keys could not be read; they are asked for');
    }
  };
  const renew = async () => {
    try {
      const answer = await ask();
      known = await importAll(answer);
      failure = undefined;
      await redis.set(place, JSON.stringify(answer)).catch((error: unknown) => {
        log.warn({ err: error }, 'The keys could not be stored; they are in memory only');
      });
    } catch (error) {
      failure = { cause: error };
      log.warn({ err: error }, 'The keys for access tokens could not be had');
    } finally {
      askedAt = now();
    }
  };
  const renewTogether = () => {
    asking ??= asideOfDeadline(renew).finally(() => {
      asking = undefined;
    });
    return asking;
  };

  return {
    find: async (kid) => {
      recalled ??= asideOfDeadline(recall);
      await recalled;
      const key = known.get(kid);
      const age = now() - askedAt;
      if (key) {
        if (!failure && age >= OLD_MS) {
          await renewTogether();
          return known.get(kid);
        }
        if (age >= (failure ? AGAIN_MS : AGEING_MS)) void renewTogether();
        return key;
      }
      if (asking || age >= (failure ? AFTER_FAILURE_MS : AGAIN_MS)) await renewTogether();
      const renewed = known.get(kid);
      if (renewed || !failure) return renewed;
      return refuse('unavailable', 'token.no-keys', 'Access tokens cannot be checked now. Try again soon.', {
        cause: failure.cause,
      });
    },
  };
};

const importAll = async (set: unknown): Promise<ReadonlyMap<string, CryptoKey>> => {
  if (!jwks.Check(set)) throw new TypeError('The answer is not a JWK Set');
  const usable = set.keys.filter((each): each is Static<typeof Jwk> => jwk.Check(each));
  const keys = await Promise.all(
    usable.map(async ({ kty, crv, kid, x }): Promise<[string, CryptoKey] | undefined> => {
      const key = await importJWK({ kty, crv, x }, 'EdDSA');
      return key instanceof Uint8Array ? undefined : [kid, key];
    }),
  );
  return new Map(keys.filter((entry) => entry !== undefined));
};

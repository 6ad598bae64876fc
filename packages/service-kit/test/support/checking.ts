import { pino } from 'pino';
import { createKeys } from '../../src/keys.js';
import { Refusal } from '../../src/refusal.js';
import { createTokenCheck } from '../../src/tokens.js';
import { createSigner, issuer } from './signing.js';

/** The token check of a service whose issuer publishes one key, `key-1`; counts how often it is asked for keys. */
export const startChecking = async () => {
  const signer = await createSigner('key-1');
  const state = { asked: 0, now: Date.now(), published: [signer.jwk] };
  const keys = createKeys({
    ask: async () => {
      state.asked += 1;
      return { keys: state.published };
    },
    redis: { get: async () => null, set: async () => 'OK' as const },
    place: 'shop:keys',
    log: pino({ level: 'silent' }),
    now: () => state.now,
  });
  const check = createTokenCheck({
    keys,
    issuer,
    audience: issuer,
    verdict: () => undefined,
    now: () => state.now,
  });

  /** 'accepted', or the code of the refusal; `no challenge` where the answer would lack WWW-Authenticate. */
  const outcome = async (token: string, scheme = 'Bearer') => {
    try {
      await check(`${scheme} ${token}`);
      return 'accepted';
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.extra.headers?.['WWW-Authenticate'] ? error.code : 'no challenge';
    }
  };
  return { signer, state, check, outcome };
};

import { asideOfDeadline } from '@obey/choreography';
import type { CryptoKey } from 'jose';
import { currentOf, isTendingDue, newKeyRing, resealed, shownRing, tended } from './key-ring.js';
import type { KeyStore } from './key-store.js';
import { type JwkSet, jwkSetOf, type KeyRing, makeKey, openKey, type Sealing } from './keys.js';
import type { Logger } from './logger.js';

/** How old a ring may be that is gone by, in milliseconds: others rotate it, and retire keys of it. */
const lookEveryMs = 2_000;

interface Deps {
  readonly keys: KeyStore;
  readonly sealing: Sealing;
  /** How long a key signs, in milliseconds. */
  readonly lifeMs: number;
  readonly log: Logger;
  readonly now?: () => number;
}

interface Signer {
  readonly kid: string;
  readonly key: CryptoKey;
}

interface Seen {
  readonly ring: KeyRing;
  readonly signer: Signer;
  readonly at: number;
}

export interface SigningKeys {
  /** The key that signs now, by a ring that was read 2 s ago at the most. Rejects while MongoDB is away. */
  current(): Promise<Signer>;
  /** The keys that tokens are checked by: those of the ring, or, while MongoDB is away, those known last. */
  published(): Promise<JwkSet>;
  /** Ends the watch. */
  close(): Promise<void>;
}

/**
 * Opens the key ring, makes it if there is none, and watches it: what another process does to it is known here
 * within 2 s, and what time asks for is done by whichever instance comes first. Throws `KeysUnreadable` under
 * another secret.
 */
export const openSigningKeys = async (deps: Deps): Promise<SigningKeys> => {
  const { keys, sealing, lifeMs, log, now = Date.now } = deps;
  const make = () => makeKey(sealing.sealingKey, new Date(now()));
  const first = () => newKeyRing(make, new Date(now()));

  const look = async (before: Seen | undefined): Promise<Seen> => {
    const at = now();
    const stored = await keys.firstOr(first);
    const ring = isTendingDue(stored, lifeMs, new Date(at))
      ? await keys.change(first, (latest) => tended(latest, lifeMs, make, new Date(now())))
      : stored;
    const current = currentOf(ring);
    const { kid } = current;
    const signer = before?.signer.kid === kid ? before.signer : { kid, key: await openKey(current, sealing) };
    if (ring.version !== before?.ring.version) log.info(shownRing(ring), 'signing keys');
    return { ring, signer, at };
  };

  await keys.change(first, (ring) => resealed(ring, sealing));
  let seen = await look(undefined);
  let failing = false;
  let looking: Promise<Seen> | undefined;

  const lookAgain = async () => {
    try {
      seen = await look(seen);
      failing = false;
      return seen;
    } catch (error) {
      if (!failing) log.error({ err: error }, 'signing keys cannot be read; those known stay published');
      failing = true;
      throw error;
    } finally {
      looking = undefined;
    }
  };
  const fresh = async (): Promise<Seen> => {
    if (now() - seen.at < lookEveryMs) return seen;
    looking ??= asideOfDeadline(lookAgain);
    return looking;
  };
  const freshOrKnown = () => fresh().catch(() => seen);

  const watch = setInterval(freshOrKnown, lookEveryMs).unref();
  return {
    current: async () => (await fresh()).signer,
    published: async () => jwkSetOf((failing ? seen : await freshOrKnown()).ring),
    close: async () => {
      clearInterval(watch);
      await looking?.catch(() => {});
    },
  };
};

import {
  type KeyRing,
  type PreviousKey,
  resealedKey,
  type Sealing,
  type SigningKey,
  type StoredKey,
} from './keys.js';

const minute = 60_000;

/**
 * How long a key is published before it signs, in milliseconds: longer than anybody keeps a set of keys. Our
 * services do so for half a minute, others for as long as `Cache-Control` and their library say, ten minutes mostly.
 */
export const publishedAheadMs = 15 * minute;

/** How long it stays published when it signs no more: an access token lives 5 minutes at the most. */
export const publishedAfterMs = 10 * minute;

/** The next key has not been published for long enough to sign. */
export class NextKeyTooYoung extends Error {
  readonly code = 'auth.next-key-too-young';

  constructor(kid: string, from: Date) {
    super(
      `The next signing key ${kid} may sign from ${from.toISOString()} on: those who check tokens may not have it ` +
        'before. Rotate then; if the current key has leaked, retire it, which does not wait.',
    );
    this.name = 'NextKeyTooYoung';
  }
}

/** There is no such key in the ring. */
export class NoSuchKey extends Error {
  readonly code = 'auth.no-such-key';

  constructor(kid: string, { keys }: KeyRing) {
    const present = keys.map((key) => `${key.kid} (${key.state})`).join(', ');
    super(`There is no signing key ${kid}; it may be retired already. There are ${present}.`);
    this.name = 'NoSuchKey';
  }
}

/** Makes the key that is to sign next, as `makeKey` does. */
export type MakeKey = () => Promise<SigningKey>;

const sinceOf = ({ since, createdAt }: StoredKey) => since ?? createdAt;
const ageOf = (key: StoredKey, now: Date) => now.getTime() - sinceOf(key).getTime();

const keyIn = (ring: KeyRing, state: SigningKey['state']) =>
  ring.keys.find((key): key is SigningKey => key.state === state);

/** The key that signs. Throws where the ring has none, which no change of it brings about. */
export const currentOf = (ring: KeyRing): SigningKey => {
  const current = keyIn(ring, 'current');
  if (!current) throw new TypeError(`The key ring, version ${ring.version}, has no current key`);
  return current;
};

const promoted = (key: SigningKey, now: Date): SigningKey => ({ ...key, state: 'current', since: now });

const demoted = ({ kid, publicJwk, createdAt }: SigningKey, now: Date): PreviousKey => ({
  kid,
  publicJwk,
  createdAt,
  state: 'previous',
  since: now,
});

/** A ring of these keys, with a current and a next one. A next one becomes current where that is missing. */
const completed = async (ring: KeyRing, keys: readonly StoredKey[], make: MakeKey, now: Date) => {
  const rest = { ...ring, keys };
  const current = keyIn(rest, 'current') ?? promoted(keyIn(rest, 'next') ?? (await make()), now);
  const next = keys.find((key) => key.state === 'next' && key.kid !== current.kid);
  const previous = keys.filter(({ state }) => state === 'previous');
  return { ...ring, keys: [current, next ?? (await make()), ...previous] };
};

/** The first ring: nobody has keys of ours yet, so that one may sign at once. */
export const newKeyRing = (make: MakeKey, now: Date): Promise<KeyRing> =>
  completed({ _id: 'signing', version: 1, keys: [] }, [], make, now);

/** The next key signs, another is next, and the one that signed stays published. Throws `NextKeyTooYoung`. */
export const rotated = async (ring: KeyRing, make: MakeKey, now: Date): Promise<KeyRing> => {
  const current = currentOf(ring);
  const next = keyIn(ring, 'next') ?? (await make());
  if (ageOf(next, now) < publishedAheadMs)
    throw new NextKeyTooYoung(next.kid, new Date(sinceOf(next).getTime() + publishedAheadMs));
  const others = ring.keys.filter(({ kid }) => kid !== current.kid && kid !== next.kid);
  return completed(ring, [promoted(next, now), demoted(current, now), ...others], make, now);
};

/**
 * The ring without a key, or without any that there was: tokens signed by it are void. If it was the current one the
 * next signs at once. Throws `NoSuchKey`.
 */
export const retired = async (
  ring: KeyRing,
  which: string | 'all',
  make: MakeKey,
  now: Date,
): Promise<KeyRing> => {
  const kept = ring.keys.filter(({ kid }) => which !== 'all' && kid !== which);
  if (kept.length === ring.keys.length) throw new NoSuchKey(which, ring);
  return completed(ring, kept, make, now);
};

/** The ring with every key encrypted as new ones are; the very same ring if they are. Throws `KeysUnreadable`. */
export const resealed = async (ring: KeyRing, sealing: Sealing): Promise<KeyRing> => {
  const keys = await Promise.all(
    ring.keys.map((key) => (key.state === 'previous' ? key : resealedKey(key, sealing))),
  );
  return keys.every((key, at) => key === ring.keys[at]) ? ring : { ...ring, keys };
};

/** Whether time alone asks for a change: see `tended`. */
export const isTendingDue = (ring: KeyRing, lifeMs: number, now: Date): boolean => {
  const next = keyIn(ring, 'next');
  return !next || isOver(ring, lifeMs, now) || ring.keys.some((key) => isPast(key, now));
};

/**
 * What time asks for: a next key where there is none, a rotation when the current one has signed for its life, and no
 * previous one whose tokens have run out. The very same ring if there is nothing to do.
 */
export const tended = async (ring: KeyRing, lifeMs: number, make: MakeKey, now: Date): Promise<KeyRing> => {
  if (!isTendingDue(ring, lifeMs, now)) return ring;
  const keys = ring.keys.filter((key) => !isPast(key, now));
  return isOver(ring, lifeMs, now) ? rotated({ ...ring, keys }, make, now) : completed(ring, keys, make, now);
};

const isOver = (ring: KeyRing, lifeMs: number, now: Date) => {
  const next = keyIn(ring, 'next');
  return next !== undefined && ageOf(next, now) >= publishedAheadMs && ageOf(currentOf(ring), now) >= lifeMs;
};

const isPast = (key: StoredKey, now: Date) => key.state === 'previous' && ageOf(key, now) >= publishedAfterMs;

/** What may be shown of a ring: no key in it, their ids, states and times. */
export const shownRing = ({ version, keys }: KeyRing) => ({
  version,
  keys: keys.map((key) => ({ kid: key.kid, state: key.state, since: sinceOf(key).toISOString() })),
});

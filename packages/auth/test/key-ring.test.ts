import { newId } from '@obey/choreography';
import test from 'ava';
import fc from 'fast-check';
import {
  currentOf,
  isTendingDue,
  NextKeyTooYoung,
  NoSuchKey,
  newKeyRing,
  publishedAfterMs,
  publishedAheadMs,
  retired,
  rotated,
  tended,
} from '../src/key-ring.js';
import type { KeyRing, SigningKey } from '../src/keys.js';

const lifeMs = 3_600_000;
const start = new Date('2026-01-01T00:00:00Z');
const after = (ms: number) => new Date(start.getTime() + ms);

/** Rings are decided on without a look at the keys themselves. */
const makeAt = (now: Date) => async (): Promise<SigningKey> => {
  const kid = newId();
  return { kid, state: 'next', publicJwk: { kid }, sealedPrivateJwk: 'sealed', createdAt: now, since: now };
};
const make = makeAt(start);

const kidsOf = (ring: KeyRing) => ring.keys.map(({ kid }) => kid);
const states = (ring: KeyRing) => ring.keys.map(({ state }) => state);
const nextOf = (ring: KeyRing) => ring.keys.find(({ state }) => state === 'next')?.kid ?? '';

test('a ring begins with a key that signs and one that will', async (t) => {
  const ring = await newKeyRing(make, start);
  t.deepEqual(states(ring), ['current', 'next']);
  t.is(await tended(ring, lifeMs, make, start), ring);
});

test('by rotation the next key signs, another is next, and the one before is published without its private half', async (t) => {
  const ring = await newKeyRing(make, start);
  const turned = await rotated(ring, make, after(publishedAheadMs));
  t.deepEqual(states(turned), ['current', 'next', 'previous']);
  t.is(currentOf(turned).kid, nextOf(ring));
  t.is(turned.keys[2]?.kid, currentOf(ring).kid);
  t.false('sealedPrivateJwk' in (turned.keys[2] ?? {}));
});

test('a key does not sign before it has been published for long enough, and the error says when it may', async (t) => {
  const ring = await newKeyRing(make, start);
  const error = await t.throwsAsync(rotated(ring, make, after(publishedAheadMs - 1)), {
    instanceOf: NextKeyTooYoung,
  });
  t.regex(error.message, /2026-01-01T00:15:00/);
});

test('a key that has signed for its life is rotated, and goes when its tokens have run out', async (t) => {
  const ring = await newKeyRing(make, start);
  t.is(await tended(ring, lifeMs, make, after(lifeMs - 1)), ring);
  const turned = await tended(ring, lifeMs, makeAt(after(lifeMs)), after(lifeMs));
  t.is(currentOf(turned).kid, nextOf(ring));
  t.is(await tended(turned, lifeMs, make, after(lifeMs + publishedAfterMs - 1)), turned);
  const swept = await tended(turned, lifeMs, make, after(lifeMs + publishedAfterMs));
  t.deepEqual(states(swept), ['current', 'next']);
});

test('a ring of one key, as they were once, gets a next key and signs on with the one it has', async (t) => {
  const { sealedPrivateJwk, kid, publicJwk } = await make();
  const old: KeyRing = {
    _id: 'signing',
    version: 1,
    keys: [{ kid, publicJwk, sealedPrivateJwk, state: 'current', createdAt: after(-lifeMs) }],
  };
  const turned = await tended(old, lifeMs, make, start);
  t.deepEqual(states(turned), ['current', 'next']);
  t.is(currentOf(turned).kid, kid);
  t.is(currentOf(await tended(turned, lifeMs, make, after(publishedAheadMs))).kid, nextOf(turned));
});

test('a key that has leaked is out of the ring at once, whatever its state', async (t) => {
  const ring = await rotated(await newKeyRing(make, start), make, after(publishedAheadMs));
  const [current = '', next = '', previous = ''] = kidsOf(ring);
  const now = after(publishedAheadMs + 1);
  for (const kid of [current, next, previous]) {
    const left = await retired(ring, kid, makeAt(now), now);
    t.false(kidsOf(left).includes(kid));
    t.deepEqual(states(left).slice(0, 2), ['current', 'next']);
  }
  t.is(currentOf(await retired(ring, current, make, now)).kid, next);
  t.is(currentOf(await retired(ring, next, make, now)).kid, current);
  const fresh = await retired(ring, 'all', make, now);
  t.deepEqual(states(fresh), ['current', 'next']);
  t.deepEqual(
    kidsOf(fresh).filter((kid) => kidsOf(ring).includes(kid)),
    [],
  );
});

test('what is not in the ring cannot be retired, and the error names what is', async (t) => {
  const ring = await newKeyRing(make, start);
  const error = await t.throwsAsync(retired(ring, 'gone', make, start), { instanceOf: NoSuchKey });
  t.true(error.message.includes(currentOf(ring).kid));
});

const step = fc.record({
  ms: fc.integer({ min: 1, max: 2 * lifeMs }),
  act: fc.constantFrom('nothing', 'rotate', 'retire current', 'retire next', 'retire previous'),
});

test('whatever is done when, a key that signs was published ahead, and one that signed stays for its tokens', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      let at = 0;
      let ring = await newKeyRing(makeAt(start), start);
      const publishedAt = new Map(kidsOf(ring).map((kid) => [kid, Number.NEGATIVE_INFINITY]));
      const signedUntil = new Map<string, number>();
      const leaked = new Set<string>();
      for (const { ms, act } of steps) {
        at += ms;
        const now = after(at);
        const before = currentOf(ring).kid;
        signedUntil.set(before, at);
        ring = await tended(ring, lifeMs, makeAt(now), now);
        const which = ring.keys.find(({ state }) => act === `retire ${state}`)?.kid;
        const changed =
          act === 'rotate'
            ? rotated(ring, makeAt(now), now)
            : which
              ? retired(ring, which, makeAt(now), now)
              : Promise.resolve(ring);
        ring = await changed.catch((error: unknown) => {
          if (error instanceof NextKeyTooYoung) return ring;
          throw error;
        });
        if (which) leaked.add(which);
        const { kid } = currentOf(ring);
        const ahead = at - (publishedAt.get(kid) ?? at);
        if (kid !== before && act !== 'retire current') t.true(ahead >= publishedAheadMs, `${ahead}`);
        for (const published of kidsOf(ring)) if (!publishedAt.has(published)) publishedAt.set(published, at);
        for (const [signed, until] of signedUntil)
          if (!leaked.has(signed) && at - until < publishedAfterMs) t.true(kidsOf(ring).includes(signed));
        for (const gone of leaked) t.false(kidsOf(ring).includes(gone));
        t.is(ring.keys.filter(({ state }) => state === 'current').length, 1);
        t.is(ring.keys.filter(({ state }) => state === 'next').length, 1);
        t.is(new Set(kidsOf(ring)).size, ring.keys.length);
        t.false(isTendingDue(ring, lifeMs, now));
      }
    }),
  );
});

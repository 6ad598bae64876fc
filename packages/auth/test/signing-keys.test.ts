import { randomBytes } from 'node:crypto';
import test from 'ava';
import { pino } from 'pino';
import { newKeyRing, retired } from '../src/key-ring.js';
import type { KeyStore } from '../src/key-store.js';
import { type KeyRing, KeysUnreadable, makeKey } from '../src/keys.js';
import { openSigningKeys } from '../src/signing-keys.js';

/** A ring that the test changes as another process would, and takes away. */
const setup = async () => {
  const sealingKey = randomBytes(32);
  const make = () => makeKey(sealingKey, new Date());
  const state = { ring: await newKeyRing(make, new Date()), away: false, now: Date.now(), read: 0 };
  const keys: KeyStore = {
    firstOr: async () => {
      state.read += 1;
      if (state.away) throw new Error('MongoDB is away');
      return state.ring;
    },
    change: async (_first, decide) => {
      state.ring = await decide(state.ring);
      return state.ring;
    },
  };
  const log = pino({ level: 'silent' });
  const opened = await openSigningKeys({
    keys,
    sealing: { sealingKey },
    lifeMs: 86_400_000,
    log,
    now: () => state.now,
  });
  const change = (ring: KeyRing) => {
    state.ring = { ...ring, version: ring.version + 1 };
  };
  return { state, opened, change, make };
};

const kidsIn = ({ keys }: { keys: Record<string, unknown>[] }) => keys.map(({ kid }) => kid);

test('a key that another process retired signs no more 2 s later, and is published no more', async (t) => {
  const { state, opened, change, make } = await setup();
  t.teardown(opened.close);
  const { kid } = await opened.current();
  change(await retired(state.ring, kid, make, new Date()));
  state.now += 2_000;
  t.not((await opened.current()).kid, kid);
  t.false(kidsIn(await opened.published()).includes(kid));
});

test('those who ask at once share one look', async (t) => {
  const { state, opened } = await setup();
  t.teardown(opened.close);
  state.now += 2_000;
  state.read = 0;
  await Promise.all(Array.from({ length: 50 }, () => opened.current()));
  await opened.published();
  t.is(state.read, 1);
});

test('while MongoDB is away nothing is signed, and the keys known last stay published', async (t) => {
  const { state, opened } = await setup();
  t.teardown(opened.close);
  const before = await opened.published();
  state.away = true;
  state.now += 2_000;
  await t.throwsAsync(opened.current(), { message: 'MongoDB is away' });
  t.deepEqual(await opened.published(), before);
  state.away = false;
  t.truthy((await opened.current()).kid);
});

test('a ring that was sealed with another secret is not signed by, and is told of', async (t) => {
  const { state, opened, change } = await setup();
  t.teardown(opened.close);
  const other = randomBytes(32);
  change(await newKeyRing(() => makeKey(other, new Date()), new Date()));
  state.now += 2_000;
  await t.throwsAsync(opened.current(), { instanceOf: KeysUnreadable });
});

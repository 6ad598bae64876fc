import { until } from '@obey/test-servers';
import test from 'ava';
import { pino } from 'pino';
import { createKeys } from '../src/keys.js';
import { Refusal } from '../src/refusal.js';
import { createSigner } from './support/signing.js';

/** Keys whose issuer, store and clock the test holds in its hands. */
const setup = (published: () => unknown) => {
  const store = new Map<string, string>();
  const state = { asked: 0, now: 0 };
  const open = () =>
    createKeys({
      ask: async () => {
        state.asked += 1;
        return published();
      },
      redis: {
        get: async (place) => store.get(String(place)) ?? null,
        set: async (place, value) => {
          store.set(String(place), String(value));
          return 'OK';
        },
      },
      place: 'shop:keys',
      log: pino({ level: 'silent' }),
      now: () => state.now,
    });
  return { state, store, open, keys: open() };
};

const away = () => {
  throw new Error('nobody answers');
};

test('keys are asked for once, however many tokens come at a time', async (t) => {
  const { jwk } = await createSigner('key-1');
  const { keys, state } = setup(() => ({ keys: [jwk] }));
  const found = await Promise.all(Array.from({ length: 20 }, () => keys.find('key-1')));
  t.true(found.every((key) => key !== undefined));
  t.is(state.asked, 1);
});

test('an unknown id makes the keys be asked for again, but at most every 5 s', async (t) => {
  const [one, two] = [await createSigner('key-1'), await createSigner('key-2')];
  let published = [one.jwk];
  const { keys, state } = setup(() => ({ keys: published }));
  await keys.find('key-1');
  published = [one.jwk, two.jwk];
  t.is(await keys.find('key-2'), undefined);
  t.is(await keys.find('made-up'), undefined);
  t.is(state.asked, 1);
  state.now = 5_000;
  t.truthy(await keys.find('key-2'));
  t.is(state.asked, 2);
});

test('without any answer, a token can be neither accepted nor turned away: unavailable', async (t) => {
  const { keys, state } = setup(away);
  const error = await t.throwsAsync(keys.find('key-1'), { instanceOf: Refusal });
  t.is(error?.kind, 'unavailable');
  await t.throwsAsync(keys.find('key-1'), { instanceOf: Refusal });
  t.is(state.asked, 1);
  state.now = 1_000;
  await t.throwsAsync(keys.find('key-1'), { instanceOf: Refusal });
  t.is(state.asked, 2);
});

test('known keys serve on while their issuer is away, and after a restart too', async (t) => {
  const { jwk } = await createSigner('key-1');
  let published: () => unknown = () => ({ keys: [jwk] });
  const { keys, open, state } = setup(() => published());
  await keys.find('key-1');
  published = away;
  state.now = 3_600_000;
  t.truthy(await keys.find('key-1'));
  t.truthy(await open().find('key-1'));
});

test('a key that was withdrawn serves for 30 s at the most; after 10 s the keys are asked for aside', async (t) => {
  const [one, two] = [await createSigner('key-1'), await createSigner('key-2')];
  let published = [one.jwk, two.jwk];
  const { keys, state, open } = setup(() => ({ keys: published }));
  await keys.find('key-1');
  published = [two.jwk];
  state.now = 9_999;
  t.truthy(await keys.find('key-1'));
  t.is(state.asked, 1);
  state.now = 10_000;
  t.truthy(await keys.find('key-1'));
  await until('they are asked for', () => state.asked === 2);
  await until('it is gone', async () => (await keys.find('key-1')) === undefined);

  published = [];
  state.now = 40_000;
  t.is(await keys.find('key-2'), undefined);
  t.is(await open().find('key-2'), undefined);
});

test('an instance that starts does not go by stored keys, unless nobody answers', async (t) => {
  const { jwk } = await createSigner('key-1');
  let published: () => unknown = () => ({ keys: [jwk] });
  const { keys, open } = setup(() => published());
  await keys.find('key-1');
  const stored = open();
  published = () => ({ keys: [] });
  t.is(await stored.find('key-1'), undefined);
});

test('what is stored in Redis may be broken: then the keys are asked for', async (t) => {
  const { jwk } = await createSigner('key-1');
  const { keys, store } = setup(() => ({ keys: [jwk] }));
  store.set('shop:keys', '{"keys":');
  t.truthy(await keys.find('key-1'));
});

test('keys of another kind are left out', async (t) => {
  const { jwk } = await createSigner('key-1');
  const secret = { kty: 'oct', kid: 'secret', k: 'AAAA' };
  const { keys } = setup(() => ({
    keys: [secret, { ...jwk, kid: '' }, { ...jwk, kid: 'key-2', crv: 'X25519' }],
  }));
  for (const kid of ['secret', '', 'key-2']) t.is(await keys.find(kid), undefined, kid);
});

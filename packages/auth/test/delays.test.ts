import { Refusal } from '@obey/service-kit';
import { startRedis } from '@obey/test-servers';
import test from 'ava';
import { Redis } from 'ioredis';
import { createDelays, mailPaces, signInPaces } from '../src/delays.js';

const ends: (() => unknown)[] = [];
const server = await startRedis({ teardown: (end) => void ends.unshift(end) });
const redis = new Redis(server.url);

test.after.always(async () => {
  redis.disconnect();
  for (const end of ends) await end();
});

const minute = 60_000;
let purposes = 0;

/** Delays of their own, with a clock that only moves when it is told to. */
const start = (paces = signInPaces(10)) => {
  const time = { now: 1_800_000_000_000 };
  const made = createDelays({
    redis,
    key: new Uint8Array(32),
    purpose: `test-${purposes++}`,
    paces,
    now: () => time.now,
  });
  const delays = {
    attempt: (email: string, address: string) => made.attempt(email, address, { info: () => {} }),
    know: made.know,
  };
  /** 0 if the attempt was admitted, else the seconds to wait. */
  const waitOf = async (email: string, address: string): Promise<number> => {
    try {
      await delays.attempt(email, address);
      return 0;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'auth.slow-down')
        return error.extra.retryAfterSeconds ?? -1;
      throw error;
    }
  };
  const fail = async (
    times: number,
    email: string | ((n: number) => string),
    address: string | ((n: number) => string),
  ) => {
    for (let n = 0; n < times; n += 1)
      await delays.attempt(
        typeof email === 'string' ? email : email(n),
        typeof address === 'string' ? address : address(n),
      );
  };
  return { time, delays, waitOf, fail };
};

test('after the free attempts each doubles the wait; waiting so long is enough, and it never exceeds its bound', async (t) => {
  const { time, waitOf, fail } = start();
  await fail(10, 'ada', '192.0.2.1');
  const waits: number[] = [];
  for (let n = 0; n < 14; n += 1) {
    const wait = await waitOf('ada', '192.0.2.1');
    waits.push(wait);
    time.now += wait * 1_000 - 1;
    t.true((await waitOf('ada', '192.0.2.1')) > 0);
    time.now += 1;
    t.is(await waitOf('ada', '192.0.2.1'), 0);
  }
  t.deepEqual(waits.slice(0, 10), [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
  t.is(Math.max(...waits), 900);
});

test('whoever is refused and goes on trying waits no longer for it', async (t) => {
  const { time, waitOf, fail } = start();
  await fail(10, 'ada', '192.0.2.1');
  for (let n = 0; n < 100; n += 1) t.is(await waitOf('ada', '192.0.2.1'), 1);
  time.now += 1_000;
  t.is(await waitOf('ada', '192.0.2.1'), 0);
});

test('of many attempts at once no more are admitted than are free', async (t) => {
  const { waitOf } = start();
  const waits = await Promise.all(Array.from({ length: 50 }, () => waitOf('ada', '192.0.2.1')));
  t.is(waits.filter((wait) => wait === 0).length, 10);
});

test('an account is slowed down whatever the addresses, and by a minute at the most', async (t) => {
  const { time, waitOf, fail } = start();
  await fail(10, 'ada', (n) => `192.0.2.${n}`);
  t.is(await waitOf('ada', '198.51.100.1'), 1);
  t.is(await waitOf('ben', '198.51.100.1'), 0);
  for (let n = 0; n < 30; n += 1) {
    time.now += 60_000;
    t.is(await waitOf('ada', `203.0.113.${n}`), 0);
  }
  t.true((await waitOf('ada', '198.51.100.1')) <= 60);
});

test('an address is slowed down whatever the accounts, and by a minute at the most', async (t) => {
  const { waitOf, fail } = start();
  await fail(50, (n) => `user-${n}`, '192.0.2.1');
  t.is(await waitOf('ada', '192.0.2.1'), 1);
  t.is(await waitOf('ada', '192.0.2.2'), 0);
});

test('all of an IPv6 network of 64 bits is one address', async (t) => {
  const { waitOf, fail } = start();
  await fail(
    50,
    (n) => `user-${n}`,
    (n) => `2001:db8:0:1::${n.toString(16)}`,
  );
  t.is(await waitOf('ada', '2001:db8:0:1:ffff::1'), 1);
  t.is(await waitOf('ada', '2001:db8:0:2::1'), 0);
});

test('a known device passes, while others guess; its own wrong passwords slow it down', async (t) => {
  const { delays, waitOf, fail } = start();
  await (await delays.attempt('ada', '192.0.2.1')).succeeded();
  await fail(10, 'ada', (n) => `198.51.100.${n}`);
  t.is(await waitOf('ada', '203.0.113.1'), 1);
  t.is(await waitOf('ada', '192.0.2.1'), 0);
  await fail(9, 'ada', '192.0.2.1');
  t.is(await waitOf('ada', '192.0.2.1'), 1);
  t.is(await waitOf('ben', '192.0.2.1'), 0);
});

test('a device is known too once it has proved otherwise whose it is', async (t) => {
  const { delays, waitOf, fail } = start();
  await fail(10, 'ada', '192.0.2.1');
  t.is(await waitOf('ada', '192.0.2.1'), 1);
  await delays.know('ada', '192.0.2.1');
  t.is(await waitOf('ada', '192.0.2.1'), 0);
});

test('signing in takes back its own attempt only: an account of one’s own does not buy guesses on others', async (t) => {
  const { delays, waitOf, fail } = start();
  await fail(49, (n) => `user-${n}`, '192.0.2.1');
  await (await delays.attempt('mine', '192.0.2.1')).succeeded();
  t.is(await waitOf('ada', '192.0.2.1'), 0);
  t.is(await waitOf('ada', '192.0.2.1'), 1);
});

test('an attempt that an outage cut short is not held against anybody', async (t) => {
  const { delays, waitOf, fail } = start();
  await fail(9, 'ada', '192.0.2.1');
  for (let n = 0; n < 20; n += 1) await (await delays.attempt('ada', '192.0.2.1')).voided();
  t.is(await waitOf('ada', '192.0.2.1'), 0);
  t.is(await waitOf('ada', '192.0.2.1'), 1);
});

test('what was tried is forgotten with time, and Redis keeps none of it for ever, nor an address', async (t) => {
  const { time, waitOf, fail } = start();
  await fail(10, 'ada@example.org', '192.0.2.1');
  time.now += 10 * 15 * minute;
  await fail(10, 'ada@example.org', '192.0.2.1');
  t.is(await waitOf('ada@example.org', '192.0.2.1'), 1);
  const keys = await redis.keys('auth:{delays}:*');
  t.true(keys.length > 0);
  for (const key of keys) {
    t.true((await redis.pttl(key)) > 0);
    t.notRegex(key, /ada|example|192/);
  }
});

test('mails of recovery are slowed down sooner, and by a quarter of an hour at the most', async (t) => {
  const { time, waitOf, fail } = start(mailPaces(50));
  await fail(5, 'ada', (n) => `192.0.2.${n}`);
  t.is(await waitOf('ada', '198.51.100.1'), 60);
  time.now += minute;
  t.is(await waitOf('ada', '198.51.100.1'), 0);
  t.is(await waitOf('ada', '198.51.100.2'), 120);
});

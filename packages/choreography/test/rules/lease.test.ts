import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { defaultTuning, Outage, on } from '../../src/index.js';
import { acquire } from '../../src/lease.js';
import type { Leases } from '../../src/transport.js';
import { deferred } from '../../src/waiting.js';
import { pendingOf } from '../shop.js';
import { behindProxy, gate, member, owning, Placed, placedLease } from './scene.js';

/** Clocks that move only when they are told to. */
const setClocks = (t: ExecutionContext) => {
  const [wall, monotonic] = [Date.now, performance.now];
  const now = { wall: 1_000_000, monotonic: 1_000 };
  Date.now = () => now.wall;
  performance.now = () => now.monotonic;
  t.teardown(() => {
    Date.now = wall;
    performance.now = monotonic;
  });
  return now;
};

const { leaseMs, marginMs } = defaultTuning;
const usableMs = leaseMs - marginMs;

const none = async () => {};
const leases: Leases = {
  acquire: async () => ({ token: '1:a', epochWasLost: false }),
  renewEpoch: async () => '2:a',
  renew: async () => ({ held: true, nextDueMs: undefined }),
  release: none,
  isFree: async () => false,
};

const acquired = async (changes: Partial<Leases> = {}) => {
  const deps = { leases: { ...leases, ...changes }, group: 'stock', instance: 'a', tuning: defaultTuning };
  const lease = await acquire('events:{shop:0}', deps);
  if (typeof lease === 'number') throw new TypeError('The lease was free');
  return lease;
};

for (const clock of ['wall', 'monotonic'] as const) {
  test.serial(`a lease is over when the ${clock} clock says so, though the other stands still`, async (t) => {
    const now = setClocks(t);
    const lease = await acquired();
    now[clock] += usableMs;
    t.notThrows(lease.check);
    now[clock] += 1;
    t.throws(lease.check, { code: 'choreography.lease-lost' });
    t.true(lease.signal.aborted);
  });
}

test.serial('a lease is reckoned from before its renewal was sent, and not from the reply', async (t) => {
  const now = setClocks(t);
  const reply = deferred<Awaited<ReturnType<Leases['renew']>>>();
  const lease = await acquired({ renew: () => reply.promise });
  now.wall += 100;
  const renewed = lease.renew();
  now.wall += 1_000;
  reply.resolve({ held: true, nextDueMs: undefined });
  await renewed;
  now.wall += usableMs - 1_000;
  t.true(lease.holds());
  now.wall += 1;
  t.false(lease.holds());
});

for (const looked of [true, false]) {
  const who = looked ? 'that was seen as over' : 'whose time was over, though nobody looked';
  test.serial(`a lease ${who} is not revived by the renewal that arrives then`, async (t) => {
    const now = setClocks(t);
    const reply = deferred<Awaited<ReturnType<Leases['renew']>>>();
    const lease = await acquired({ renew: () => reply.promise });
    now.monotonic += usableMs - 1;
    const renewed = lease.renew();
    now.monotonic += 2;
    if (looked) t.false(lease.holds());
    reply.resolve({ held: true, nextDueMs: undefined });
    await renewed;
    t.false(lease.holds());
    await lease.refresh();
    t.false(lease.holds(), 'nor by a new epoch');
  });
}

test.serial('a renewal that a new epoch has overtaken does not end the lease', async (t) => {
  const epoch = deferred<string>();
  const renewal = deferred<Awaited<ReturnType<Leases['renew']>>>();
  const lease = await acquired({ renewEpoch: () => epoch.promise, renew: () => renewal.promise });
  const refreshed = lease.refresh();
  const renewed = lease.renew();
  epoch.resolve('2:a');
  await refreshed;
  renewal.resolve({ held: false, nextDueMs: undefined });
  await renewed;
  t.true(lease.holds());
  t.is(lease.token, '2:a');
});

test.serial('a lease that turns out to be somebody else’s is lost', async (t) => {
  const renewed = await acquired({ renew: async () => ({ held: false, nextDueMs: undefined }) });
  await renewed.renew();
  t.false(renewed.holds());
  const refreshed = await acquired({ renewEpoch: async () => undefined });
  await refreshed.refresh();
  t.false(refreshed.holds());
});

test.serial(
  'an owner whose lease was over for a moment begins anew, in a new epoch, and in order',
  async (t) => {
    const { redis, proxy, client } = await behindProxy(t);
    const steps: number[] = [];
    let away = true;
    const stock = await member(t, proxy.url, {
      reactions: [
        on(Placed, ({ data }) => {
          if (away && data.step === 1) throw new Outage('The crane');
          steps.push(data.step);
        }),
      ],
    });
    await owning(stock, 1);
    const shop = await member(t, redis.url, { service: 'shop' });
    for (const step of [1, 2]) await shop.runtime.publish(Placed, { orderId: 'a', step });
    const read = async () => (await pendingOf(client, 'events:{shop', 'stock')) === 2;
    await until('both are read', read);
    const retried = stock.saw('retried').length;
    await until('the first is being retried', () => stock.saw('retried').length > retried);
    const late = proxy.holdReplies(() => true);
    await until('its retries have ended', () => stock.saw('abandoned').length === 2);
    away = false;
    await late.release();
    await shop.runtime.publish(Placed, { orderId: 'a', step: 3 });
    await until('all are handled', () => steps.length === 3);
    t.deepEqual(steps, [1, 2, 3]);
    const [first, second] = stock.saw('acquired');
    t.true((second?.epoch ?? 0) > (first?.epoch ?? 0));
    await until('all are acknowledged', async () => (await pendingOf(client, 'events:{shop', 'stock')) === 0);
  },
);

test.serial(
  'who runs is told before its lease ends that it is over, though Redis says nothing',
  async (t) => {
    const { redis, proxy, client } = await behindProxy(t);
    const ended = gate();
    const begun = gate();
    const stock = await member(t, proxy.url, {
      reactions: [
        on(Placed, async (_, { signal }) => {
          signal.addEventListener('abort', ended.open);
          begun.open();
          await ended.opened;
          signal.throwIfAborted();
        }),
      ],
      // Nothing that is asked of Redis comes back, or fails, before this test is over.
      tuning: { leaseMs: 10_000, marginMs: 8_000, commandTimeoutMs: 60_000 },
    });
    await owning(stock, 1);
    const shop = await member(t, redis.url, { service: 'shop' });
    await shop.runtime.publish(Placed, { orderId: 'a', step: 1 });
    await begun.opened;
    proxy.blackHole();
    await ended.opened;
    t.is(await client.exists(placedLease), 1);
    await until('its work is left to the next owner', () => stock.saw('abandoned').length === 1);
    t.is(stock.saw('handled').length, 0);
    proxy.heal();
  },
);

test.serial('a reaction that looks by the clock knows that it is over before any timer', async (t) => {
  const { redis } = await behindProxy(t);
  const leaseMs = 2_000;
  const found: unknown[] = [];
  const stock = await member(t, redis.url, {
    reactions: [
      on(Placed, ({ data }, { check, signal }) => {
        if (data.step === 1 && found.length === 0) {
          check();
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, leaseMs);
          found.push(signal.aborted, t.throws(check)?.name);
        }
      }),
    ],
    tuning: { leaseMs, marginMs: 500 },
  });
  await owning(stock, 1);
  const shop = await member(t, redis.url, { service: 'shop' });
  await shop.runtime.publish(Placed, { orderId: 'a', step: 1 });
  await until('it is handled', () => stock.saw('handled').length === 1);
  t.deepEqual(found, [false, 'LeaseLost']);
});

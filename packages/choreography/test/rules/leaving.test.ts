import { startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { assign } from '../../src/assignment.js';
import { on } from '../../src/index.js';
import { leaseKey, partitionOf, streamKey, streamsOf } from '../../src/names.js';
import { pendingOf, ShopOrderPlaced } from '../shop.js';
import { behindProxy, changed, gate, member, owning, Placed, patient, placedLease } from './scene.js';
import { acquires, renews } from './wire.js';

const streams = streamsOf(ShopOrderPlaced).map(streamKey);
const subjects = Array.from({ length: 200 }, (_, n) => `order-${n}`);
const subjectOn = (stream: string) =>
  subjects.find((subject) => streams[partitionOf(subject, streams.length)] === stream) ?? '';

test('who leaves releases a partition only when its open read has ended', async (t) => {
  const { redis, proxy, client } = await behindProxy(t);
  const { opened, open } = gate();
  let reads = 0;
  const slow = changed(redis.url, (link) => ({
    ...link,
    groups: {
      ...link.groups,
      readNew: async (...asked) => {
        const entries = await link.groups.readNew(...asked);
        if (entries.length === 0) return entries;
        reads += 1;
        await opened;
        return entries;
      },
    },
  }));
  const past: number[] = [];
  const leaver = await member(t, slow, {
    reactions: [on(Placed, ({ data }) => void past.push(data.step))],
    tuning: patient,
  });
  await owning(leaver, 1);
  const shop = await member(t, redis.url, { service: 'shop' });
  await shop.runtime.publish(Placed, { orderId: 'a', step: 1 });
  await until('it reads', () => reads === 1);
  let asked = 0;
  proxy.holdRequests((command) => {
    if (acquires(command)) asked += 1;
    return false;
  });
  const next: number[] = [];
  const successor = await member(t, proxy.url, {
    reactions: [on(Placed, ({ data }) => void next.push(data.step))],
    tuning: patient,
  });
  const stopped = leaver.runtime.stop();
  await shop.runtime.publish(Placed, { orderId: 'a', step: 2 });
  const before = asked;
  await until('the successor has asked for the lease in vain', () => asked >= before + 3);
  t.deepEqual(successor.saw('acquired'), []);
  t.deepEqual(next, []);
  open();
  await stopped;
  await until('the successor has done both', () => next.length === 2);
  t.deepEqual(past, [], 'what the last read brought was for the successor');
  t.deepEqual(next, [1, 2]);
  await until('all are acknowledged', async () => (await pendingOf(client, 'events:{shop', 'stock')) === 0);
});

test('who leaves tells the others first: all but what is still running is taken over at once', async (t) => {
  const redis = await startRedis(t);
  const { opened, open } = gate();
  const begun: string[] = [];
  const react = (by: string) => [
    on(ShopOrderPlaced, async ({ data }) => {
      begun.push(`${by}${data.step}`);
      if (by === 'leaver' && data.step === 1) await opened;
    }),
  ];
  const leaver = await member(t, redis.url, { reactions: react('leaver'), tuning: patient });
  await owning(leaver, 8);
  const shop = await member(t, redis.url, { service: 'shop' });
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await until('it is at work', () => begun.length === 1);
  const heir = await member(t, redis.url, { reactions: react('heir'), tuning: patient });
  const stopped = leaver.runtime.stop();
  await owning(heir, 7);
  t.is(leaver.saw('released').length, 7);
  t.is(leaver.saw('handled').length, 0);
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 2 });
  open();
  await stopped;
  await owning(heir, 8);
  await until('the heir goes on', () => begun.length === 2);
  t.deepEqual(begun, ['leaver1', 'heir2']);
});

test('a reaction longer than the lease keeps its partition, which is handed over when it has ended', async (t) => {
  const { redis, proxy, client } = await behindProxy(t);
  const moving = streams.find((stream) => assign(streams, ['one', 'two']).get(stream) === 'two') ?? '';
  const orderId = subjectOn(moving);
  const { opened, open } = gate();
  const begun: string[] = [];
  let aborted = false;
  // The machine may be busy; the reaction lasts longer than this lease.
  const tuning = { leaseMs: 4_000, marginMs: 500, renewMs: 400 };
  const one = await member(t, proxy.url, {
    instance: 'one',
    reactions: [
      on(ShopOrderPlaced, async ({ data }, { signal }) => {
        begun.push(`one${data.step}`);
        if (data.step === 1) await opened;
        aborted = signal.aborted;
      }),
    ],
    tuning,
  });
  await owning(one, 8);
  const shop = await member(t, redis.url, { service: 'shop' });
  await shop.runtime.publish(ShopOrderPlaced, { orderId, step: 1 });
  await until('it is at work', () => begun.length === 1);
  const two = await member(t, redis.url, {
    instance: 'two',
    reactions: [on(ShopOrderPlaced, ({ data }) => void begun.push(`two${data.step}`))],
    tuning,
  });
  await owning(two, 3);
  await shop.runtime.publish(ShopOrderPlaced, { orderId, step: 2 });
  const token = await client.get(leaseKey(moving, 'stock'));
  let renewals = 0;
  proxy.holdRequests((command) => {
    if (renews(command) && command[3] === leaseKey(moving, 'stock')) renewals += 1;
    return false;
  });
  await until('the lease would be over', () => renewals >= 12);
  t.is(await client.get(leaseKey(moving, 'stock')), token);
  t.deepEqual(begun, ['one1']);
  open();
  await until('the other goes on', () => begun.length === 2);
  t.deepEqual(begun, ['one1', 'two2']);
  t.false(aborted);
});

test('who must go while a reaction runs releases nothing: nobody begins beside it', async (t) => {
  const { redis, client } = await behindProxy(t);
  const { opened, open } = gate();
  let begun = 0;
  const leaver = await member(t, redis.url, {
    reactions: [
      on(Placed, async () => {
        begun += 1;
        await opened;
      }),
    ],
    tuning: patient,
  });
  await owning(leaver, 1);
  const shop = await member(t, redis.url, { service: 'shop' });
  await shop.runtime.publish(Placed, { orderId: 'a', step: 1 });
  await until('it is at work', () => begun === 1);
  const token = await client.get(placedLease);
  await leaver.runtime.stop({ drainMs: 100 });
  t.is(await client.get(placedLease), token);
  open();
  await until('it is abandoned', () => leaver.saw('abandoned').length + leaver.saw('handled').length > 0);
  t.is(await client.get(placedLease), token);
  t.is(await pendingOf(client, 'events:{shop', 'stock'), 1);
});

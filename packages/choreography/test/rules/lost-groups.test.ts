import { setTimeout as delay } from 'node:timers/promises';
import { connectTo, startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { on } from '../../src/index.js';
import { consumer, partitionOf, streamKey, streamsOf } from '../../src/names.js';
import { pendingOf, ShopOrderPlaced } from '../shop.js';
import { behindProxy, changed, member, owning, Placed, patient, placedStream } from './scene.js';
import { readsNew } from './wire.js';

const streams = streamsOf(ShopOrderPlaced).map(streamKey);
const subjects = Array.from({ length: 200 }, (_, n) => `order-${n}`);
/** A subject for each partition. */
const orders = streams.map(
  (_, partition) => subjects.find((subject) => partitionOf(subject, streams.length) === partition) ?? '',
);

test('a group that is gone harms only its partition: the others go on, and it is heard again', async (t) => {
  const redis = await startRedis(t);
  const client = connectTo(t, redis.url);
  const [broken = '', ...others] = orders;
  const [stream = ''] = streams;
  let restorable = true;
  let tried = 0;
  const place = changed(redis.url, (link) => ({
    ...link,
    groups: {
      ...link.groups,
      create: async (...asked) => {
        if (asked[0] === stream) tried += 1;
        if (asked[0] === stream && !restorable) throw new Error('OOM not now');
        return link.groups.create(...asked);
      },
    },
  }));
  const heard = new Set<string>();
  const stock = await member(t, place, {
    reactions: [on(ShopOrderPlaced, ({ data }) => void heard.add(`${data.orderId} ${data.step}`))],
    tuning: patient,
  });
  await owning(stock, 8);
  const shop = await member(t, redis.url, { service: 'shop' });
  restorable = false;
  tried = 0;
  await client.xgroup('DESTROY', stream, 'stock');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: broken, step: 1 });
  for (let step = 1; step <= 5; step++) {
    await until('it cannot be restored', () => tried >= step);
    for (const orderId of others) await shop.runtime.publish(ShopOrderPlaced, { orderId, step });
    await until('the others are heard', () => others.every((orderId) => heard.has(`${orderId} ${step}`)));
  }
  t.false(heard.has(`${broken} 1`));
  t.true(stock.runtime.healthy());
  restorable = true;
  await until('it is heard again', () => heard.has(`${broken} 1`));
  t.deepEqual(
    stock.saw('group-recreated').map((one) => one.stream),
    [stream],
  );
  t.is(stock.saw('acquired').length, 8, 'nothing was given up for it');
  t.is(stock.saw('lost').length, 0);
});

test('after FLUSHALL nobody starts work on a partition while its past owner still may', async (t) => {
  const { redis, proxy, client } = await behindProxy(t);
  const starts: string[] = [];
  const tuning = { leaseMs: 3_000, marginMs: 500, renewMs: 300 };
  const past = await member(t, proxy.url, {
    reactions: [
      on(Placed, async () => {
        starts.push('past');
        await delay(50);
      }),
    ],
    tuning,
  });
  await owning(past, 1);
  const shop = await member(t, redis.url, { service: 'shop' });
  await Promise.all(
    Array.from({ length: 200 }, (_, step) => shop.runtime.publish(Placed, { orderId: 'a', step })),
  );
  const next = await member(t, redis.url, {
    reactions: [on(Placed, () => void starts.push('next'))],
    tuning: { ...tuning, heartbeatTtlMs: 60_000 },
  });
  await until('all wait in the lane', async () => (await pendingOf(client, 'events:{shop', 'stock')) > 150);
  // It has not heard that it is an owner no more, and will not.
  proxy.blackHole();
  await client.flushall();
  await owning(next, 1);
  await shop.runtime.publish(Placed, { orderId: 'a', step: 200 });
  await until('the next owner has begun', () => starts.includes('next'));
  await until('the past owner knows', () => past.saw('lost').length > 0);
  t.true(starts.lastIndexOf('past') < starts.indexOf('next'), starts.join(' '));
  t.true(past.saw('abandoned').length > 0, 'it had more to do');
});

test('entries that were delivered and that nobody works on are found, told and handled', async (t) => {
  const { redis, proxy, client } = await behindProxy(t);
  const steps: number[] = [];
  const stock = await member(t, proxy.url, {
    reactions: [on(Placed, ({ data }) => void steps.push(data.step))],
    tuning: { ...patient, orphansMs: 500 },
  });
  await owning(stock, 1);
  const shop = await member(t, redis.url, { service: 'shop' });
  const late = proxy.holdRequests(readsNew);
  await shop.runtime.publish(Placed, { orderId: 'a', step: 1 });
  await until('it is about to read', () => late.held);
  await client.xreadgroup('GROUP', 'stock', consumer, 'STREAMS', placedStream, '>');
  await late.release();
  await until('it is handled', () => steps.length === 1);
  const [[id] = []] = await client.xrange(placedStream, '-', '+');
  t.deepEqual(
    stock.saw('orphaned').map(({ entries }) => entries),
    [[id]],
  );
  await until('it is acknowledged', async () => (await pendingOf(client, 'events:{shop', 'stock')) === 0);
  await shop.runtime.publish(Placed, { orderId: 'a', step: 2 });
  await until('the next is handled', () => steps.length === 2);
  t.deepEqual(steps, [1, 2]);
});

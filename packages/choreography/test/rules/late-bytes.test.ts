import { startProxy, until } from '@obey/test-servers';
import test from 'ava';
import { on } from '../../src/index.js';
import { messagesOn, pendingOf } from '../shop.js';
import { behindProxy, member, owning, Placed, patient } from './scene.js';
import { acquires, adds, fromFirst, onlyFirst, readsNew, takesNewEpoch } from './wire.js';

const orderId = 'a';

test('a read that comes late, when a successor has taken over, takes nothing', async (t) => {
  const { redis, proxy, client } = await behindProxy(t);
  const own = await startProxy(t, redis);
  const steps: number[] = [];
  const react = [on(Placed, ({ data }) => void steps.push(data.step))];
  const past = await member(t, proxy.url, { reactions: react });
  await owning(past, 1);
  const shop = await member(t, redis.url, { service: 'shop' });
  const late = proxy.holdRequests(fromFirst(readsNew));
  await shop.runtime.publish(Placed, { orderId, step: 1 });
  await until('the read is on its way', () => late.held);
  await member(t, own.url, { reactions: react, tuning: patient });
  await until('a successor has taken over', () => steps.length === 1);
  const next = own.holdRequests(readsNew);
  await shop.runtime.publish(Placed, { orderId, step: 2 });
  await until('the successor is about to read', () => next.held);
  await late.release();
  await shop.runtime.publish(Placed, { orderId, step: 3 });
  await next.release();
  await until('the last is handled', () => steps.includes(3));
  t.deepEqual(steps, [1, 2, 3]);
  await until('all are acknowledged', async () => (await pendingOf(client, 'events:{shop', 'stock')) === 0);
});

test('what a read took whose reply was lost comes in order, and is not left for the sweep', async (t) => {
  const { redis, proxy, client } = await behindProxy(t);
  const steps: number[] = [];
  const stock = await member(t, proxy.url, {
    reactions: [on(Placed, ({ data }) => void steps.push(data.step))],
  });
  await owning(stock, 1);
  const shop = await member(t, redis.url, { service: 'shop' });
  const lost = proxy.dropReplies(readsNew);
  await shop.runtime.publish(Placed, { orderId, step: 1 });
  await until('the reply is lost', () => lost.dropped);
  for (const step of [2, 3]) await shop.runtime.publish(Placed, { orderId, step });
  await until('all are handled', () => steps.length === 3);
  t.deepEqual(steps, [1, 2, 3]);
  t.deepEqual(stock.saw('orphaned'), []);
  await until('all are acknowledged', async () => (await pendingOf(client, 'events:{shop', 'stock')) === 0);
});

test('a read that its owner has given up takes nothing when it comes late', async (t) => {
  const { redis, proxy, client } = await behindProxy(t);
  const steps: number[] = [];
  const stock = await member(t, proxy.url, {
    reactions: [on(Placed, ({ data }) => void steps.push(data.step))],
    tuning: { ...patient, commandTimeoutMs: 1_000 },
  });
  await owning(stock, 1);
  const shop = await member(t, redis.url, { service: 'shop' });
  const late = proxy.holdRequests(onlyFirst(readsNew));
  await shop.runtime.publish(Placed, { orderId, step: 1 });
  await until('it is handled, by another read', () => steps.length === 1);
  const next = proxy.holdRequests(readsNew);
  await shop.runtime.publish(Placed, { orderId, step: 2 });
  await until('the next read is on its way', () => next.held);
  await late.release();
  await shop.runtime.publish(Placed, { orderId, step: 3 });
  await next.release();
  await until('the last is handled', () => steps.includes(3));
  t.deepEqual(steps, [1, 2, 3]);
  t.deepEqual(stock.saw('orphaned'), []);
  await until('all are acknowledged', async () => (await pendingOf(client, 'events:{shop', 'stock')) === 0);
});

test('a publish that was given up and repeated does not land a second time', async (t) => {
  const { proxy, client } = await behindProxy(t);
  const shop = await member(t, proxy.url, { service: 'shop' });
  const late = proxy.holdRequests(adds);
  await shop.runtime.publish(Placed, { orderId, step: 1 });
  t.is(late.held, 1);
  await late.release();
  t.is((await messagesOn(client, 'events:{shop')).length, 1);
});

test('a publish whose reply was lost is found, and not added again', async (t) => {
  const { proxy, client } = await behindProxy(t);
  const shop = await member(t, proxy.url, { service: 'shop' });
  const lost = proxy.dropReplies(adds, { times: 2 });
  for (const step of [1, 2, 3]) await shop.runtime.publish(Placed, { orderId, step });
  t.is(lost.dropped, 2);
  t.deepEqual(
    (await messagesOn(client, 'events:{shop')).map(({ data }) => data.step),
    [1, 2, 3],
  );
});

test('an owner that never heard of its lease, or of its new epoch, does not wait for its end', async (t) => {
  const { redis, proxy } = await behindProxy(t);
  const shop = await member(t, redis.url, { service: 'shop' });
  const steps: number[] = [];
  const stock = async () => {
    const reactions = [on(Placed, ({ data }) => void steps.push(data.step))];
    const one = await member(t, proxy.url, { reactions, tuning: patient });
    await owning(one, 1);
    return one;
  };
  const loseRead = async (step: number) => {
    const read = proxy.dropReplies(readsNew);
    await shop.runtime.publish(Placed, { orderId, step });
    await until('it is handled', () => steps.length === step);
    t.is(read.dropped, 1);
  };
  // Redis learns the scripts.
  const first = await stock();
  await loseRead(1);
  await first.runtime.stop();
  const leases = proxy.dropReplies(acquires);
  await stock();
  t.is(leases.dropped, 1);
  const epochs = proxy.dropReplies(takesNewEpoch);
  await loseRead(2);
  t.is(epochs.dropped, 1);
  t.deepEqual(steps, [1, 2]);
});

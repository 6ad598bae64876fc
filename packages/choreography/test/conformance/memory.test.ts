import { until } from '@obey/test-servers';
import test from 'ava';
import { defaultTuning, memoryTransport, Outage, on } from '../../src/index.js';
import { pause } from '../../src/waiting.js';
import { ShopOrderCancelled, ShopOrderPlaced } from '../shop.js';
import { joinAt, linkTo, type Place } from './place.js';
import { suite } from './suite.js';

const memoryPlace = () => {
  const transport = memoryTransport();
  const restart = async () => {
    transport.fail();
    await pause(20);
    transport.heal();
  };
  const away = async () => {
    transport.fail();
    return async () => transport.heal();
  };
  return { transport, restart, away } satisfies Place;
};

for (const { title, run } of suite) test.serial(title, (t) => run(t, memoryPlace()));

test('what stands on the streams, and every dead letter, can be looked at', async (t) => {
  const place = memoryPlace();
  const { transport } = place;
  const shop = await joinAt(t, place, 'shop');
  await joinAt(t, place, 'stock', [
    on(ShopOrderPlaced, () => {
      throw new Error('no room');
    }),
  ]);
  const placed = await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  const cancelled = await shop.runtime.publish(ShopOrderCancelled, { orderId: 'a', step: 2 });
  t.deepEqual(transport.messages(), [placed, cancelled]);
  await until('it is buried', () => transport.deadLetters().length === 1);
  t.like(transport.deadLetters(), [{ group: 'stock', error: 'no room', attempts: 5 }]);
});

test('while the memory is away every call fails as an outage, and who connects waits', async (t) => {
  const place = memoryPlace();
  const { transport } = place;
  const link = await linkTo(t, place);
  const waiting = await link.openWaiting('read');
  t.teardown(waiting.close);
  const read = waiting.read(new Map([['events:{shop:0}', '0-0']]), 1);
  await link.groups.lastId('events:{shop:0}');
  transport.fail();
  t.false(link.ready());
  await t.throwsAsync(read, { instanceOf: Outage });
  await t.throwsAsync(link.groups.lastId('events:{shop:0}'), { instanceOf: Outage });
  const giveUp = new AbortController();
  const given = transport.connect({
    instance: 'impatient',
    tuning: defaultTuning,
    observe: () => {},
    onNewServer: () => {},
    signal: giveUp.signal,
  });
  giveUp.abort();
  await t.throwsAsync(given, { message: /given up/ });
  const patient = linkTo(t, place);
  transport.heal();
  t.true((await patient).ready());
  t.is(await link.groups.lastId('events:{shop:0}'), '0-0');
});

test('what was under way when the memory went away was done, and only its reply is lost', async (t) => {
  const place = memoryPlace();
  const { groups } = await linkTo(t, place);
  const created = groups.create('events:{shop:0}', 'stock');
  place.transport.fail();
  await t.throwsAsync(created, { instanceOf: Outage });
  place.transport.heal();
  t.false(await groups.create('events:{shop:0}', 'stock'), 'it is there');
});

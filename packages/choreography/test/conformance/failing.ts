import { until } from '@obey/test-servers';
import { Outage, on } from '../../src/index.js';
import { deferred } from '../../src/waiting.js';
import { ShopOrderPlaced } from '../shop.js';
import { type Case, inOrder, joinAt, lookAt, notebook, upTo } from './place.js';

/** Reactions that fail, servers that are away. */
export const failing: readonly Case[] = [
  {
    title: 'a message whose reaction fails is given to it again, until it does not fail',
    run: async (t, place) => {
      const tries = new Map<string, number[]>();
      await joinAt(t, place, 'stock', [
        on(ShopOrderPlaced, ({ id }, { attempt }) => {
          tries.set(id, [...(tries.get(id) ?? []), attempt]);
          if (attempt <= 2) throw new Error('not yet');
        }),
      ]);
      const shop = await joinAt(t, place, 'shop');
      const said = await shop.runtime.publishAll(
        ShopOrderPlaced,
        upTo(100).map((step) => ({ orderId: `order-${step % 20}`, step })),
      );
      const look = await lookAt(t, place);
      await until('all are settled', async () => (await look.unfinished(ShopOrderPlaced, 'stock')) === 0);
      for (const { id } of said) t.deepEqual(tries.get(id), [1, 2, 3]);
      t.deepEqual(await look.deadLetters(ShopOrderPlaced, 'stock'), []);
    },
  },
  {
    title:
      'many messages that are said while the server is away come out in the order in which they were said',
    run: async (t, place) => {
      const shop = await joinAt(t, place, 'shop', [], { publishMs: 60_000 });
      const back = await place.away();
      const all = upTo(50).map((step) => ({ orderId: 'a', step }));
      const said = shop.runtime.publishAll(ShopOrderPlaced, all);
      await back();
      const ids = (await said).map(({ id }) => id);
      const look = await lookAt(t, place);
      t.deepEqual(
        (await look.messages(ShopOrderPlaced)).map(({ id }) => id),
        ids,
      );
    },
  },
  {
    title: 'a message that is not acknowledged blocks its own subject, and nothing else',
    run: async (t, place) => {
      const begun: string[] = [];
      const release = deferred();
      await joinAt(t, place, 'stock', [
        on(ShopOrderPlaced, async ({ data: { orderId, step } }) => {
          begun.push(`${orderId}${step}`);
          if (orderId === 'slow' && step === 1) await release.promise;
        }),
      ]);
      const shop = await joinAt(t, place, 'shop');
      await shop.runtime.publish(ShopOrderPlaced, { orderId: 'slow', step: 1 });
      await shop.runtime.publish(ShopOrderPlaced, { orderId: 'slow', step: 2 });
      // More of them than partitions: at least one shares the partition of the slow one.
      for (const n of upTo(64))
        await shop.runtime.publish(ShopOrderPlaced, { orderId: `quick-${n}-`, step: 1 });
      const look = await lookAt(t, place);
      await until(
        'all but two are settled',
        async () => (await look.unfinished(ShopOrderPlaced, 'stock')) === 2,
      );
      t.is(begun.length, 65);
      t.false(begun.includes('slow2'));
      release.resolve();
      await until('all are settled', async () => (await look.unfinished(ShopOrderPlaced, 'stock')) === 0);
      t.deepEqual(
        begun.filter((one) => one.startsWith('slow')),
        ['slow1', 'slow2'],
      );
    },
  },
  {
    title: 'a message that goes on failing becomes a dead letter, whole; its subject goes on',
    run: async (t, place) => {
      const done: number[] = [];
      await joinAt(t, place, 'stock', [
        on(ShopOrderPlaced, ({ data: { step } }) => {
          if (step === 1) throw new Error('cannot be packed');
          done.push(step);
        }),
      ]);
      const shop = await joinAt(t, place, 'shop');
      const { id } = await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
      await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 2 });
      const look = await lookAt(t, place);
      await until(
        'all are settled',
        async () => (await look.unfinished(ShopOrderPlaced, 'stock')) === 0 && done.length > 0,
      );
      const [letter, ...others] = await look.deadLetters(ShopOrderPlaced, 'stock');
      t.deepEqual(others, []);
      t.like(letter, { group: 'stock', error: 'cannot be packed', attempts: 5, code: 'Error' });
      t.is(JSON.parse(letter?.event ?? '').id, id);
      t.deepEqual(done, [2]);
    },
  },
  {
    title: 'what instances that only failed have left is handled by the next one',
    run: async (t, place) => {
      const shop = await joinAt(t, place, 'shop');
      await shop.runtime.publishAll(
        ShopOrderPlaced,
        upTo(50).map((step) => ({ orderId: 'a', step })),
      );
      for (const _ of upTo(3)) {
        let failures = 0;
        const { runtime } = await joinAt(t, place, 'stock', [
          on(ShopOrderPlaced, () => {
            failures += 1;
            throw new Outage('Everything');
          }),
        ]);
        await until('it has failed', () => failures > 5);
        await runtime.stop();
      }
      const book = notebook();
      await joinAt(t, place, 'stock', [on(ShopOrderPlaced, ({ data }) => book.write(data))]);
      await until('all are handled', () => book.all() === 50);
      t.deepEqual(book.of('a'), upTo(50));
    },
  },
  {
    title:
      '10,000 messages of 100 concurrent publishers, the server killed at a third and at a half: nothing lost, doubled or out of order',
    run: async (t, place) => {
      const book = notebook();
      const lease = { leaseMs: 1_500, marginMs: 300, heartbeatTtlMs: 1_200, publishMs: 60_000 };
      const write = [on(ShopOrderPlaced, ({ data }) => book.write(data))];
      for (const _ of upTo(2)) await joinAt(t, place, 'stock', write, lease);
      const shops = await Promise.all(upTo(4).map(() => joinAt(t, place, 'shop', [], lease)));
      const restarts: Promise<void>[] = [];
      let said = 0;
      const publish = async (publisher: number) => {
        const { runtime } = shops[publisher % shops.length] ?? (await joinAt(t, place, 'shop'));
        for (const step of upTo(100)) {
          await runtime.publish(ShopOrderPlaced, { orderId: `order-${publisher}`, step });
          said += 1;
          if (said === 3_333 || said === 5_000)
            restarts.push((restarts[0] ?? Promise.resolve()).then(place.restart));
        }
      };
      await Promise.all(upTo(100).map(publish));
      await Promise.all(restarts);
      await until('all are handled', () => book.distinct() === 10_000, 60_000);
      for (const n of upTo(100))
        t.true(inOrder(book.of(`order-${n}`)), `order-${n}: ${book.of(`order-${n}`)}`);
      const look = await lookAt(t, place);
      await until('all are settled', async () => (await look.unfinished(ShopOrderPlaced, 'stock')) === 0);
      const ids = (await look.messages(ShopOrderPlaced)).map(({ id }) => id);
      t.is(ids.length, 10_000);
      t.is(new Set(ids).size, 10_000);
      t.deepEqual(await look.deadLetters(ShopOrderPlaced, 'stock'), []);
    },
  },
];

import { until } from '@obey/test-servers';
import { on } from '../../src/index.js';
import { ShopOrderPlaced, StockOrderPacked } from '../shop.js';
import { type Case, joinAt, lookAt, notebook, upTo } from './place.js';

const orders = upTo(16).map((n) => `order-${n}`);

/** Several instances, that come and go. */
export const scaling: readonly Case[] = [
  {
    title: 'the instances of a group share the messages: each is handled by one, none is lost',
    run: async (t, place) => {
      const by = new Map<number, Set<string>>();
      const handled = new Map<string, number>();
      const members = await Promise.all(
        upTo(4).map((name) =>
          joinAt(t, place, 'stock', [
            on(ShopOrderPlaced, ({ id }) => {
              by.set(name, (by.get(name) ?? new Set()).add(id));
              handled.set(id, (handled.get(id) ?? 0) + 1);
            }),
          ]),
        ),
      );
      const holds = () =>
        members.map(({ seen }) => {
          const count = (kind: string) => seen.filter((one) => one.kind === kind).length;
          return count('acquired') - count('released');
        });
      await until('each has a share', () => holds().every((share) => share > 0));
      const shops = await Promise.all(upTo(3).map(() => joinAt(t, place, 'shop')));
      const said = await Promise.all(
        shops.map(({ runtime }, shop) =>
          runtime.publishAll(
            ShopOrderPlaced,
            upTo(700).map((step) => ({ orderId: `order-${shop}-${step}`, step })),
          ),
        ),
      );
      const look = await lookAt(t, place);
      await until('all are settled', async () => (await look.unfinished(ShopOrderPlaced, 'stock')) === 0);
      t.deepEqual(
        [...handled.keys()].sort(),
        said
          .flat()
          .map(({ id }) => id)
          .sort(),
      );
      t.true([...handled.values()].every((times) => times === 1));
      t.is(by.size, 4, 'all had a part in it');
    },
  },
  {
    title: 'the messages of a subject are handled in the order in which they were said',
    run: async (t, place) => {
      const book = notebook();
      const reactions = [
        on(ShopOrderPlaced, async ({ data }) => {
          await new Promise((resolve) => setImmediate(resolve));
          book.write(data);
        }),
      ];
      const shops = await Promise.all(upTo(4).map(() => joinAt(t, place, 'shop')));
      const publishing = Promise.all(
        orders.map(async (orderId, n) => {
          for (const step of upTo(64))
            await shops[n % 4]?.runtime.publish(ShopOrderPlaced, { orderId, step });
        }),
      );
      for (const _ of upTo(3)) await joinAt(t, place, 'stock', reactions);
      await publishing;
      await until('all are handled', () => book.all() === 1_024);
      for (const orderId of orders) t.deepEqual(book.of(orderId), upTo(64));
    },
  },
  {
    title: 'an instance stops in the middle, and the next one goes on: nothing lost, nothing done twice',
    run: async (t, place) => {
      const book = notebook();
      const shop = await joinAt(t, place, 'shop');
      await shop.runtime.publishAll(
        ShopOrderPlaced,
        upTo(500).map((n) => ({ orderId: orders[n % 10] ?? '', step: Math.ceil(n / 10) })),
      );
      while (book.all() < 500) {
        const before = book.all();
        const { runtime } = await joinAt(t, place, 'stock', [
          on(ShopOrderPlaced, async ({ data }) => {
            await new Promise((resolve) => setImmediate(resolve));
            book.write(data);
          }),
        ]);
        await until('some more are handled', () => book.all() >= Math.min(500, before + 100));
        await runtime.stop();
      }
      t.is(book.all(), 500);
      for (const orderId of orders.slice(0, 10)) t.deepEqual([...book.of(orderId)], upTo(50));
      t.is(await (await lookAt(t, place)).unfinished(ShopOrderPlaced, 'stock'), 0);
    },
  },
  {
    title: 'instances that start and stop all at the same time lose nothing, and leave nothing locked',
    run: async (t, place) => {
      const book = notebook();
      const react = [on(ShopOrderPlaced, ({ data }) => book.write(data))];
      const shop = await joinAt(t, place, 'shop');
      const passing = async () => (await joinAt(t, place, 'stock', react)).runtime.stop();
      await Promise.all([
        ...upTo(10).map(passing),
        ...upTo(50).map((step) => shop.runtime.publish(ShopOrderPlaced, { orderId: `order-${step}`, step })),
      ]);
      await joinAt(t, place, 'stock', react);
      await until('all are handled', () => book.distinct() === 50);
      const look = await lookAt(t, place);
      await until('all are settled', async () => (await look.unfinished(ShopOrderPlaced, 'stock')) === 0);
      t.is(book.all(), 50);
    },
  },
  {
    title: 'a publisher that stops at once has said all that it was told has been said',
    run: async (t, place) => {
      const { runtime } = await joinAt(t, place, 'shop');
      const said = await Promise.all(
        upTo(20).map((n) =>
          runtime.publishAll(
            ShopOrderPlaced,
            upTo(100).map((step) => ({ orderId: `order-${n}`, step })),
          ),
        ),
      );
      await runtime.stop();
      const book = notebook();
      await joinAt(t, place, 'stock', [on(ShopOrderPlaced, ({ data }) => book.write(data))]);
      await until('all are handled', () => book.all() === said.flat().length);
      for (const n of upTo(20)) t.deepEqual(book.of(`order-${n}`), upTo(100));
    },
  },
  {
    title:
      'under stress, with failures at random, a chain of services keeps every subject in order to its end',
    run: async (t, place) => {
      const book = notebook();
      const mayFail = (attempt: number) => {
        if (attempt < 4 && Math.random() < 0.1) throw new Error('at random');
      };
      for (const _ of upTo(2)) {
        await joinAt(t, place, 'stock', [
          on(ShopOrderPlaced, ({ data }, context) => {
            mayFail(context.attempt);
            context.publish(StockOrderPacked, data);
          }),
        ]);
        await joinAt(t, place, 'post', [
          on(StockOrderPacked, ({ data }, { attempt }) => {
            mayFail(attempt);
            book.write(data);
          }),
        ]);
      }
      const shops = await Promise.all(upTo(4).map(() => joinAt(t, place, 'shop')));
      await Promise.all(
        orders.map(async (orderId, n) => {
          for (const step of upTo(120))
            await shops[n % 4]?.runtime.publish(ShopOrderPlaced, { orderId, step });
        }),
      );
      await until('all have come to the end', () => book.distinct() === 16 * 120);
      for (const orderId of orders) t.deepEqual(book.of(orderId), upTo(120));
    },
  },
];

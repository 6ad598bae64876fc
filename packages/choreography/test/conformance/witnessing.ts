import { until } from '@obey/test-servers';
import { answer, decode, encode, on, onAny } from '../../src/index.js';
import { streamKeyFor } from '../../src/names.js';
import { PostSendParcel, ShopGetOrder, ShopOrderPlaced, StockOrderPacked } from '../shop.js';
import { type Case, inOrder, joinAt, linkTo, lookAt, notebook, upTo } from './place.js';

const order = { orderId: 'a', step: 1 };

/** What a reaction to any message hears, and what it must not do to others. */
export const witnessing: readonly Case[] = [
  {
    title:
      'a reaction to any message hears notifications, commands and requests, beside those whom they are for',
    run: async (t, place) => {
      const heard: string[] = [];
      const audit = await joinAt(t, place, 'audit', [
        onAny([ShopOrderPlaced, PostSendParcel, ShopGetOrder], ({ type }, { stream }) => {
          heard.push(`${type} on ${stream.slice(0, stream.indexOf('{'))}`);
        }),
      ]);
      const parcels: number[] = [];
      const shop = await joinAt(t, place, 'shop', [
        answer(ShopGetOrder, ({ data: { orderId } }) => ({ orderId, step: 7 })),
      ]);
      await joinAt(t, place, 'post', [on(PostSendParcel, ({ data: { step } }) => void parcels.push(step))]);
      await shop.runtime.publish(ShopOrderPlaced, order);
      await shop.runtime.send(PostSendParcel, order);
      t.deepEqual(await shop.runtime.ask(ShopGetOrder, { orderId: 'a' }, { timeoutMs: 20_000 }), {
        orderId: 'a',
        step: 7,
      });
      await until('all are heard', () => heard.length === 3);
      t.deepEqual(heard.sort(), [
        'post.send.parcel on commands:',
        'shop.get.order on requests:',
        'shop.order.placed on events:',
      ]);
      await until('the parcel is sent', () => parcels.length === 1);
      t.deepEqual(
        audit.seen.filter(({ kind }) => kind === 'published'),
        [],
      );
    },
  },
  {
    title: 'it hears types and versions that nobody knows, and requests whose deadline is over',
    run: async (t, place) => {
      const heard: string[] = [];
      await joinAt(t, place, 'audit', [
        onAny([ShopOrderPlaced, ShopGetOrder], ({ id }) => void heard.push(id)),
      ]);
      const { publishing } = await linkTo(t, place);
      const shop = await joinAt(t, place, 'shop');
      const known = await shop.runtime.publish(ShopOrderPlaced, order);
      const strange = {
        ...known,
        id: 'strange',
        type: 'shop.never.heard.of',
        version: 9,
        data: { any: ['thing'] },
      };
      const newer = { ...known, id: 'newer', version: 2 };
      const stale = {
        ...known,
        id: 'stale',
        type: ShopGetOrder.type,
        replyTo: 'replies:{nobody}',
        deadline: new Date(0).toISOString(),
      };
      for (const message of [strange, newer])
        await publishing.add(streamKeyFor(ShopOrderPlaced, 'a'), decode(encode(message)));
      await publishing.add(streamKeyFor(ShopGetOrder, 'a'), decode(encode(stale)));
      await until('all are heard', () => heard.length === 4);
      t.deepEqual(heard.sort(), [known.id, 'newer', 'stale', 'strange'].sort());
      t.is(await (await lookAt(t, place)).unfinished(ShopOrderPlaced, 'audit'), 0);
    },
  },
  {
    title:
      'it hears what a service says that is started later, from the beginning, and hears it again after a restart',
    run: async (t, place) => {
      const steps = notebook();
      const tap = onAny([ShopOrderPlaced], ({ data }) => {
        if (typeof data === 'object' && data !== null && 'step' in data)
          steps.write({ orderId: 'a', step: Number(data.step) });
      });
      const audit = await joinAt(t, place, 'audit', [tap]);
      const { runtime } = await joinAt(t, place, 'stock');
      await runtime.publish(StockOrderPacked, { orderId: 'a', step: 1 });
      // Said by who declares it; nobody who listens has ever heard of it.
      await joinAt(t, place, 'books', [on(StockOrderPacked, () => {})]);
      await until('it is heard', () => steps.distinct() === 1);
      await audit.runtime.stop();
      await runtime.publish(StockOrderPacked, { orderId: 'a', step: 2 });
      await joinAt(t, place, 'audit', [tap]);
      await until('the next is heard', () => steps.distinct() === 2);
      const { topology } = (await joinAt(t, place, 'looker')).runtime;
      const declared = (await topology()).find(({ service }) => service === 'audit');
      t.deepEqual(declared?.reactsTo.map(({ name }) => name).sort(), ['ShopOrderPlaced', 'StockOrderPacked']);
    },
  },
  {
    title:
      'it is a group like any other: in order for each subject, tried again, and shared by its instances',
    run: async (t, place) => {
      const book = notebook();
      let failures = 5;
      const tap = onAny([ShopOrderPlaced], ({ data }) => {
        if (typeof data !== 'object' || data === null || !('orderId' in data) || !('step' in data)) return;
        if (data.step === 3 && failures-- > 3) throw new Error('not yet');
        book.write({ orderId: String(data.orderId), step: Number(data.step) });
      });
      await joinAt(t, place, 'audit', [tap]);
      await joinAt(t, place, 'audit', [tap]);
      const shop = await joinAt(t, place, 'shop');
      const orders = ['a', 'b', 'c', 'd'];
      for (const step of upTo(25))
        for (const orderId of orders) await shop.runtime.publish(ShopOrderPlaced, { orderId, step });
      await until('all are heard', () => book.distinct() === 100);
      for (const orderId of orders) t.true(inOrder(book.of(orderId)), book.of(orderId).join());
    },
  },
  {
    title:
      'a type with a reaction of its own is left to that, and a service has one reaction to any message at the most',
    run: async (t, place) => {
      const heard: string[] = [];
      await joinAt(t, place, 'shop', [
        answer(ShopGetOrder, ({ data: { orderId } }) => ({ orderId, step: 1 })),
        onAny([ShopOrderPlaced], ({ type }) => void heard.push(type)),
      ]);
      const { runtime } = await joinAt(t, place, 'stock');
      await runtime.ask(ShopGetOrder, { orderId: 'a' }, { timeoutMs: 20_000 });
      t.deepEqual(heard, []);
      const tap = onAny([], () => {});
      await t.throwsAsync(runtime.start([tap, tap]), { code: 'choreography.misdeclared' });
    },
  },
];

import { until } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import {
  answer,
  createRuntime,
  decode,
  encode,
  on,
  onAny,
  onReports,
  type Report,
  type Row,
} from '../../src/index.js';
import { streamKeyFor } from '../../src/names.js';
import { PostSendParcel, quick, ShopGetOrder, ShopOrderPlaced, StockOrderPacked } from '../shop.js';
import { type Case, inOrder, joinAt, linkTo, lookAt, notebook, type Place, upTo } from './place.js';

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
  {
    title:
      'who listens hears how the reactions of other services went, and nothing of who witnesses or listens',
    run: async (t, place) => {
      const heard: Report[] = [];
      const audit = await reporting(t, place, 'audit', [
        onAny([ShopOrderPlaced], () => {}),
        onReports((report) => void heard.push(report)),
      ]);
      await audit.start();
      let failures = 2;
      const stock = await reporting(t, place, 'stock', [
        on(ShopOrderPlaced, ({ data: { step } }) => {
          if (step === 2 && failures-- > 0)
            throw Object.assign(new Error('the secret is 4711'), { code: 'EJAM' });
          if (step === 3) throw new TypeError('never');
        }),
      ]);
      await stock.start();
      const silent = await joinAt(t, place, 'post', [on(ShopOrderPlaced, () => {})]);
      const shop = await joinAt(t, place, 'shop');
      const said = await Promise.all(
        upTo(3).map((step) => shop.runtime.publish(ShopOrderPlaced, { orderId: `order-${step}`, step })),
      );
      const outcomes = () => heard.flatMap((report) => report.outcomes);
      const last = (id: string | undefined) =>
        outcomes()
          .filter((outcome) => outcome.id === id)
          .at(-1)?.how;
      await until('all are told', () =>
        said.every(({ id }, at) => last(id) === ['handled', 'handled', 'dead'][at]),
      );
      t.deepEqual([...new Set(heard.map(({ service }) => service))], ['stock']);
      const [first, second, third] = said.map(({ id }) => outcomes().filter((outcome) => outcome.id === id));
      t.like(first, [{ how: 'handled', attempts: 1 }]);
      t.like(second, [
        { how: 'retried', attempts: 1, code: 'EJAM' },
        { how: 'retried', attempts: 2, code: 'EJAM' },
        { how: 'handled', attempts: 3 },
      ]);
      t.like(third?.at(-1), { how: 'dead', attempts: 5, code: 'TypeError' });
      t.false(JSON.stringify(heard).includes('4711'));
      t.true(silent.runtime.healthy());
    },
  },
  {
    title:
      'what was done before a service stops is told, and who listens later hears what is still kept of it',
    run: async (t, place) => {
      let handled = 0;
      const stock = await reporting(t, place, 'stock', [
        on(ShopOrderPlaced, () => {
          handled += 1;
        }),
      ]);
      await stock.start();
      const shop = await joinAt(t, place, 'shop');
      for (const step of upTo(10)) await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step });
      await until('all are handled', () => handled === 10);
      await stock.stop();
      const heard: string[] = [];
      await joinAt(t, place, 'audit', [
        onReports(({ outcomes }) => void heard.push(...outcomes.map(({ id }) => id))),
      ]);
      await until('all are told', () => new Set(heard).size === 10);
      t.is(handled, 10);
    },
  },
];

/** An instance that reports. */
const reporting = async (
  t: ExecutionContext,
  { transport }: Place,
  service: string,
  reactions: readonly Row[],
) => {
  const runtime = await createRuntime({ service, transport, reports: true, tuning: quick });
  t.teardown(() => runtime.stop({ drainMs: 1_000 }));
  return { start: () => runtime.start(reactions), stop: () => runtime.stop() };
};

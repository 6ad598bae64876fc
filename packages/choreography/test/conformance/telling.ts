import { until } from '@obey/test-servers';
import { answer, on } from '../../src/index.js';
import { pause } from '../../src/waiting.js';
import {
  PostSendParcel,
  ShopGetOrder,
  ShopOrderCancelled,
  ShopOrderPlaced,
  StockOrderPacked,
} from '../shop.js';
import { type Case, joinAt, lookAt, notebook, upTo } from './place.js';

/** What is said is heard: by whom, with what, and when. */
export const telling: readonly Case[] = [
  {
    title: 'what is published is heard, whole: data, id and correlation',
    run: async (t, place) => {
      const heard = new Map<string, unknown>();
      const shop = await joinAt(t, place, 'shop');
      const said = await Promise.all(
        upTo(100).map((step) =>
          shop.runtime.publish(
            ShopOrderPlaced,
            { orderId: `order-${step}`, step },
            { cause: { correlationId: `flow-${step}`, causationId: `cause-${step}` } },
          ),
        ),
      );
      await joinAt(t, place, 'stock', [
        on(ShopOrderPlaced, (message) => void heard.set(message.id, message)),
      ]);
      await until('all are heard', () => heard.size === 100);
      for (const message of said) t.deepEqual(heard.get(message.id), message);
    },
  },
  {
    title: 'what a reaction says belongs to the flow of its message, and is caused by it',
    run: async (t, place) => {
      const flows: string[] = [];
      await joinAt(t, place, 'stock', [
        on(ShopOrderPlaced, ({ data }, context) => {
          context.publish(StockOrderPacked, data);
          context.send(PostSendParcel, data);
        }),
      ]);
      await joinAt(t, place, 'post', [
        on(PostSendParcel, ({ correlationId, causationId }) => {
          flows.push(`${correlationId} ${causationId}`);
        }),
      ]);
      const shop = await joinAt(t, place, 'shop');
      const cause = { correlationId: 'flow' };
      const { id } = await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 }, { cause });
      await until('the parcel is sent', () => flows.length === 1);
      t.deepEqual(flows, [`flow ${id}`]);
      const [packed] = await (await lookAt(t, place)).messages(StockOrderPacked);
      t.like(packed, { correlationId: 'flow', causationId: id, source: 'stock' });
    },
  },
  {
    title: 'each group gets all, and a group that comes later gets what was said before it came',
    run: async (t, place) => {
      const shop = await joinAt(t, place, 'shop');
      let said = 0;
      const books = new Map<string, ReturnType<typeof notebook>>();
      for (const service of ['stock', 'post', 'books']) {
        for (let more = 0; more < 20; more++) {
          said += 1;
          await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: said });
        }
        const book = notebook();
        books.set(service, book);
        await joinAt(t, place, service, [on(ShopOrderPlaced, ({ data }) => book.write(data))]);
        for (const known of books.values())
          await until('each has heard all so far', () => known.all() === said);
      }
      for (const book of books.values()) t.deepEqual(book.of('a'), upTo(60));
    },
  },
  {
    title: 'a service hears the streams that it reacts to, and no others',
    run: async (t, place) => {
      const heard: string[] = [];
      const stock = await joinAt(t, place, 'stock', [
        on(ShopOrderPlaced, ({ type }) => void heard.push(`stock: ${type}`)),
      ]);
      await joinAt(t, place, 'post', [on(StockOrderPacked, ({ type }) => void heard.push(`post: ${type}`))]);
      const shop = await joinAt(t, place, 'shop');
      await stock.runtime.publish(StockOrderPacked, { orderId: 'a', step: 1 });
      await shop.runtime.publish(ShopOrderCancelled, { orderId: 'a', step: 2 });
      await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 3 });
      await until('both have heard theirs', () => heard.length === 2);
      t.deepEqual(heard.sort(), ['post: stock.order.packed', 'stock: shop.order.placed']);
      const look = await lookAt(t, place);
      await until('all is settled', async () => (await look.unfinished(ShopOrderPlaced, 'stock')) === 0);
      t.is(await look.unfinished(ShopOrderPlaced, 'post'), 0, 'that group is not on this stream');
    },
  },
  {
    title: 'a postponed message is told once it is due, and once only',
    run: async (t, place) => {
      const heard: { step: number; at: number }[] = [];
      await joinAt(t, place, 'stock', [
        on(ShopOrderPlaced, ({ data }) => void heard.push({ step: data.step, at: Date.now() })),
      ]);
      const shop = await joinAt(t, place, 'shop');
      const notBefore = new Date(Date.now() + 300);
      await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 }, { notBefore });
      await until('it is told', () => heard.length === 1);
      t.true((heard[0]?.at ?? 0) >= notBefore.getTime());
      const look = await lookAt(t, place);
      t.is((await look.messages(ShopOrderPlaced)).length, 1);
    },
  },
  {
    title: 'a question is answered; who cannot answer says why',
    run: async (t, place) => {
      await joinAt(t, place, 'shop', [
        answer(ShopGetOrder, ({ data: { orderId } }) => {
          if (orderId === 'unknown') throw new Error('no such order');
          return { orderId, step: 7 };
        }),
      ]);
      const stock = await joinAt(t, place, 'stock');
      const ask = (orderId: string) => stock.runtime.ask(ShopGetOrder, { orderId }, { timeoutMs: 20_000 });
      const answers = await Promise.all(['a', 'b', 'c'].map(ask));
      t.deepEqual(
        answers.map(({ orderId }) => orderId),
        ['a', 'b', 'c'],
      );
      await t.throwsAsync(ask('unknown'), { message: /no such order/, code: 'choreography.ask-failed' });
    },
  },
  {
    title: 'every instance that follows hears what is said from then on',
    run: async (t, place) => {
      const shop = await joinAt(t, place, 'shop');
      await shop.runtime.publish(ShopOrderPlaced, { orderId: 'early', step: 0 });
      const heard: string[] = [];
      for (const name of ['one', 'two']) {
        const { runtime } = await joinAt(t, place, 'stock');
        runtime.follow(ShopOrderPlaced).subscribe(({ data }) => void heard.push(`${name} ${data.step}`));
      }
      await until('both hear', async () => {
        await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
        return heard.includes('one 1') && heard.includes('two 1');
      });
      t.false(heard.some((line) => line.endsWith(' 0')));
    },
  },
  {
    title:
      'who follows since a time hears first what was said since, each once and in order, and is told when that is all',
    run: async (t, place) => {
      const shop = await joinAt(t, place, 'shop');
      const say = (step: number) => shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step });
      await say(0);
      await pause(20);
      const since = new Date();
      for (let step = 1; step <= 1_100; step++) void say(step);
      await say(1_101);
      const { runtime } = await joinAt(t, place, 'stock');
      const heard: number[] = [];
      let heardBefore: number | undefined;
      const caughtUp = () => {
        heardBefore = heard.length;
      };
      let said = 1_101;
      runtime
        .follow(ShopOrderPlaced, { since, caughtUp })
        .subscribe(({ data }) => void heard.push(data.step));
      for (; said < 1_400; said++) await say(said + 1);
      await until('all are heard', () => heard.length >= said);
      t.deepEqual(
        heard,
        Array.from({ length: said }, (_, at) => at + 1),
      );
      t.true((heardBefore ?? 0) >= 1_101);
    },
  },
  {
    title: 'who follows since a time while the server is away hears it when that is back',
    run: async (t, place) => {
      const shop = await joinAt(t, place, 'shop');
      const stock = await joinAt(t, place, 'stock');
      const since = new Date(Date.now() - 1_000);
      await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
      const comeBack = await place.away();
      const heard: number[] = [];
      let isCaughtUp = false;
      const caughtUp = () => {
        isCaughtUp = true;
      };
      stock.runtime
        .follow(ShopOrderPlaced, { since, caughtUp })
        .subscribe(({ data }) => void heard.push(data.step));
      await pause(100);
      t.false(isCaughtUp);
      await comeBack();
      await until('it has caught up', () => isCaughtUp);
      t.deepEqual(heard, [1]);
    },
  },
];

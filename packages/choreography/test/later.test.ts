import { until } from '@obey/test-servers';
import test from 'ava';
import { encode, on } from '../src/index.js';
import { laterKey, streamKeyFor } from '../src/names.js';
import { join, messagesOn, redisFor, ShopOrderPlaced, StockOrderPacked } from './shop.js';

const inMs = (ms: number) => new Date(Date.now() + ms);

test('a message for later is told when it is due, and not before', async (t) => {
  const redis = await redisFor(t);
  const heard: { step: number; at: number }[] = [];
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, ({ data }) => void heard.push({ step: data.step, at: Date.now() })),
  ]);
  const shop = await join(t, redis.url, 'shop');
  const notBefore = inMs(700);
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 2 }, { notBefore });
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await until('both are heard', () => heard.length === 2);
  t.deepEqual(
    heard.map(({ step }) => step),
    [1, 2],
  );
  // Redis' clock and ours are one here.
  t.true((heard[1]?.at ?? 0) >= notBefore.getTime());
});

test('a message for later outlives who said it: whoever owns the partition tells it', async (t) => {
  const redis = await redisFor(t);
  const heard: number[] = [];
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 }, { notBefore: inMs(1_200) });
  await shop.runtime.stop();
  t.is((await messagesOn(redis.client, 'events:{shop')).length, 0);
  await join(t, redis.url, 'stock', [on(ShopOrderPlaced, ({ data }) => void heard.push(data.step))]);
  await until('it is heard', () => heard.length === 1);
  t.deepEqual(await redis.client.keys('later:*'), []);
});

test('what a reaction says for later waits once, though the reaction is repeated', async (t) => {
  const redis = await redisFor(t);
  let tries = 0;
  // Far off: a repetition that comes when it has been told already would tell it again, under the same id.
  const notBefore = inMs(3_600_000);
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, ({ data }, context) => {
      tries += 1;
      context.publish(StockOrderPacked, data, { notBefore });
    }),
  ]);
  const shop = await join(t, redis.url, 'shop');
  const placed = await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  const stream = streamKeyFor(ShopOrderPlaced, 'a');
  const isSettled = async () => {
    const [pending] = await redis.client.xpending(stream, 'stock');
    return pending === 0;
  };
  await until('it has reacted', async () => tries === 1 && (await isSettled()));
  // The same message once more, as a resend would bring it.
  await redis.client.xadd(stream, '*', 'event', encode(placed));
  await until('it has reacted again', async () => tries === 2 && (await isSettled()));
  const later = laterKey(streamKeyFor(StockOrderPacked, 'a'));
  t.is(await redis.client.zcard(later), 1);
  t.is((await messagesOn(redis.client, 'events:{stock')).length, 0);
});

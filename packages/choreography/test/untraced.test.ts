import { until } from '@obey/test-servers';
import test from 'ava';
import { answer, causedBy, on } from '../src/index.js';
import { join, PostSendParcel, redisFor, ShopGetOrder, ShopOrderPlaced } from './shop.js';

test('without a tracing SDK, the traceparent of the cause is passed on as it is, and none is made up', async (t) => {
  const redis = await redisFor(t);
  const heard: string[] = [];
  const shop = await join(t, redis.url, 'shop', [
    answer(ShopGetOrder, ({ data: { orderId }, traceparent }) => {
      heard.push(`asked ${orderId} ${traceparent}`);
      return { orderId, step: 1 };
    }),
  ]);
  const stock = await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, async (message, say) => {
      const { orderId } = message.data;
      say.send(
        PostSendParcel,
        await stock.runtime.ask(ShopGetOrder, { orderId }, { cause: causedBy(message) }),
      );
    }),
  ]);
  await join(t, redis.url, 'post', [
    on(PostSendParcel, ({ data: { orderId }, traceparent }) => {
      heard.push(`sent ${orderId} ${traceparent}`);
    }),
  ]);
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
  const traced = { cause: { correlationId: 'c', traceparent } };
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 }, traced);
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'b', step: 1 });
  await until('both parcels are sent', () => heard.length === 4);
  t.deepEqual(heard.sort(), [
    `asked a ${traceparent}`,
    'asked b undefined',
    `sent a ${traceparent}`,
    'sent b undefined',
  ]);
  t.is(
    shop.runtime.compose(ShopOrderPlaced, { orderId: 'a', step: 1 }, traced).message.traceparent,
    traceparent,
  );
});

import { startRedisCluster, until } from '@obey/test-servers';
import test from 'ava';
import { Cluster } from 'ioredis';
import { answer, createRuntime, on, openOperator, type Reaction } from '../src/index.js';
import { streamKey, streamsOf } from '../src/names.js';
import { quick, ShopGetOrder, ShopOrderPlaced, StockOrderPacked } from './shop.js';

const orders = Array.from({ length: 16 }, (_, n) => `order-${n}`);
const all = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

test('over a Cluster of three, order is kept while a slot moves, servers die and instances come and go', async (t) => {
  const cluster = await startRedisCluster(t);
  const enter = async (service: string, reactions: readonly Reaction[]) => {
    const runtime = await createRuntime({
      service,
      redis: cluster.urls,
      tuning: { ...quick, publishMs: 60_000 },
    });
    t.teardown(() => runtime.stop({ drainMs: 1_000 }));
    await runtime.start(reactions);
    return runtime;
  };
  const steps = new Map<string, number[]>();
  const stock = () =>
    enter('stock', [
      on(ShopOrderPlaced, ({ data: { orderId, step } }, context) => {
        const seen = steps.get(orderId) ?? [];
        // What is handled again after a fault is no break of the order.
        if (step > (seen.at(-1) ?? 0)) steps.set(orderId, [...seen, step]);
        context.publish(StockOrderPacked, { orderId, step });
      }),
    ]);
  await stock();
  const leaving = await stock();
  const shop = await enter('shop', [answer(ShopGetOrder, ({ data }) => ({ ...data, step: 1 }))]);
  const reached = (step: number) => orders.every((orderId) => steps.get(orderId)?.at(-1) === step);
  let step = 0;
  const round = async () => {
    step += 1;
    await Promise.all(orders.map((orderId) => shop.publish(ShopOrderPlaced, { orderId, step })));
  };

  for (let n = 0; n < 10; n++) await round();
  await until('all are handled', () => reached(step), 60_000);

  const [stream = ''] = streamsOf(ShopOrderPlaced).map(streamKey);
  const to = cluster.ports.find((port) => port !== cluster.nodeOf(stream)) ?? 0;
  const moved = cluster.moveSlotOf(stream, to);
  for (let n = 0; n < 10; n++) await round();
  await moved;
  await until('all are handled after the move', () => reached(step), 60_000);

  await leaving.stop();
  await round();
  await cluster.kill(to);
  const published = round();
  await cluster.restart(to);
  await cluster.healthy();
  await published;
  await until('all are handled after a server was killed', () => reached(step), 60_000);
  for (const orderId of orders) t.deepEqual(steps.get(orderId), all(step), orderId);
  t.is((await shop.ask(ShopGetOrder, { orderId: 'a' }, { timeoutMs: 10_000 })).step, 1);

  const client = new Cluster([...cluster.urls], { redisOptions: { protocol: 2 } });
  t.teardown(() => client.disconnect());
  const ids: string[] = [];
  for (const name of streamsOf(ShopOrderPlaced)) {
    for (const [, fields] of await client.xrange(streamKey(name), '-', '+'))
      ids.push(JSON.parse(fields[1] ?? '{}').id);
  }
  t.is(ids.length, orders.length * step);
  t.is(new Set(ids).size, ids.length, 'nothing was doubled');
  const operator = await openOperator({ redis: cluster.urls });
  t.teardown(operator.close);
  await until('nothing is pending', async () =>
    (await operator.progress()).every(({ pending, group }) => group !== 'stock' || pending === 0),
  );
});

import { type Notification, on, type Progress } from '@obey/choreography';
import { startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { Registry } from 'prom-client';
import Type from 'typebox';
import { watchBacklog } from '../src/backlog.js';
import { defineService, startService } from '../src/index.js';
import { createLog } from '../src/log.js';

const ShopOrderPlaced: Notification = {
  name: 'ShopOrderPlaced',
  kind: 'notification',
  owner: 'shop',
  type: 'shop.order.placed',
  version: 1,
  partitions: 2,
  subject: 'orderId',
  data: Type.Object({ orderId: Type.String() }),
  answer: undefined,
};

test('metrics tell how far the service is behind; what cannot be read has no value', async (t) => {
  const redis = await startRedis(t);
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  t.teardown(finish);
  const shop = await startService(
    defineService({
      name: 'shop',
      config: {},
      says: [ShopOrderPlaced],
      asks: [],
      create: () => ({ reactions: [on(ShopOrderPlaced, () => finished)] }),
    }),
    { REDIS_URL: redis.url, DRAIN_SECONDS: '1' },
    { log: 'silent' },
  );
  t.teardown(() => shop.stop());
  const metric = async (name: string) => {
    const text = await (await fetch(`${shop.url}/metrics`)).text();
    return text
      .split('\n')
      .filter((line) => line.startsWith(`choreography_${name}{`))
      .map((line) => line.replace(',service="shop"', ''))
      .sort();
  };

  await until('both partitions are owned', async () =>
    (await metric('lease_changes_total')).includes('choreography_lease_changes_total{change="acquired"} 2'),
  );
  const none = ['{stream="events:{shop:0}"} 0', '{stream="events:{shop:1}"} 0'];
  t.deepEqual(
    await metric('pending'),
    none.map((line) => `choreography_pending${line}`),
  );
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a' });
  await until('one is pending', async () => (await metric('pending')).some((line) => line.endsWith(' 1')));
  await until('it grows old', async () =>
    (await metric('oldest_seconds')).some((line) => Number(line.split(' ')[1]) > 0),
  );
  t.deepEqual(
    await metric('lag'),
    none.map((line) => `choreography_lag${line}`),
  );

  await redis.kill();
  await until('nothing is told', async () => (await metric('lag')).length === 0);
  t.deepEqual(await metric('pending'), []);
  t.deepEqual(await metric('oldest_seconds'), []);
  await redis.restart();
  finish();
  await until('nothing is behind', async () => (await metric('pending')).length === 2);
});

test('a lag that is unknown has no value; a stream whose messages are all settled has none that is old', async (t) => {
  const metrics = new Registry();
  const group = 'stock';
  const oldest = new Date(Date.now() + 60_000);
  const runtime = {
    backlog: async (): Promise<Progress[]> => [
      { stream: 'a', group, lag: undefined, pending: 3, oldest },
      { stream: 'b', group, lag: 7, pending: 0, oldest: undefined },
    ],
  };
  watchBacklog({ log: createLog('shop', 'silent'), metrics, runtime });
  const told = (await metrics.metrics()).split('\n').filter((line) => /^[a-z]/.test(line));
  t.deepEqual(told, [
    'choreography_lag{stream="b"} 7',
    'choreography_pending{stream="a"} 3',
    'choreography_pending{stream="b"} 0',
    'choreography_oldest_seconds{stream="a"} 0',
    'choreography_oldest_seconds{stream="b"} 0',
  ]);
});

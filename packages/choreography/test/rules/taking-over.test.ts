import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { connectTo, startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { Outage, on } from '../../src/index.js';
import { fieldsOf, listOf } from '../../src/redis/replies.js';
import { pendingOf } from '../shop.js';
import { member, owning, Placed, placedStream } from './scene.js';

const program = fileURLToPath(new URL('./frozen-stock.js', import.meta.url));

test('entries that wait behind one in trouble outlive any number of owners, and bury nobody', async (t) => {
  const redis = await startRedis(t);
  const client = connectTo(t, redis.url);
  const shop = await member(t, redis.url, { service: 'shop' });
  for (let step = 1; step <= 5; step++) await shop.runtime.publish(Placed, { orderId: 'a', step });
  const begun = new Set<number>();
  for (let owner = 1; owner <= 6; owner++) {
    const stock = await member(t, redis.url, {
      reactions: [
        on(Placed, ({ data }) => {
          begun.add(data.step);
          throw new Outage('The crane');
        }),
      ],
    });
    await until(`owner ${owner} has begun in vain`, () => stock.saw('retried').length > 0);
    await stock.runtime.stop();
  }
  t.deepEqual([...begun], [1]);
  t.is(await pendingOf(client, 'events:{shop', 'stock'), 5);
  const steps: number[] = [];
  const last = await member(t, redis.url, {
    reactions: [on(Placed, ({ data }) => void steps.push(data.step))],
  });
  await until(
    'the last owner has settled all',
    () => last.saw('handled').length + last.saw('dead').length === 5,
  );
  t.deepEqual(steps, [1, 2, 3, 4, 5]);
  t.deepEqual(await client.keys('dead:*'), []);
});

test('every owner is the same consumer, so that a successor finds all and none is left behind', async (t) => {
  const redis = await startRedis(t);
  const client = connectTo(t, redis.url);
  const shop = await member(t, redis.url, { service: 'shop' });
  for (let step = 1; step <= 3; step++) await shop.runtime.publish(Placed, { orderId: 'a', step });
  for (let owner = 1; owner <= 2; owner++) {
    const child = fork(program, [redis.url, 'die']);
    t.teardown(() => child.kill('SIGKILL'));
    await new Promise((resolve) => child.once('message', resolve));
    child.kill('SIGKILL');
  }
  const steps: number[] = [];
  const last = await member(t, redis.url, {
    reactions: [on(Placed, ({ data }) => void steps.push(data.step))],
  });
  await owning(last, 1);
  await until('it has done all', async () => (await pendingOf(client, 'events:{shop', 'stock')) === 0);
  t.deepEqual(steps, [1, 2, 3]);
  const consumers = listOf(await client.call('XINFO', 'CONSUMERS', placedStream, 'stock')).map(fieldsOf);
  t.is(consumers.length, 1);
});

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import type { Redis } from 'ioredis';
import { Fatal, on } from '../../src/index.js';
import { deadLetterKey } from '../../src/names.js';
import { messagesOn, pendingOf, StockOrderPacked } from '../shop.js';
import { behindProxy, gate, member, owning, Placed, patient, placedStream } from './scene.js';
import { buries, fromFirst } from './wire.js';

const program = fileURLToPath(new URL('./frozen-stock.js', import.meta.url));
const letters = deadLetterKey(placedStream, 'stock');
const acknowledged = async (client: Redis) => (await pendingOf(client, 'events:{shop', 'stock')) === 0;

/**
 * An owner that is frozen in the midst of the first message of a lane, and thaws when its successor has done all.
 * Gives what it began and ended from then on, until it has given up the whole lane.
 */
const thaw = async (t: ExecutionContext, way: string, steps = 3) => {
  const { redis, proxy, client } = await behindProxy(t);
  const shop = await member(t, redis.url, { service: 'shop' });
  for (let step = 1; step <= steps; step++) await shop.runtime.publish(Placed, { orderId: 'a', step });
  const child = fork(program, [proxy.url, way]);
  t.teardown(() => child.kill('SIGKILL'));
  const said: string[] = [];
  child.on('message', (message) => said.push(String(message)));
  await until('the owner has begun', () => said.includes('begun 1'));
  const buried = proxy.holdRequests(buries);
  const handled: number[] = [];
  await member(t, redis.url, {
    reactions: [
      on(Placed, ({ data }, context) => {
        handled.push(data.step);
        if (way === 'publish') context.publish(StockOrderPacked, data);
      }),
    ],
    tuning: patient,
  });
  await until('its successor has done all', async () => handled.length >= steps && acknowledged(client));
  const before = said.length;
  child.kill('SIGCONT');
  const settled = () => said.filter((one) => one === 'settled').length;
  await until('it has given up', () => buried.held > 0 || (said.includes('lost') && settled() >= steps));
  const afterwards = said.slice(before).filter((one) => /^(begun|ended)/.test(one));
  return { client, handled, buried, afterwards };
};

test('an owner frozen past its lease starts nothing more of a full lane', async (t) => {
  const { handled, afterwards } = await thaw(t, 'start', 50);
  t.deepEqual(
    handled,
    Array.from({ length: 50 }, (_, n) => n + 1),
  );
  t.deepEqual(afterwards, ['ended 1'], 'what ran may end');
});

test('an owner frozen past its lease tries nothing again', async (t) => {
  const { handled, afterwards } = await thaw(t, 'retry');
  t.deepEqual(handled, [1, 2, 3]);
  t.deepEqual(afterwards, []);
});

test('an owner frozen past its lease publishes nothing of what it had in hand', async (t) => {
  const { client, handled, afterwards } = await thaw(t, 'publish');
  t.deepEqual(handled, [1, 2, 3]);
  t.deepEqual(afterwards, ['ended 1']);
  const packed = await messagesOn(client, 'events:{stock');
  t.deepEqual(packed.map(({ data }) => data.step).sort(), [1, 2, 3]);
});

test('an owner frozen past its lease asks for no dead letter', async (t) => {
  const { client, handled, buried } = await thaw(t, 'bury');
  t.deepEqual(handled, [1, 2, 3]);
  t.is(buried.held, 0);
  t.is(await client.xlen(letters), 0);
});

test('a dead letter that comes late is refused, while the successor is still at work', async (t) => {
  const { redis, proxy, client } = await behindProxy(t);
  const past = await member(t, proxy.url, {
    reactions: [
      on(Placed, () => {
        throw new Fatal('No such order');
      }),
    ],
  });
  await owning(past, 1);
  const shop = await member(t, redis.url, { service: 'shop' });
  await shop.runtime.publish(Placed, { orderId: 'a', step: 0 });
  await until('one is buried, and Redis knows the script', () => past.saw('dead').length === 1);
  const late = proxy.holdRequests(fromFirst(buries));
  await shop.runtime.publish(Placed, { orderId: 'a', step: 1 });
  await until('the dead letter is on its way', () => late.held);
  const { opened, open } = gate();
  const begun: number[] = [];
  const next = await member(t, redis.url, {
    reactions: [
      on(Placed, async ({ data }) => {
        begun.push(data.step);
        await opened;
      }),
    ],
    tuning: patient,
  });
  await until('the successor is at work', () => begun.length === 1);
  await late.release();
  t.is(await client.xlen(letters), 1);
  t.is(await pendingOf(client, 'events:{shop', 'stock'), 1);
  open();
  await until('it is handled', () => next.saw('handled').length === 1);
  await until('it is acknowledged', () => acknowledged(client));
});

test('a dead letter whose reply is lost is one dead letter', async (t) => {
  const { redis, proxy, client } = await behindProxy(t);
  const stock = await member(t, proxy.url, {
    reactions: [
      on(Placed, () => {
        throw new Fatal('No such order');
      }),
    ],
    tuning: patient,
  });
  await owning(stock, 1);
  const shop = await member(t, redis.url, { service: 'shop' });
  await shop.runtime.publish(Placed, { orderId: 'a', step: 1 });
  await until('one is buried, and Redis knows the script', () => stock.saw('dead').length === 1);
  const lost = proxy.dropReplies(buries);
  await shop.runtime.publish(Placed, { orderId: 'a', step: 2 });
  await until('the owner is done with the other', () => stock.saw('dead').length === 2);
  t.is(lost.dropped, 1);
  t.is(await client.xlen(letters), 2);
  t.true(await acknowledged(client));
});

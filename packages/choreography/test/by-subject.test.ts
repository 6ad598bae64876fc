import { setTimeout as delay } from 'node:timers/promises';
import { startMongo, until } from '@obey/test-servers';
import test from 'ava';
import { MongoClient } from 'mongodb';
import { tellBySubject } from '../src/by-subject.js';
import { compose, defaultTuning, type OutboxField, type Outgoing } from '../src/index.js';
import { createOutbox } from '../src/outbox.js';
import type { Tell } from '../src/tell.js';
import { ShopOrderPlaced } from './shop.js';

const placed = (orderId: string, step: number): Outgoing => ({
  stream: 'events:{shop:0}',
  message: compose(ShopOrderPlaced, { orderId, step }, { source: 'shop' }),
});

const nameOf = ({ message }: Outgoing) => JSON.stringify(message.data);

test('messages of one subject follow each other, those of others do not wait for them', async (t) => {
  const messages = [placed('a', 1), placed('b', 1), placed('a', 2), placed('b', 2), placed('c', 1)];
  const begun: Outgoing[] = [];
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const telling = tellBySubject(messages, async (outgoing) => {
    begun.push(outgoing);
    if (outgoing.message.subject === 'a') await held;
  });
  await until('the others are told', () => begun.length === 4);
  t.deepEqual(
    begun.map(nameOf).sort(),
    [0, 1, 3, 4].map((at) => nameOf(messages[at] ?? placed('', 0))).sort(),
  );
  release();
  const { told, errors } = await telling;
  t.is(told.length, 5);
  t.deepEqual(errors, []);
  t.deepEqual(
    told.filter(({ message }) => message.subject === 'a'),
    [messages[0], messages[2]],
  );
});

test('after a failure nothing more is begun, and what is under way is waited for', async (t) => {
  const messages = Array.from({ length: 500 }, (_, at) => placed(`order-${at}`, 1));
  let underWay = 0;
  let begun = 0;
  const { told, errors } = await tellBySubject(messages, async () => {
    begun++;
    if (begun === 3) throw new Error('The third is refused.');
    underWay++;
    await delay(20);
    underWay--;
  });
  t.is(underWay, 0);
  t.is(told.length, begun - 1);
  t.true(begun < messages.length);
  t.deepEqual(errors.map(String), ['Error: The third is refused.']);
});

test('more than one claim has time for is told part by part, once and in order', async (t) => {
  const mongo = await startMongo(t, 'shop');
  const client = await MongoClient.connect(mongo.url);
  const orders = client.db(mongo.database).collection<{ _id: string; outbox?: OutboxField }>('orders');
  const told: Outgoing[] = [];
  const tell: Tell = async (outgoing) => {
    await delay(10);
    told.push(outgoing);
    return 'added';
  };
  const outbox = await createOutbox(orders, {
    tell,
    publishing: { addMissing: async () => 0 },
    tuning: { ...defaultTuning, relayClaimMs: 1_000, sweepMs: 50 },
    observe: () => {},
  });
  t.teardown(async () => {
    await outbox.close();
    await client.close();
  });
  const messages = Array.from({ length: 150 }, (_, step) => placed('a', step));
  await orders.insertOne({ _id: 'a', ...outbox.hold(messages) });
  outbox.relay('a');
  await until(
    'the outbox is cleared',
    async () => (await orders.findOne({ _id: 'a' }))?.outbox?.messages === undefined,
    60_000,
  );
  t.deepEqual(told.map(nameOf), messages.map(nameOf));
});

import { until } from '@obey/test-servers';
import test from 'ava';
import { createRuntime, type DeadLetter, on, openOperator } from '../src/index.js';
import { join, pendingOf, quick, redisFor, ShopOrderPlaced, StockOrderPacked } from './shop.js';

const lettersOf = async (letters: AsyncIterable<DeadLetter>) => {
  const found: DeadLetter[] = [];
  for await (const letter of letters) found.push(letter);
  return found;
};

test('a dead letter is put back for its group only, with its id, behind what that group has handled', async (t) => {
  const redis = await redisFor(t);
  const handled: string[] = [];
  const redelivered: boolean[] = [];
  let broken = true;
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, ({ id, data: { step } }, context) => {
      redelivered.push(context.redelivered);
      if (step === 1 && broken) throw new Error('cannot be packed');
      handled.push(`${step} ${id}`);
      context.publish(StockOrderPacked, { orderId: 'a', step });
    }),
  ]);
  const others: number[] = [];
  const post = await join(t, redis.url, 'post', [
    on(ShopOrderPlaced, ({ data }) => void others.push(data.step)),
  ]);
  const followed: number[] = [];
  post.runtime.follow(ShopOrderPlaced).subscribe(({ data }) => void followed.push(data.step));
  const shop = await join(t, redis.url, 'shop');
  const first = await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  const second = await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 2 });
  const operator = await openOperator({ redis: redis.url });
  t.teardown(operator.close);
  const [letter] = await until('it is a dead letter', async () => {
    const letters = await lettersOf(operator.deadLetters('stock'));
    return letters.length === 1 && handled.length === 1 && letters;
  });
  t.like(letter, { group: 'stock', error: 'cannot be packed', attempts: 5 });
  if (!letter) return;
  broken = false;
  await operator.redrive(letter);
  await until('it is handled', () => handled.length === 2);
  t.deepEqual(handled, [`2 ${second.id}`, `1 ${first.id}`]);
  t.true(redelivered.at(-1), 'it was tried before');
  t.deepEqual(await lettersOf(operator.deadLetters()), []);
  await until(
    'nothing is pending',
    async () => (await pendingOf(redis.client, 'events:{shop', 'post')) === 0,
  );
  t.deepEqual(others, [1, 2]);
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 3 });
  await until('the next is heard by all', () => others.includes(3) && followed.includes(3));
  t.is(followed.filter((step) => step === 1).length <= 1, true);
  await t.throwsAsync(operator.redrive(letter), { code: 'choreography.no-such-letter' });
});

test('a dead letter is discarded with a reason, and stays readable', async (t) => {
  const redis = await redisFor(t);
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, () => {
      throw new Error('never');
    }),
  ]);
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  const operator = await openOperator({ redis: redis.url });
  t.teardown(operator.close);
  const [letter] = await until('it is a dead letter', async () => {
    const letters = await lettersOf(operator.deadLetters());
    return letters.length === 1 && letters;
  });
  if (!letter) return;
  await operator.discard(letter, 'the order was a test');
  t.deepEqual(await lettersOf(operator.deadLetters()), []);
  const [key = ''] = await redis.client.keys('discarded:*');
  const [[, fields] = ['', []]] = await redis.client.xrange(key, '-', '+');
  t.is(fields[fields.indexOf('reason') + 1], 'the order was a test');
  t.is(fields[fields.indexOf('event') + 1], letter.event);
  await t.throwsAsync(operator.discard(letter, 'again'), { code: 'choreography.no-such-letter' });
});

test('the dead letters of a service are seen while an instance of it does not react, or none runs', async (t) => {
  const redis = await redisFor(t);
  const stock = await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, () => {
      throw new Error('never');
    }),
  ]);
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await until('it is a dead letter', () => stock.seen.some(({ kind }) => kind === 'dead'));
  await stock.runtime.stop();
  const idle = await createRuntime({ service: 'stock', redis: redis.url, tuning: quick });
  t.teardown(() => idle.stop());
  const operator = await openOperator({ redis: redis.url });
  t.teardown(operator.close);
  t.is((await lettersOf(operator.deadLetters('stock'))).length, 1);
});

test('how far each group is with each stream can be read', async (t) => {
  const redis = await redisFor(t);
  let free: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    free = resolve;
  });
  const stock = await join(t, redis.url, 'stock', [on(ShopOrderPlaced, () => held)]);
  const shop = await join(t, redis.url, 'shop');
  for (let step = 1; step <= 3; step++) await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step });
  const operator = await openOperator({ redis: redis.url });
  t.teardown(operator.close);
  const [behind] = await until('three are pending', async () => {
    const all = (await operator.progress()).filter(({ pending }) => pending === 3);
    return all.length > 0 && all;
  });
  t.like(behind, { group: 'stock', lag: 0 });
  t.true(behind?.oldest instanceof Date && behind.oldest.getTime() > Date.now() - 60_000);
  free();
  await until('all is done', async () =>
    (await stock.runtime.backlog()).every(
      ({ pending, lag, oldest }) => pending === 0 && lag === 0 && oldest === undefined,
    ),
  );
  t.is((await stock.runtime.backlog()).length, 8);
});

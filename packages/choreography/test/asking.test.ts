import { until } from '@obey/test-servers';
import test from 'ava';
import { answer, compose, encode, newId, withDeadline } from '../src/index.js';
import { join, redisFor, ShopGetOrder, ShopOrderPlaced } from './shop.js';

test('a question is answered, and the same question under way is asked once', async (t) => {
  const redis = await redisFor(t);
  let asked = 0;
  await join(t, redis.url, 'shop', [
    answer(ShopGetOrder, async ({ data }) => {
      asked += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return { orderId: data.orderId, step: 7 };
    }),
  ]);
  const stock = await join(t, redis.url, 'stock');
  const answers = await Promise.all(
    ['a', 'a', 'a', 'b'].map((orderId) => stock.runtime.ask(ShopGetOrder, { orderId })),
  );
  t.deepEqual(
    answers.map(({ orderId, step }) => `${orderId}${step}`),
    ['a7', 'a7', 'a7', 'b7'],
  );
  t.is(asked, 2);
});

test('without an answer in time the question fails, and is not answered when it is stale', async (t) => {
  const redis = await redisFor(t);
  const stock = await join(t, redis.url, 'stock');
  const error = await t.throwsAsync(stock.runtime.ask(ShopGetOrder, { orderId: 'a' }, { timeoutMs: 100 }));
  t.is(Reflect.get(error ?? {}, 'code'), 'choreography.ask-timeout');
  let asked = 0;
  const shop = await join(t, redis.url, 'shop', [
    answer(ShopGetOrder, ({ data }) => {
      asked += 1;
      return { orderId: data.orderId, step: 1 };
    }),
  ]);
  t.is((await stock.runtime.ask(ShopGetOrder, { orderId: 'b' })).step, 1);
  await until('the stale one is dropped', () => shop.seen.some(({ kind }) => kind === 'ignored'));
  t.is(asked, 1);
});

test('whoever asks for somebody who waits asks within the smaller of both times, and not at all when that is over', async (t) => {
  const redis = await redisFor(t);
  const stock = await join(t, redis.url, 'stock');
  const codeOf = async (leftMs: number, timeoutMs: number) => {
    const work = () =>
      stock.runtime.ask(ShopGetOrder, { orderId: `${leftMs} of ${timeoutMs}` }, { timeoutMs });
    const error = await t.throwsAsync(withDeadline({ leftMs: () => leftMs, commit: () => {} }, work));
    return Reflect.get(error ?? {}, 'code');
  };
  t.is(await codeOf(100, 60_000), 'choreography.deadline-over');
  t.is(await codeOf(60_000, 100), 'choreography.ask-timeout');
  t.is(await codeOf(Number.POSITIVE_INFINITY, 100), 'choreography.ask-timeout');
  const asked = async () => (await redis.client.keys('requests:*')).length;
  const before = await asked();
  t.is(await codeOf(0, 60_000), 'choreography.deadline-over');
  t.is(await asked(), before);
});

test('who cannot answer says why, after its attempts', async (t) => {
  const redis = await redisFor(t);
  await join(t, redis.url, 'shop', [
    answer(ShopGetOrder, () => {
      throw new Error('the shelf fell down');
    }),
  ]);
  const stock = await join(t, redis.url, 'stock');
  await t.throwsAsync(stock.runtime.ask(ShopGetOrder, { orderId: 'a' }), { message: /the shelf fell down/ });
});

test('every instance that follows hears each message from then on, also after its connection was cut', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'early', step: 0 });
  const heard: string[] = [];
  for (const name of ['one', 'two']) {
    const member = await join(t, redis.url, 'stock');
    member.runtime.follow(ShopOrderPlaced).subscribe(({ data }) => void heard.push(`${name} ${data.step}`));
  }
  await until('both follow', async () => {
    await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
    return heard.includes('one 1') && heard.includes('two 1');
  });
  await redis.client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 2 });
  await until('both go on', () => heard.includes('one 2') && heard.includes('two 2'));
  t.false(heard.some((line) => line.endsWith(' 0')));
});

test('instances that announce themselves are found, until they withdraw or fall silent', async (t) => {
  const redis = await redisFor(t);
  const stock = await join(t, redis.url, 'stock');
  const shop = await join(t, redis.url, 'shop');
  await stock.runtime.announce('http://127.0.0.1:1');
  await shop.runtime.announce();
  t.like(await shop.runtime.instances(), { length: 2, 0: { service: 'stock', url: 'http://127.0.0.1:1' } });
  await stock.runtime.withdraw();
  t.deepEqual(
    (await shop.runtime.instances()).map(({ service }) => service),
    ['shop'],
  );
  await shop.runtime.stop();
  t.deepEqual(await (await join(t, redis.url, 'post')).runtime.instances(), []);
});

test('an answer that cannot be sent ends nothing: the next question is answered', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop', [answer(ShopGetOrder, ({ data }) => ({ ...data, step: 1 }))]);
  await redis.client.set('replies:wrong', 'no stream');
  const deadline = new Date(Date.now() + 60_000).toISOString();
  const poisoned = {
    ...compose(ShopGetOrder, { orderId: 'a' }, { source: 'stock' }),
    replyTo: 'replies:wrong',
    deadline,
  };
  for (let partition = 0; partition < 8; partition++) {
    const broken = encode({ ...poisoned, id: newId(), data: {} });
    await redis.client.xadd(`requests:{shop:${partition}}`, '*', 'event', broken);
    await redis.client.xadd(
      `requests:{shop:${partition}}`,
      '*',
      'event',
      encode({ ...poisoned, id: newId() }),
    );
  }
  await until('all are dead letters', () => shop.seen.filter(({ kind }) => kind === 'dead').length === 16);
  const stock = await join(t, redis.url, 'stock');
  t.is((await stock.runtime.ask(ShopGetOrder, { orderId: 'a' })).step, 1);
});

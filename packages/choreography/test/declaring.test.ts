import { until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import {
  createRuntime,
  defaultTuning,
  NotDeclared,
  NotTheOwner,
  on,
  type Reaction,
  type RuntimeOptions,
} from '../src/index.js';
import { keepTrimming } from '../src/retention.js';
import {
  messagesOn,
  PostSendParcel,
  quick,
  redisFor,
  ShopGetOrder,
  ShopOrderCancelled,
  ShopOrderPlaced,
  StockOrderPacked,
} from './shop.js';

const opened = async (
  t: ExecutionContext,
  redis: string,
  service: string,
  options: Pick<RuntimeOptions, 'says' | 'asks' | 'instance'> = {},
  reactions: readonly Reaction[] = [],
) => {
  const runtime = await createRuntime({ service, redis, tuning: quick, ...options });
  t.teardown(() => runtime.stop({ drainMs: 1_000 }));
  await runtime.start(reactions);
  return runtime;
};

const order = { orderId: 'a', step: 1 };
const undeclared = { instanceOf: NotDeclared, code: 'choreography.not-declared' };

test('a service that declares what it says says nothing else, by whatever way', async (t) => {
  const redis = await redisFor(t);
  const shop = await opened(t, redis.url, 'shop', { says: [ShopOrderPlaced] });
  await shop.publish(ShopOrderPlaced, order);
  await t.throwsAsync(shop.publish(ShopOrderCancelled, order), {
    ...undeclared,
    message: /^shop does not declare ShopOrderCancelled; add it to `says`/,
  });
  await t.throwsAsync(shop.publishAll(ShopOrderCancelled, [order]), undeclared);
  await t.throwsAsync(shop.send(PostSendParcel, order), undeclared);
  t.throws(() => shop.compose(PostSendParcel, order), undeclared);
  await t.throwsAsync(shop.publish({ ...ShopOrderPlaced, version: 2 }, order), undeclared);
  await t.throwsAsync(shop.publish(StockOrderPacked, order), { instanceOf: NotTheOwner });
  t.is((await messagesOn(redis.client, 'events:{shop')).length, 1);
});

test('a reaction cannot say what is not declared either', async (t) => {
  const redis = await redisFor(t);
  const faults: unknown[] = [];
  await opened(t, redis.url, 'stock', { says: [StockOrderPacked] }, [
    on(ShopOrderPlaced, ({ data }, say) => {
      try {
        say.send(PostSendParcel, data);
      } catch (error) {
        faults.push(error);
      }
      say.publish(StockOrderPacked, data);
    }),
  ]);
  const shop = await opened(t, redis.url, 'shop');
  await shop.publish(ShopOrderPlaced, order);
  await until('it is packed', async () => (await messagesOn(redis.client, 'events:{stock')).length === 1);
  t.true(faults[0] instanceof NotDeclared);
  t.deepEqual(await messagesOn(redis.client, 'commands:'), []);
});

test('a service that declares what it asks asks nothing else', async (t) => {
  const redis = await redisFor(t);
  const stock = await opened(t, redis.url, 'stock', { asks: [] });
  await t.throwsAsync(stock.ask(ShopGetOrder, { orderId: 'a' }), {
    ...undeclared,
    message: /^stock does not declare ShopGetOrder; add it to `asks`/,
  });
  await t.notThrowsAsync(stock.publish(StockOrderPacked, order));
});

test('the topology tells what services declare, and who runs; a declaration stays when its service is gone', async (t) => {
  const redis = await redisFor(t);
  const shop = await opened(t, redis.url, 'shop', { says: [ShopOrderPlaced], instance: 'shop-1' });
  const declared = { says: [StockOrderPacked, PostSendParcel], asks: [ShopGetOrder] };
  const reactions = [on({ ...ShopOrderPlaced, version: 3 }, () => {})];
  const stock = await opened(t, redis.url, 'stock', { ...declared, instance: 'stock-1' }, reactions);
  await opened(t, redis.url, 'stock', { ...declared, instance: 'stock-2' }, reactions);
  await opened(t, redis.url, 'post', { says: [], instance: 'post-1' }, [on(PostSendParcel, () => {})]);
  await stock.announce('http://127.0.0.1:1');

  const told = async () =>
    (await shop.topology()).map(({ service, says, asks, reactsTo, instances }) => ({
      service,
      messages: [says, asks, reactsTo].map((list) => list.map(({ name, version }) => `${name} ${version}`)),
      instances: instances.map(({ instance, url, serving }) => [instance, url, serving]),
    }));
  const post = {
    service: 'post',
    messages: [[], [], ['PostSendParcel 1']],
    instances: [['post-1', undefined, false]],
  };
  const theShop = {
    service: 'shop',
    messages: [['ShopOrderPlaced 1'], [], []],
    instances: [['shop-1', undefined, false]],
  };
  const messages = [['StockOrderPacked 1', 'PostSendParcel 1'], ['ShopGetOrder 1'], ['ShopOrderPlaced 3']];
  const both = [
    ['stock-1', 'http://127.0.0.1:1', true],
    ['stock-2', undefined, false],
  ];
  t.deepEqual(await told(), [post, theShop, { service: 'stock', messages, instances: both }]);
  await stock.stop();
  t.deepEqual(await told(), [post, theShop, { service: 'stock', messages, instances: both.slice(1) }]);
});

test('a declared group keeps notifications; commands and requests are for their own service', async (t) => {
  const keptFor = new Map<string, readonly string[]>();
  const trimming = keepTrimming({
    keeping: {
      progress: async () => [],
      trim: async (stream, { groups }) => {
        keptFor.set(stream, groups);
        return { removed: 0, heldBackBy: [] };
      },
    },
    tuning: { ...defaultTuning, trimMs: 10 },
    observe: () => {},
    retention: { groups: ['stock'] },
    streams: () => ['events:{shop:0}', 'commands:{shop:0}', 'requests:{shop:0}'],
    visit: () => {},
  });
  await until('each stream had its turn', () => keptFor.size === 3);
  trimming.close();
  t.deepEqual(
    [...keptFor],
    [
      ['events:{shop:0}', ['stock']],
      ['commands:{shop:0}', []],
      ['requests:{shop:0}', []],
    ],
  );
});

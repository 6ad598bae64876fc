import { NotDeclared, type Notification, type Request } from '@obey/choreography';
import { startRedis } from '@obey/test-servers';
import test from 'ava';
import Type from 'typebox';
import { defineService, startService } from '../src/index.js';
import { issuer } from './support/signing.js';

const about = {
  owner: 'shop',
  version: 1,
  partitions: 1,
  subject: undefined,
  data: Type.Object({}),
} as const;
const notification = (name: string): Notification => ({
  ...about,
  name,
  kind: 'notification',
  type: `shop.${name}`,
  answer: undefined,
});
const ShopOpened = notification('ShopOpened');
const ShopClosed = notification('ShopClosed');
const ShopGetKeys: Request<typeof about.data> = {
  ...about,
  name: 'ShopGetKeys',
  kind: 'request',
  type: 'shop.get.keys',
  answer: Type.Object({}),
};
const ShopGetHours = { ...ShopGetKeys, name: 'ShopGetHours', type: 'shop.get.hours' };

test('a service says and asks what it declares, and the keys of tokens; all else is refused', async (t) => {
  const redis = await startRedis(t);
  const shop = await startService(
    defineService({
      name: 'shop',
      config: {},
      says: [ShopOpened],
      asks: [],
      tokens: { keys: ShopGetKeys, voided: () => {} },
      create: () => ({}),
    }),
    { REDIS_URL: redis.url, TOKEN_ISSUER: issuer, TOKEN_AUDIENCE: issuer },
    { log: 'silent' },
  );
  t.teardown(() => shop.stop());
  const { runtime } = shop;
  await t.notThrowsAsync(runtime.publish(ShopOpened, {}));
  await t.throwsAsync(runtime.publish(ShopClosed, {}), { instanceOf: NotDeclared });
  await t.throwsAsync(runtime.ask(ShopGetHours, {}), { instanceOf: NotDeclared });
  const [{ says, asks } = { says: [], asks: [] }] = await runtime.topology();
  t.deepEqual(
    says.map(({ name }) => name),
    ['ShopOpened'],
  );
  t.deepEqual(
    asks.map(({ name }) => name),
    ['ShopGetKeys'],
  );
});

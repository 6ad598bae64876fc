import { startRedis } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import Type from 'typebox';
import {
  defineService,
  type Environment,
  type Kit,
  type Method,
  type Request,
  route,
  startService,
} from '../../src/index.js';
import { startSlowMongo } from './slow-mongo.js';

const declared = {
  owner: 'shop',
  version: 1,
  partitions: 8,
  subject: 'id',
  data: Type.Object({ id: Type.String() }),
} as const;
export const ShopOrdered = {
  ...declared,
  kind: 'notification',
  name: 'ShopOrdered',
  type: 'shop.ordered',
  answer: undefined,
} as const;
/** Nobody answers it. */
export const StockGetShelf = {
  ...declared,
  owner: 'stock',
  kind: 'request',
  name: 'StockGetShelf',
  type: 'stock.get.shelf',
  answer: Type.Object({}),
} as const;

type ShopKit = Kit<Record<never, never>, true>;
type Handle = (kit: ShopKit, request: Request) => Promise<unknown>;

/** What became of handlers, also of those that nobody waited for any more: 'done', or the code of their error. */
export type Ends = string[];

/** A shop with a slow database, which does this at POST and GET /shop/orders; what is returned is answered in `told`. */
export const startSlowShop = async (t: ExecutionContext, handle: Handle, env: Environment = {}) => {
  const [redis, mongo] = await Promise.all([startRedis(t), startSlowMongo(t)]);
  const ends: Ends = [];
  const order = (kit: ShopKit, method: Method) =>
    route({
      method,
      path: '/shop/orders',
      summary: 'Orders',
      access: 'anyone',
      ...(method === 'POST' && { body: Type.Object({}), bodyMayBeMissing: true }),
      answers: { 200: Type.Object({ told: Type.Unknown() }) },
      handle: async (request) => {
        try {
          const told = await handle(kit, request);
          ends.push('done');
          return { status: 200, body: { told } };
        } catch (error) {
          ends.push(error instanceof Error && 'code' in error ? String(error.code) : String(error));
          throw error;
        }
      },
    });
  const shop = defineService({
    name: 'shop',
    config: {},
    mongo: true,
    create: (kit) => ({ routes: [order(kit, 'GET'), order(kit, 'POST')] }),
  });
  const running = await startService(
    shop,
    { REDIS_URL: redis.url, DRAIN_SECONDS: '1', ...mongo.env, ...env },
    { log: 'silent' },
  );
  t.teardown(() => running.stop());
  return { orders: `${running.url}/shop/orders`, mongo, redis, ends };
};

/** The header by which a client says how long it waits. */
export const within = (ms: number | string) => ({ 'X-Timeout-Ms': String(ms) });

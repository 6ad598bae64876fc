import { connectTo, startRedis, type TestRedis } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import type { Redis } from 'ioredis';
import Type, { type TSchema } from 'typebox';
import type { Contract, Kind } from '../src/index.js';
import { createRuntime, type Observation, type Row, type Runtime, type Tuning } from '../src/index.js';

const declared = <K extends Kind, D extends TSchema, A extends TSchema | undefined = undefined>(
  kind: K,
  name: string,
  data: D,
  answer: A,
): Contract<K, D, A> => {
  const words = name.split(/(?=[A-Z])/).map((word) => word.toLowerCase());
  const subject = 'orderId';
  return {
    name,
    kind,
    owner: words[0] ?? '',
    type: words.join('.'),
    version: 1,
    partitions: 8,
    subject,
    data,
    answer,
  };
};

const Order = Type.Object({ orderId: Type.String(), step: Type.Integer() });

export const ShopOrderPlaced = declared('notification', 'ShopOrderPlaced', Order, undefined);
export const ShopOrderCancelled = declared('notification', 'ShopOrderCancelled', Order, undefined);
export const StockOrderPacked = declared('notification', 'StockOrderPacked', Order, undefined);
export const ShopCancelOrder = declared('command', 'ShopCancelOrder', Order, undefined);
export const PostSendParcel = declared('command', 'PostSendParcel', Order, undefined);
export const ShopGetOrder = declared(
  'request',
  'ShopGetOrder',
  Type.Object({ orderId: Type.String() }),
  Order,
);

/** Short times, so that a test of a fault does not take as long as the fault. */
export const quick: Partial<Tuning> = {
  leaseMs: 1_500,
  renewMs: 300,
  marginMs: 300,
  heartbeatMs: 200,
  heartbeatTtlMs: 1_200,
  stableMs: 600,
  blockMs: 500,
  retryBaseMs: 10,
  retryMaxMs: 200,
  sweepMs: 100,
};

/** A Redis of its own for each test that asks. */
export const redisFor = async (t: ExecutionContext): Promise<TestRedis & { client: Redis }> => {
  const server = await startRedis(t);
  return { ...server, client: connectTo(t, server.url) };
};

export interface Member {
  readonly runtime: Runtime;
  readonly seen: Observation[];
}

/** A running instance of a service, stopped at the end of the test. */
export const join = async (
  t: ExecutionContext,
  redis: string,
  service: string,
  reactions: readonly Row[] = [],
  tuning: Partial<Tuning> = {},
): Promise<Member> => {
  const seen: Observation[] = [];
  const runtime = await createRuntime({
    service,
    redis,
    observe: (observation) => seen.push(observation),
    tuning: { ...quick, ...tuning },
  });
  t.teardown(() => runtime.stop({ drainMs: 1_000 }));
  await runtime.start(reactions);
  return { runtime, seen };
};

/** The entries of all partitions of a contract's stream, as messages. */
export const messagesOn = async (
  client: Redis,
  prefix: string,
): Promise<
  {
    id: string;
    type: string;
    data: { orderId: string; step: number };
    correlationid: string;
    causationid?: string;
  }[]
> => {
  const keys = (await client.keys(`${prefix}:*`)).sort();
  const streams = await Promise.all(keys.map((key) => client.xrange(key, '-', '+')));
  return streams.flat().map(([, fields]) => JSON.parse(fields[1] ?? 'null'));
};

/** How many entries wait, delivered and not acknowledged, for a group on all partitions. */
export const pendingOf = async (client: Redis, prefix: string, group: string): Promise<number> => {
  let pending = 0;
  for (const key of await client.keys(`${prefix}:*`)) {
    const summary: unknown = await client.call('XPENDING', key, group);
    pending += Array.isArray(summary) ? Number(summary[0]) : 0;
  }
  return pending;
};

import { connectTo, type Scope, startProxy, startRedis, until } from '@obey/test-servers';
import {
  createRuntime,
  type Observation,
  type Reaction,
  type Runtime,
  redisTransport,
  type Transport,
  type Tuning,
} from '../../src/index.js';
import type { Link } from '../../src/transport.js';
import { quick, ShopOrderPlaced } from '../shop.js';

/** One partition, so that there is one owner and one order of all entries. */
export const Placed = { ...ShopOrderPlaced, partitions: 1 };
export const placedStream = 'events:{shop:0}';
export const placedLease = `lease:${placedStream}:stock`;

/** Nothing ends by itself while a test holds it. */
export const patient = {
  leaseMs: 60_000,
  marginMs: 1_000,
  heartbeatTtlMs: 60_000,
  stableMs: 60_000,
  commandTimeoutMs: 30_000,
} satisfies Partial<Tuning>;

/** A Redis, a proxy before it, and a client that goes around the proxy. */
export const behindProxy = async (t: Scope) => {
  const redis = await startRedis(t);
  return { redis, proxy: await startProxy(t, redis), client: connectTo(t, redis.url) };
};

export interface Member {
  readonly runtime: Runtime;
  readonly seen: Observation[];
  /** The observations of one kind, so far. */
  saw<K extends Observation['kind']>(kind: K): (Observation & { kind: K })[];
}

interface MemberOptions {
  readonly service?: string;
  readonly instance?: string;
  readonly reactions?: readonly Reaction[];
  readonly tuning?: Partial<Tuning>;
}

/** A running instance, by default of the service `stock`; stopped at the end of the test. */
export const member = async (
  t: Scope,
  place: string | Transport,
  { service = 'stock', instance, reactions = [], tuning = {} }: MemberOptions = {},
): Promise<Member> => {
  const seen: Observation[] = [];
  const runtime = await createRuntime({
    service,
    ...(typeof place === 'string' ? { redis: place } : { transport: place }),
    ...(instance !== undefined && { instance }),
    observe: (observation) => seen.push(observation),
    tuning: { ...quick, ...tuning },
  });
  t.teardown(() => runtime.stop({ drainMs: 500 }));
  await runtime.start(reactions);
  const isOf =
    <K extends Observation['kind']>(kind: K) =>
    (one: Observation): one is Observation & { kind: K } =>
      one.kind === kind;
  return { runtime, seen, saw: (kind) => seen.filter(isOf(kind)) };
};

/** Resolves when the member owns so many partitions. */
export const owning = async ({ saw }: Member, count: number) =>
  until(
    `it owns ${count}`,
    () => saw('acquired').length - saw('released').length - saw('lost').length === count,
  );

/** Redis, with one instance's link to it changed. */
export const changed = (url: string, change: (link: Link) => Link | Promise<Link>): Transport => ({
  connect: async (options) => change(await redisTransport(url).connect(options)),
});

/** Something that is waited for until the test opens it. */
export const gate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
};

import { until } from '@obey/test-servers';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import test, { type ExecutionContext } from 'ava';
import {
  all,
  createRuntime,
  Fatal,
  type Observation,
  observeInto,
  on,
  type Progress,
  watchBacklog,
} from '../src/index.js';
import { join, quick, redisFor, ShopOrderCancelled, ShopOrderPlaced } from './shop.js';

/** A meter, and what it has measured since it was last asked, by name and attributes. */
const measuring = (t: ExecutionContext) => {
  const reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(AggregationTemporality.DELTA),
    exportIntervalMillis: 3_600_000,
  });
  const provider = new MeterProvider({ readers: [reader] });
  t.teardown(() => provider.shutdown());
  const measured = async () => {
    const { resourceMetrics, errors } = await reader.collect();
    const points = resourceMetrics.scopeMetrics.flatMap(({ metrics }) =>
      metrics.flatMap(({ descriptor, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => {
          const told = Object.entries(attributes).map(([name, of]) => `${name}=${of}`);
          return [[descriptor.name, ...told].join(' '), value] as const;
        }),
      ),
    );
    return { values: Object.fromEntries(points), errors };
  };
  return { meter: provider.getMeter('test'), measured };
};

const message = {
  id: 'm',
  source: 'shop',
  type: 'shop.order.placed',
  version: 1,
  subject: 'a',
  time: '2030-01-01T00:00:00.000Z',
  correlationId: 'c',
  data: {},
};

test('what happens is counted, and times are seconds', async (t) => {
  const { meter, measured } = measuring(t);
  const observe = observeInto(meter);
  const stream = 'events:{shop:0}';
  const error = new Error('It failed');
  const happened: Observation[] = [
    { kind: 'published', message },
    { kind: 'published', message },
    { kind: 'handled', message, attempt: 1, tookMs: 250, waitedMs: 1_500 },
    { kind: 'handled', message, attempt: 1, tookMs: 500, waitedMs: -20 },
    { kind: 'ignored', type: 'shop.order.lost' },
    { kind: 'retried', message, attempt: 1, inMs: 10, outage: true, error },
    { kind: 'dead', stream, entry: '1-0', message, attempts: 1, error },
    { kind: 'dead', stream, entry: '2-0', message: undefined, attempts: 0, error },
    { kind: 'acquired', stream, epoch: 1 },
    { kind: 'lost', stream, epoch: 1 },
    { kind: 'acquired', stream, epoch: 2 },
    { kind: 'released', stream, epoch: 2 },
    { kind: 'data-lost', what: 'a group was gone', certain: true, republished: 2 },
    { kind: 'trimmed', stream, entries: 3 },
  ];
  for (const observation of happened) observe(observation);
  const { values } = await measured();
  t.like(values, {
    'choreography.published type=shop.order.placed': 2,
    'choreography.handled type=shop.order.placed': 2,
    'choreography.ignored type=shop.order.lost': 1,
    'choreography.retried type=shop.order.placed outage=true': 1,
    'choreography.dead type=shop.order.placed': 1,
    'choreography.dead type=undecodable': 1,
    'choreography.lease.changes change=acquired': 2,
    'choreography.lease.changes change=released': 1,
    'choreography.lease.changes change=lost': 1,
    'choreography.data.lost certain=true': 1,
    'choreography.reaction.duration type=shop.order.placed': { count: 2, sum: 0.75 },
    'choreography.waiting.duration type=shop.order.placed': { count: 2, sum: 1.5 },
  });
  t.is(Object.keys(values).length, 12);
});

test('all observers hear of everything', async (t) => {
  const { meter, measured } = measuring(t);
  const redis = await redisFor(t);
  const seen: Observation[] = [];
  const observe = all((observation) => seen.push(observation), observeInto(meter));
  const shop = await createRuntime({ service: 'shop', redis: redis.url, observe, tuning: quick });
  t.teardown(() => shop.stop());
  await shop.start([
    on(ShopOrderPlaced, () => {}),
    on(ShopOrderCancelled, () => {
      throw new Fatal('It cannot be cancelled');
    }),
  ]);
  await shop.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await shop.publish(ShopOrderCancelled, { orderId: 'a', step: 2 });
  await until('one is handled and one is dead', () =>
    ['handled', 'dead'].every((kind) => seen.some((observation) => observation.kind === kind)),
  );
  t.like((await measured()).values, {
    'choreography.published type=shop.order.placed': 1,
    'choreography.handled type=shop.order.placed': 1,
    'choreography.dead type=shop.order.cancelled': 1,
    'choreography.lease.changes change=acquired': 8,
  });
});

test('a backlog is measured by stream: what is not read, what is not settled, and how old it is', async (t) => {
  const { meter, measured } = measuring(t);
  const redis = await redisFor(t);
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const stock = await join(t, redis.url, 'stock', [on(ShopOrderPlaced, () => finished)]);
  t.teardown(finish);
  const shop = await join(t, redis.url, 'shop');
  const end = watchBacklog(meter, stock.runtime);
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
  await until('it is pending', async () => {
    const { values } = await measured();
    return Object.keys(values).some((name) => name.startsWith('choreography.pending') && values[name] === 1);
  });
  const { values } = await measured();
  const behind = Object.keys(values).filter((name) => values[name] !== 0);
  t.deepEqual(
    behind.map((name) => name.replace(/\d/, '…')),
    ['choreography.pending stream=events:{shop:…}', 'choreography.oldest stream=events:{shop:…}'],
  );
  t.is(Object.keys(values).filter((name) => name.startsWith('choreography.lag')).length, 8);
  finish();
  await until('nothing is behind', async () =>
    Object.values((await measured()).values).every((value) => value === 0),
  );
  end();
  t.deepEqual((await measured()).values, {});
});

test('a lag that is unknown is left out, and so is a backlog that cannot be read', async (t) => {
  const { meter, measured } = measuring(t);
  const group = 'stock';
  const oldest = new Date(Date.now() - 5_000);
  let known: Promise<Progress[]> = Promise.resolve([
    { stream: 'events:{shop:0}', group, lag: undefined, pending: 3, oldest },
    { stream: 'events:{shop:1}', group, lag: 7, pending: 0, oldest: undefined },
  ]);
  watchBacklog(meter, { backlog: () => known });
  const { values } = await measured();
  t.like(values, {
    'choreography.pending stream=events:{shop:0}': 3,
    'choreography.lag stream=events:{shop:1}': 7,
    'choreography.pending stream=events:{shop:1}': 0,
    'choreography.oldest stream=events:{shop:1}': 0,
  });
  t.true(Number(values['choreography.oldest stream=events:{shop:0}']) >= 5);
  t.is(Object.keys(values).length, 5);
  known = Promise.reject(new Error('Redis is away'));
  const failed = await measured();
  t.deepEqual(failed.values, {});
  t.is(failed.errors.length, 1);
});

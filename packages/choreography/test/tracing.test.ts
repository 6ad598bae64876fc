import { until } from '@obey/test-servers';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import test from 'ava';
import { answer, Outage, on } from '../src/index.js';
import { join, PostSendParcel, redisFor, ShopGetOrder, ShopOrderPlaced, StockOrderPacked } from './shop.js';

const exporter = new InMemorySpanExporter();
trace.setGlobalTracerProvider(
  new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
);
propagation.setGlobalPropagator(new W3CTraceContextPropagator());
context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

const tracer = trace.getTracer('test');

/** The ended spans of one trace, as they began. */
const spansOf = (traceId: string) =>
  exporter
    .getFinishedSpans()
    .filter((span) => span.spanContext().traceId === traceId)
    .sort((a, b) => a.startTime[0] - b.startTime[0] || a.startTime[1] - b.startTime[1]);

const kindsAndParents = (traceId: string) => {
  const spans = spansOf(traceId);
  const names = new Map(spans.map((span) => [span.spanContext().spanId, span.name]));
  return spans
    .map(({ name, kind, parentSpanContext }) => {
      const parent = names.get(parentSpanContext?.spanId ?? '') ?? 'nothing';
      return `${SpanKind[kind]} ${name} in ${parent}`;
    })
    .sort();
};

const root = (traceId: string, flags = '01') => `00-${traceId}-00f067aa0ba902b7-${flags}`;

test('a flow over three services is one trace: who said a message is the parent of who reacts to it', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop', [
    answer(ShopGetOrder, ({ data: { orderId } }) => ({ orderId, step: 1 })),
  ]);
  const stock = await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, async ({ data: { orderId } }, say) => {
      const order = await stock.runtime.ask(ShopGetOrder, { orderId });
      await tracer.startActiveSpan('pack', async (span) => {
        say.publish(StockOrderPacked, order);
        span.end();
      });
      say.send(PostSendParcel, order);
    }),
  ]);
  await join(t, redis.url, 'post', [on(PostSendParcel, () => {}), on(StockOrderPacked, () => {})]);

  const placed = await tracer.startActiveSpan('request', async (span) => {
    const message = await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 });
    span.end();
    return message;
  });
  const traceId = placed.traceparent?.split('-')[1] ?? '';
  await until('all spans have ended', () => spansOf(traceId).length === 8);
  t.deepEqual(kindsAndParents(traceId), [
    'CLIENT ask shop.get.order in process shop.order.placed',
    'CONSUMER process post.send.parcel in process shop.order.placed',
    'CONSUMER process shop.get.order in ask shop.get.order',
    'CONSUMER process shop.order.placed in publish shop.order.placed',
    'CONSUMER process stock.order.packed in pack',
    'INTERNAL pack in process shop.order.placed',
    'INTERNAL request in nothing',
    'PRODUCER publish shop.order.placed in request',
  ]);
  const reacting = spansOf(traceId).find(({ name }) => name === 'process shop.order.placed');
  t.like(reacting?.attributes, {
    'messaging.system': 'redis',
    'messaging.operation.name': 'process',
    'messaging.operation.type': 'process',
    'messaging.consumer.group.name': 'stock',
    'messaging.message.id': placed.id,
    'messaging.message.conversation_id': placed.correlationId,
    'cloudevents.event_type': 'shop.order.placed',
    'cloudevents.event_source': 'shop',
    'choreography.attempt': 1,
  });
  t.regex(String(reacting?.attributes['messaging.destination.name']), /^events:\{shop:[0-7]\}$/);
  t.is(reacting?.status.code, SpanStatusCode.UNSET);
});

test('each try of a reaction is a span, and one that fails has the error', async (t) => {
  const redis = await redisFor(t);
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4711';
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, (_, { attempt }) => {
      if (attempt === 1) throw new TypeError('No such shelf');
      if (attempt === 2) throw new Outage('The lift');
    }),
  ]);
  const shop = await join(t, redis.url, 'shop');
  const cause = { correlationId: 'c', traceparent: root(traceId) };
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 }, { cause });
  await until('three tries and the publish have ended', () => spansOf(traceId).length === 4);
  const tries = spansOf(traceId).filter(({ kind }) => kind === SpanKind.CONSUMER);
  t.deepEqual(
    tries.map(({ attributes, status, events }) => [
      attributes['choreography.attempt'],
      attributes['error.type'],
      status.code,
      status.message,
      events.map(({ name, attributes }) => `${name} ${attributes?.['exception.message']}`),
    ]),
    [
      [1, 'TypeError', SpanStatusCode.ERROR, 'No such shelf', ['exception No such shelf']],
      [
        2,
        'choreography.outage',
        SpanStatusCode.ERROR,
        'The lift is away; this is tried again until it is back',
        ['exception The lift is away; this is tried again until it is back'],
      ],
      [3, undefined, SpanStatusCode.UNSET, undefined, []],
    ],
  );
});

test('a reaction that takes too long has an ended span with an error', async (t) => {
  const redis = await redisFor(t);
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4712';
  const slow = on(ShopOrderPlaced, (_, { attempt, signal }) =>
    attempt > 1
      ? undefined
      : new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve());
        }),
  );
  await join(t, redis.url, 'stock', [slow], { reactionTimeoutMs: 100 });
  const shop = await join(t, redis.url, 'shop');
  const cause = { correlationId: 'c', traceparent: root(traceId) };
  await shop.runtime.publish(ShopOrderPlaced, { orderId: 'a', step: 1 }, { cause });
  await until('two tries and the publish have ended', () => spansOf(traceId).length === 3);
  const [first] = spansOf(traceId).filter(({ kind }) => kind === SpanKind.CONSUMER);
  t.is(first?.status.message, 'The reaction to shop.order.placed took longer than 100 ms');
});

test('what is composed, and what is said many at a time, carries the active span', async (t) => {
  const redis = await redisFor(t);
  const shop = await join(t, redis.url, 'shop');
  await tracer.startActiveSpan('request', async (span) => {
    const { traceId, spanId } = span.spanContext();
    const cause = { correlationId: 'c', traceparent: root('4bf92f3577b34da6a3ce929d0e0e4713') };
    const composed = shop.runtime.compose(ShopOrderPlaced, { orderId: 'a', step: 1 }, { cause });
    t.is(composed.message.traceparent, `00-${traceId}-${spanId}-01`);
    t.is(composed.message.correlationId, 'c');

    const orders = ['a', 'b', 'c'].map((orderId) => ({ orderId, step: 1 }));
    const said = await shop.runtime.publishAll(ShopOrderPlaced, orders);
    const [publish] = spansOf(traceId);
    t.is(publish?.name, 'publish shop.order.placed');
    t.is(publish?.attributes['messaging.batch.message_count'], 3);
    const traceparent = `00-${traceId}-${publish?.spanContext().spanId}-01`;
    t.deepEqual(
      said.map((message) => message.traceparent),
      [traceparent, traceparent, traceparent],
    );
    span.end();
  });
});

test('what is not sampled stays so in all that follows; a traceparent that is none begins a trace', async (t) => {
  const redis = await redisFor(t);
  const heard = new Map<string, string | undefined>();
  await join(t, redis.url, 'stock', [
    on(ShopOrderPlaced, ({ data }, say) => say.publish(StockOrderPacked, data)),
  ]);
  await join(t, redis.url, 'post', [
    on(StockOrderPacked, ({ data: { orderId }, traceparent }) => {
      heard.set(orderId, traceparent);
    }),
  ]);
  const shop = await join(t, redis.url, 'shop');
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4714';
  const say = (orderId: string, traceparent: string) =>
    shop.runtime.publish(
      ShopOrderPlaced,
      { orderId, step: 1 },
      { cause: { correlationId: 'c', traceparent } },
    );
  await say('unsampled', root(traceId, '00'));
  const begun = await say('nonsense', 'nonsense');
  await until('both are packed', () => heard.size === 2);
  t.regex(heard.get('unsampled') ?? '', new RegExp(`^00-${traceId}-[0-9a-f]{16}-00$`));
  t.deepEqual(spansOf(traceId), []);
  t.regex(begun.traceparent ?? '', /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  t.is(heard.get('nonsense')?.split('-')[1], begun.traceparent?.split('-')[1]);
});

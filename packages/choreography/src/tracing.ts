import {
  type Context as Around,
  type Attributes,
  context,
  ProxyTracer,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { Contract, Kind } from './contract.js';
import type { Cause, Message, Outgoing } from './message.js';
import { streamKeyFor } from './names.js';
import type { Context } from './reaction.js';

// The API gives a proxy as long as no SDK is installed; then there is nothing to do, and next to nothing to pay.
const tracer = (): Tracer | undefined => {
  const found = trace.getTracer('@obey/choreography');
  return found instanceof ProxyTracer ? undefined : found;
};

const operations: Record<Kind, string> = { notification: 'publish', command: 'send', request: 'ask' };

/**
 * A policy: each run of a reaction is a CONSUMER span, `process <type>`, whose parent is the span in which the
 * message was said. What a reaction throws, a time-out among it, is recorded.
 */
export const traced =
  (group: string, contract: Contract) =>
  <C extends Context>(react: (message: Message, context: C) => unknown) =>
  (message: Message, run: C): unknown => {
    const tracing = tracer();
    if (!tracing) return react(message, run);
    const parent = propagation.extract(ROOT_CONTEXT, message, fromCause);
    const attributes = {
      ...attributesOf(contract, 'process', 'process'),
      ...attributesOfMessage(streamKeyFor(contract, message.subject), message),
      'messaging.consumer.group.name': group,
      'choreography.attempt': run.attempt,
    };
    const options = { kind: SpanKind.CONSUMER, attributes };
    const span = tracing.startSpan(`process ${contract.type}`, options, parent);
    return inside(span, parent, async () => react(message, run));
  };

/**
 * Says something inside a span: PRODUCER, `publish <type>` or `send <type>`; or CLIENT, `ask <type>`. Its parent
 * is the active span, else that of the cause. `work` describes what it says, once that is composed.
 */
export const telling = <T>(
  contract: Contract,
  cause: Cause | undefined,
  work: (describe: (said: readonly Outgoing[]) => void) => Promise<T>,
): Promise<T> => {
  const tracing = tracer();
  if (!tracing) return work(() => {});
  const active = context.active();
  const parent = trace.getSpan(active) || !cause ? active : propagation.extract(active, cause, fromCause);
  const operation = operations[contract.kind];
  const kind = contract.kind === 'request' ? SpanKind.CLIENT : SpanKind.PRODUCER;
  const options = { kind, attributes: attributesOf(contract, operation, 'send') };
  const span = tracing.startSpan(`${operation} ${contract.type}`, options, parent);
  return inside(span, parent, () =>
    work((said) => {
      const [first] = said;
      if (said.length === 1 && first) span.setAttributes(attributesOfMessage(first.stream, first.message));
      else span.setAttribute('messaging.batch.message_count', said.length);
    }),
  );
};

/** The W3C traceparent of the active span; undefined where there is none. */
export const activeTraceparent = (): string | undefined => {
  const active = context.active();
  if (!trace.getSpan(active)) return undefined;
  const carrier: { traceparent?: string } = {};
  propagation.inject(active, carrier, {
    set: (target, key, value) => {
      if (key === 'traceparent') target.traceparent = value;
    },
  });
  return carrier.traceparent;
};

const fromCause: TextMapGetter<Pick<Cause, 'traceparent'>> = {
  keys: () => ['traceparent'],
  get: ({ traceparent }, key) => (key === 'traceparent' ? traceparent : undefined),
};

const inside = async <T>(span: Span, around: Around, work: () => Promise<T>): Promise<T> => {
  try {
    return await context.with(trace.setSpan(around, span), work);
  } catch (error) {
    const known = error instanceof Error ? error : new Error(String(error));
    const code: unknown = 'code' in known ? known.code : undefined;
    span.recordException(known);
    span.setStatus({ code: SpanStatusCode.ERROR, message: known.message });
    span.setAttribute('error.type', typeof code === 'string' ? code : known.name);
    throw error;
  } finally {
    span.end();
  }
};

// The names are those of OpenTelemetry's semantic conventions for messaging and for CloudEvents. The subject is
// left out: it may be a person's address.
const attributesOf = ({ type }: Contract, name: string, operation: string): Attributes => ({
  'messaging.system': 'redis',
  'messaging.operation.name': name,
  'messaging.operation.type': operation,
  'cloudevents.event_type': type,
});

const attributesOfMessage = (stream: string, { id, source, correlationId }: Message): Attributes => ({
  'messaging.destination.name': stream,
  'messaging.message.id': id,
  'messaging.message.conversation_id': correlationId,
  'cloudevents.event_id': id,
  'cloudevents.event_source': source,
});

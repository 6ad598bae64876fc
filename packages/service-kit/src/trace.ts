import type { IncomingMessage } from 'node:http';
import { type Cause, newId } from '@obey/choreography';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import type { RequestDeadline } from './deadlines.js';

/** What is known of a request from its first byte on. */
export interface Trace {
  readonly cause: Cause;
  readonly log: Logger;
  /** Aborted when the client goes away, or when a stream is ended because the service stops. */
  readonly abort: AbortController;
  /** Of its route, if that has one. */
  deadline: RequestDeadline | undefined;
  /** The path of the route that serves it, with its `:names`. */
  route: string;
}

const traces = new WeakMap<IncomingMessage, Trace>();

const correlationForm = /^[A-Za-z0-9._-]{1,128}$/;
// W3C Trace Context, version 00; all-zero ids are invalid.
const traceparentForm = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The flow that a request belongs to: its own X-Correlation-Id if it has the form, else a new one. */
export const causeOf = (correlationId: string, traceparent: string): Cause => ({
  correlationId: correlationForm.test(correlationId) ? correlationId : newId(),
  ...(traceparentForm.test(traceparent) && { traceparent }),
});

/** Begins the trace of a request. */
export const beginTrace = (ctx: Context, log: Logger): Trace => {
  const cause = causeOf(ctx.get('x-correlation-id'), ctx.get('traceparent'));
  const trace: Trace = {
    cause,
    log: log.child({ correlationId: cause.correlationId }),
    abort: new AbortController(),
    deadline: undefined,
    route: 'none',
  };
  traces.set(ctx.req, trace);
  return trace;
};

/** The trace of a request that the kit's app serves. */
export const traceOf = (ctx: Context): Trace => {
  const trace = traces.get(ctx.req);
  if (trace === undefined) throw new TypeError('This request is not served by an app of the service kit');
  return trace;
};

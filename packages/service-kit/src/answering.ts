import type { IncomingMessage } from 'node:http';
import type { Context, Middleware, Next } from 'koa';
import type { Logger } from 'pino';
import type { HttpMetrics } from './metrics.js';
import { problemOf } from './problem.js';
import { beginTrace, traceOf } from './trace.js';

interface Deps {
  readonly log: Logger;
  readonly http: HttpMetrics;
  readonly stopping: () => boolean;
}

const quiet = /^\/(health\/|metrics$)/;

/** The outermost layer: correlation id in and out, one log line and one measure for each request. */
export const tracing =
  ({ log, http, stopping }: Deps): Middleware =>
  async (ctx, next) => {
    const startedAt = performance.now();
    const trace = beginTrace(ctx, log);
    ctx.set('X-Correlation-Id', trace.cause.correlationId);
    ctx.res.once('close', () => {
      const complete = ctx.res.writableFinished;
      if (!complete) {
        trace.abort.abort();
        trace.deadline?.leave();
      }
      const tookMs = performance.now() - startedAt;
      const { method, path, status } = ctx;
      http.requests.inc({ method: knownMethod(method), route: trace.route, status: complete ? status : 499 });
      http.seconds.observe({ method: knownMethod(method), route: trace.route }, tookMs / 1_000);
      const line = { method, path, status, tookMs: Math.round(tookMs * 10) / 10, complete };
      if (quiet.test(path)) trace.log.debug(line, 'request');
      else trace.log.info(line, 'request');
    });
    await next();
    if (stopping()) ctx.set('Connection', 'close');
    // What is left of a body that was refused is read and dropped, or it would be taken for the next request on
    // its connection; one that is larger than that is worth ends the connection.
    if (ctx.status >= 400 && hasRest(ctx.req)) {
      if (!(lengthOf(ctx.req) <= MOST_DROPPED)) ctx.set('Connection', 'close');
      ctx.req.resume();
    }
    // Koa sends the header with the first byte of the body, and an event stream may be silent for long.
    if (ctx.response.is('text/event-stream')) ctx.flushHeaders();
  };

const labels = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

const MOST_DROPPED = 16 * 1024 * 1024;

const hasRest = ({ complete, headers }: IncomingMessage) =>
  !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);

/** NaN where it is not known before its end. */
const lengthOf = ({ headers }: IncomingMessage) => Number(headers['content-length'] ?? Number.NaN);

// Methods are free text; as labels they must stay few.
const knownMethod = (method: string) => (labels.has(method) ? method : 'other');

/** Answers whatever was thrown as a problem; the log gets what the answer hides. */
export const answerProblems = async (ctx: Context, next: Next): Promise<void> => {
  try {
    await next();
  } catch (thrown) {
    const { cause, log, abort } = traceOf(ctx);
    const { problem, headers, fault } = problemOf(thrown, cause.correlationId);
    // Whatever breaks once the client is gone breaks because it is gone.
    if (abort.signal.aborted) log.debug({ err: thrown, path: ctx.path }, 'A client went away');
    else if (fault === 'broken') log.error({ err: thrown, path: ctx.path }, 'A request failed');
    else if (fault === 'outage') log.warn({ err: thrown, path: ctx.path }, 'A request met an outage');
    ctx.body = JSON.stringify(problem);
    ctx.status = problem.status;
    ctx.set(headers);
    ctx.type = 'application/problem+json';
  }
};

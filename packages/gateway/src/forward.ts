import { Refusal, refuse } from '@obey/service-kit';
import type { Context, Middleware } from 'koa';
import type { Logger } from 'pino';
import type { Dispatcher } from 'undici';
import { choose } from './balance.js';
import { type Body, readBody } from './body.js';
import type { Discovery, Upstream } from './discovery.js';
import { toClient, toService } from './headers.js';
import { type Failure, failureOf, mayRetry } from './retry.js';

interface ForwardDeps {
  readonly discovery: Discovery;
  /** Services that should be there: 503, and not 404, as long as they were never seen. */
  readonly expected: ReadonlySet<string>;
  readonly log: Logger;
}

/** An instance that failed is passed over for this long. */
const restMs = 2_000;
/** Health and metrics are for those who run the forum, not for its users. */
const internal = /^\/[^/]+\/(?:health|metrics)(?:\/|$)/;

/** Passes a request to an instance of the service that its path begins with, and the answer back, unbuffered. */
export const forward = ({ discovery, expected, log }: ForwardDeps): Middleware => {
  const send = async (ctx: Context, upstream: Upstream, body: Body, signal: AbortSignal) => {
    const method = methodOf(ctx.method);
    upstream.inFlight += 1;
    const done = () => {
      upstream.inFlight -= 1;
    };
    try {
      const answer = await upstream.pool.request({
        path: ctx.req.url ?? '/',
        method,
        headers: toService(ctx.req.headers, {
          address: ctx.req.socket.remoteAddress ?? '',
          host: ctx.host,
          protocol: ctx.protocol,
          correlationId: ctx.response.get('X-Correlation-Id'),
        }),
        body: body.kind === 'none' ? null : body.kind === 'kept' ? body.bytes : body.stream,
        signal,
      });
      answer.body.once('close', done);
      return answer;
    } catch (error) {
      done();
      throw error;
    }
  };

  const untilAnswered = async (ctx: Context, service: string, body: Body, signal: AbortSignal) => {
    const tried = new Set<Upstream>();
    for (;;) {
      const left = (discovery.of(service) ?? []).filter((upstream) => !tried.has(upstream));
      const upstream = choose(left, performance.now());
      if (!upstream) return refuseAbsent(service);
      tried.add(upstream);
      try {
        return await send(ctx, upstream, body, signal);
      } catch (error) {
        if (signal.aborted || error instanceof Refusal) throw error;
        const failure = failureOf(error);
        if (failure === 'never connected' || failure === 'broken')
          upstream.failingUntil = performance.now() + restMs;
        log.warn(
          { err: error, service, instance: upstream.instance },
          `passing a request on failed: ${failure}`,
        );
        const retried = mayRetry(failure, ctx.method, body, ctx.get('Idempotency-Key') !== '');
        if (!retried || left.length === 1) refuseFailed(service, failure, error);
      }
    }
  };

  return async (ctx) => {
    const [, service = ''] = ctx.path.split('/');
    if ((!expected.has(service) && !discovery.of(service)) || internal.test(ctx.path))
      refuse(
        'not-found',
        'gateway.no-such-service',
        `There is nothing at ${ctx.path}; GET / lists what there is`,
      );
    // The service has compressed what should be, or has a reason not to.
    ctx.compress = false;
    const gone = new AbortController();
    ctx.res.once('close', () => gone.abort());
    const answer = await untilAnswered(ctx, service, await readBody(ctx.req), gone.signal);
    answer.body.on('error', (error: unknown) => {
      if (!gone.signal.aborted) log.warn({ err: error, service }, 'an answer broke off');
      ctx.res.destroy();
    });
    ctx.status = answer.statusCode;
    for (const [name, value] of Object.entries(toClient(answer.headers))) ctx.set(name, value);
    // Answered before its body was sent: what is left of it must not be taken for the next request.
    if (!ctx.req.complete) ctx.set('Connection', 'close');
    if (answer.headers['content-length'] === undefined) ctx.flushHeaders();
    ctx.body = answer.body;
  };
};

const methodOf = (method: string): Dispatcher.HttpMethod => {
  const known: readonly Dispatcher.HttpMethod[] = [
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
  ];
  const same = known.find((one) => one === method);
  return same ?? refuse('method-not-allowed', 'gateway.method-not-allowed', `${method} is not passed on`);
};

const refuseAbsent = (service: string): never =>
  refuse('unavailable', 'gateway.service-away', `No instance of ${service} is there; try again in a moment`, {
    retryAfterSeconds: 1,
  });

const refuseFailed = (service: string, failure: Failure, cause: unknown): never => {
  if (failure === 'never connected') return refuseAbsent(service);
  if (failure === 'too slow')
    return refuse(
      'gateway-timeout',
      'gateway.too-slow',
      `${service} did not answer in time; it may still act`,
      { cause },
    );
  return refuse(
    'bad-gateway',
    'gateway.broken',
    `${service} broke off before it answered; it may have acted`,
    { cause },
  );
};

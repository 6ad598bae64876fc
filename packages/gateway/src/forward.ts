import { Refusal, timeoutOf } from '@obey/service-kit';
import type { Logger } from 'pino';
import { answerWith, isEventStream } from './answers.js';
import { choose } from './balance.js';
import { type Body, ClientGone, readBody } from './body.js';
import type { Circuit } from './circuit.js';
import { DeadlineOver } from './deadlines.js';
import type { Discovery } from './discovery.js';
import { type Exchange, exchange } from './exchange.js';
import { toService } from './headers.js';
import type { Metrics } from './metrics.js';
import type { Pacing } from './pacing.js';
import type { Passing } from './passing.js';
import { refuseAbsent, refuseBusy, refuseFailed, refuseOpen, refuseUpload } from './refusals.js';
import { type Failure, failureOf, isRepeatable, mayRetry, type RetryBudget } from './retry.js';
import type { Shares } from './shares.js';
import { answered, begun, failed, undecided } from './standing.js';
import type { Streams } from './streams.js';
import { mostInFlight, type Upstream } from './upstream.js';

interface ForwardDeps {
  readonly discovery: Pick<Discovery, 'of'>;
  /** How a service does, and what it may be asked again. */
  readonly ofService: (service: string) => { readonly circuit: Circuit; readonly budget: RetryBudget };
  readonly streams: Streams;
  readonly pacing: Pacing;
  /** Bodies that are streamed. */
  readonly uploads: Shares;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Until an answer must begin. */
  readonly timeoutMs: number;
  readonly bodyBytes: number;
}

/** A request under way: what it waits for can be given up. */
interface Attempts {
  current: Exchange | undefined;
  /** Why all is given up. */
  ended: Error | undefined;
  readonly until: number;
  /** Whether the answer may be an event stream, which needs a connection of its own for as long as somebody listens. */
  mayLast: boolean;
  deadline: NodeJS.Timeout | undefined;
  /** Its answer has begun, maybe before its body was sent whole. */
  answering: boolean;
  /** From here on its answer is waited for. */
  readonly sent: () => void;
}

/** The answer is an event stream, and came by one of the few connections for answers that end: it is asked for again, by another. */
class EventsUnasked extends Error {
  readonly code = 'gateway.events-unasked';

  constructor() {
    super('An event stream came where none was expected');
    this.name = 'EventsUnasked';
  }
}

/**
 * Passes a request to an instance of its service, and the answer back, unbuffered. Resolves when the answer has begun; rejects with a
 * `Refusal` where there is none, and with `ClientGone`.
 */
export const createForward = (deps: ForwardDeps) => {
  const { discovery, ofService, streams, pacing, uploads, metrics, log, timeoutMs, bodyBytes } = deps;

  const attempt = (passing: Passing, upstream: Upstream, body: Body, attempts: Attempts): Exchange => {
    const { request, response, method, target } = passing;
    const leftMs = Math.max(1, Math.ceil(attempts.until - performance.now()));
    upstream.standing = begun(upstream.standing);
    upstream.inFlight += 1;
    let counted = true;
    const leave = () => {
      if (counted) upstream.inFlight -= 1;
      counted = false;
    };
    const asking = {
      path: `${target.path}${target.query}`,
      method,
      headers: toService(request, { ...passing, timeoutMs: leftMs }),
      body: bodyOf(body, attempts.sent),
    };
    const one = exchange(
      attempts.mayLast ? upstream.streams : upstream.pool,
      asking,
      (status, headers, controller) => {
        upstream.standing = answered(upstream.standing);
        // What acts is not asked twice.
        const repeatable = isRepeatable(method, false) && body.kind === 'none';
        if (isEventStream(headers) && !attempts.mayLast && repeatable) throw new EventsUnasked();
        clearTimeout(attempts.deadline);
        attempts.answering = true;
        if (isEventStream(headers)) leave();
        const paced = pacing(controller, response, passing.client.address);
        const sink = answerWith(passing, { status, headers }, { controller: paced, streams });
        return {
          data: sink.data,
          end: () => {
            leave();
            sink.end();
          },
          broke: (error) => {
            leave();
            if (!response.destroyed && !response.writableEnded)
              log.warn(
                { err: error, service: target.service, instance: upstream.instance },
                'An answer broke off',
              );
            sink.broke(error);
          },
        };
      },
    );
    one.begun.catch(leave);
    return one;
  };

  const untilAnswered = async (passing: Passing, body: Body, attempts: Attempts, budget: RetryBudget) => {
    const { method, request } = passing;
    const { service } = passing.target;
    const repeatable = isRepeatable(method, request.headers['idempotency-key'] !== undefined);
    const tried = new Set<Upstream>();
    for (let repeated = 0; ; ) {
      const left =
        tried.size === 0 ? discovery.of(service) : discovery.of(service)?.filter((one) => !tried.has(one));
      const upstream = choose(left ?? [], performance.now());
      if (!upstream) return refuseAbsent(service);
      if (upstream.inFlight >= mostInFlight) return refuseBusy(service);
      tried.add(upstream);
      passing.instance = upstream.instance;
      try {
        attempts.current = attempt(passing, upstream, body, attempts);
        return await attempts.current.begun;
      } catch (error) {
        if (body.kind === 'stream' && body.fault) throw settled(upstream, body.fault);
        if (attempts.ended instanceof ClientGone) throw settled(upstream, attempts.ended);
        if (error instanceof EventsUnasked) {
          attempts.mayLast = true;
          tried.delete(upstream);
          continue;
        }
        const failure = failureOf(error);
        const blamed = isBlamed(failure, attempts.ended, body);
        upstream.standing = blamed
          ? failed(upstream.standing, failure === 'never connected', performance.now())
          : undecided(upstream.standing);
        if (blamed) metrics.failed(service, failure);
        log[blamed ? 'warn' : 'debug'](
          { err: error, service, instance: upstream.instance },
          `Passing a request on failed: ${failure}`,
        );
        const again = (left?.length ?? 0) > 1 && !attempts.ended;
        if (!again || !mayRetry(failure, { repeatable, body, repeated }, budget.spend))
          return refuseFailed(service, failure, blamed ? error : undefined);
        if (failure !== 'never connected') repeated += 1;
        metrics.retried(service);
      }
    }
  };

  return async (passing: Passing): Promise<void> => {
    const { request, response, target } = passing;
    const reading = readBody(request, bodyBytes);
    const body = reading instanceof Promise ? await reading : reading;
    if (body.kind === 'stream')
      response.once('close', uploads.take(passing.client.address) ?? refuseUpload());
    const { circuit, budget } = ofService(target.service);
    const waitMs = circuit.waitMs(performance.now());
    if (waitMs > 0) return refuseOpen(target.service, waitMs);
    budget.earn();
    const ms = timeoutOf(request.headers['x-timeout-ms'], timeoutMs);
    const giveUp = (reason: Error) => {
      attempts.ended = reason;
      attempts.current?.abort(reason);
    };
    const attempts: Attempts = {
      current: undefined,
      ended: undefined,
      until: performance.now() + ms,
      mayLast: request.headers.accept?.includes('text/event-stream') === true,
      deadline: undefined,
      answering: false,
      sent: () => {
        if (attempts.answering) return;
        attempts.deadline = setTimeout(() => giveUp(new DeadlineOver(ms, timeoutMs)), ms);
      },
    };
    response.once('close', () => {
      clearTimeout(attempts.deadline);
      if (!response.writableFinished) giveUp(new ClientGone());
    });
    if (body.kind !== 'stream') attempts.sent();
    try {
      await untilAnswered(passing, body, attempts, budget);
      circuit.answered();
    } catch (error) {
      // Only what an instance was asked for in vain has a cause.
      if (error instanceof Refusal && error.cause !== undefined) circuit.failed(performance.now());
      else circuit.undecided();
      throw error;
    } finally {
      clearTimeout(attempts.deadline);
    }
  };
};

export type Forward = ReturnType<typeof createForward>;

/** What is sent of a body: nothing, the whole, or a stream that is read as fast as it is taken. */
const bodyOf = (body: Body, sent: () => void) => {
  switch (body.kind) {
    case 'none':
      return null;
    case 'kept':
      return body.bytes;
    case 'stream':
      return body.open(sent);
  }
};

/**
 * Whether a failure says how an instance does. What a client brings about at will does not: an answer that it wants sooner than one must be
 * there, or a large body that is refused before it was read, whose answer can be lost with its connection.
 */
const isBlamed = (failure: Failure, ended: Error | undefined, body: Body): boolean => {
  if (ended instanceof DeadlineOver) return !ended.impatient;
  return failure !== 'broken' || body.kind !== 'stream' || !body.begun;
};

/** The instance is not to blame for what came between. */
const settled = <E extends Error>(upstream: Upstream, error: E): E => {
  upstream.standing = undecided(upstream.standing);
  return error;
};

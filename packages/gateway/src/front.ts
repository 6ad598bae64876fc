import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { causeOf, refuse, type User } from '@obey/service-kit';
import type { Logger } from 'pino';
import { createAnswerHeaders, strictTransport } from './answer-headers.js';
import { ClientGone } from './body.js';
import { isGivenUp, markAnswering } from './client-errors.js';
import type { Client, Clients } from './clients.js';
import { type Cors, isPreflight, originAllowed, preflightAnswer } from './cors.js';
import type { EdgeTokens } from './edge-tokens.js';
import type { Forward } from './forward.js';
import { framingFault } from './framing.js';
import type { Limits } from './limits.js';
import type { Metrics } from './metrics.js';
import { isPassedOn, type Passing } from './passing.js';
import { answerProblem } from './problems.js';
import { isInternal, readTarget, type Target } from './targets.js';
import { inTurn } from './turns.js';

interface FrontDeps {
  readonly clients: Clients;
  readonly cors: Cors;
  readonly limits: Limits;
  readonly tokens: EdgeTokens;
  /** Where a bad token is not looked at. */
  readonly takesAnyToken: (path: string) => boolean;
  /** Whether there is such a service, or should be. */
  readonly isService: (name: string) => boolean;
  readonly forward: Forward;
  readonly metrics: Metrics;
  readonly stopping: () => boolean;
  readonly log: Logger;
}

/** What is known of a request as soon as it is here. */
interface Arrived {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly client: Client;
  readonly correlationId: string;
  readonly at: number;
}

/**
 * Stands before Koa: refuses what must go no further, and passes on what is for a service; what is neither is Koa's, and the
 * gateway's own. In this order: is the request one (400), may the page ask (CORS), who is it (401), how often (429).
 */
export const createFront = (deps: FrontDeps) => {
  const { clients, cors, limits, tokens, takesAnyToken, isService, forward, metrics, stopping, log } = deps;

  // The line of a request has nothing to hide: looking through it for what has costs more than writing it.
  const requests = log.child({}, { redact: [] });

  const headersOf = ({ request, client, correlationId }: Arrived, said: readonly string[]) => {
    const { origin } = request.headers;
    const about = { correlationId, protocol: client.protocol, origin, limits: said, last: stopping };
    return createAnswerHeaders(about, cors);
  };

  const fail = (arrived: Arrived, thrown: unknown, said: readonly string[]): void => {
    const { request, response, correlationId } = arrived;
    const about = { correlationId, path: request.url };
    if (thrown instanceof ClientGone) log.debug({ err: thrown, ...about }, 'A client went away');
    if (thrown instanceof ClientGone || response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const { code, fault } = answerProblem(arrived, {
      thrown,
      correlationId,
      headers: headersOf(arrived, said),
    });
    metrics.refused(code);
    if (fault === 'broken') log.error({ err: thrown, ...about }, 'A request failed');
    else log.debug({ code, ...about }, 'A request was refused');
  };

  const targetOf = (request: IncomingMessage): Target => {
    const fault = framingFault(request);
    if (fault !== undefined) refuse('malformed', 'gateway.malformed', `The request cannot be read: ${fault}`);
    const detail = 'What is asked for is no path, or could be taken for several';
    return readTarget(request.url ?? '') ?? refuse('malformed', 'gateway.no-path', detail);
  };

  const preflight = (arrived: Arrived): void => {
    const { request, response } = arrived;
    const detail = 'Pages of this origin may not ask here; CORS_ORIGINS of the gateway lists those that may';
    if (!originAllowed(cors, request.headers.origin))
      refuse('forbidden', 'gateway.origin-not-allowed', detail);
    response.writeHead(204, [...headersOf(arrived, []).done(), ...preflightAnswer]).end();
  };

  const userOf = (
    request: IncomingMessage,
    { path }: Target,
  ): User | undefined | Promise<User | undefined> => {
    const { authorization = '' } = request.headers;
    return authorization === '' || takesAnyToken(path) ? undefined : tokens(authorization);
  };

  const admitted = async (arrived: Arrived, target: Target): Promise<readonly string[]> => {
    const { request, client } = arrived;
    // Whoever watches over the forum must not be turned away, and its answer is kept for a while.
    if (target.path === '/health') return [];
    const about = { method: request.method ?? '', path: target.path, address: client.address };
    const checking = userOf(request, target);
    let user: User | undefined;
    try {
      user = checking instanceof Promise ? await checking : checking;
    } catch (error) {
      // Guessing tokens counts as asking does.
      await limits.admit({ ...about, user: undefined });
      throw error;
    }
    return limits.admit({ ...about, user });
  };

  const record = ({ response, correlationId, at }: Arrived, passing: Passing): void => {
    response.once('close', () => {
      const complete = response.writableFinished;
      const tookMs = performance.now() - at;
      const { method, instance, target } = passing;
      const status = complete ? response.statusCode : 499;
      metrics.answered(target.service, method, status, tookMs / 1_000);
      const line = {
        correlationId,
        method,
        path: target.path,
        status,
        tookMs: Math.round(tookMs * 10) / 10,
        instance,
      };
      requests.info(line, 'request');
    });
  };

  const toKoa = (
    koa: RequestListener,
    arrived: Arrived,
    { path, query }: Target,
    said: readonly string[],
  ) => {
    const { request, response } = arrived;
    request.url = `${path}${query}`;
    request.headers['x-correlation-id'] = arrived.correlationId;
    const { origin } = request.headers;
    const allowed = originAllowed(cors, origin)
      ? ['access-control-allow-origin', origin, ...cors.exposed]
      : [];
    const secured = arrived.client.protocol === 'https' ? strictTransport : [];
    const list = [...said, ...allowed, ...secured];
    for (let at = 0; at + 1 < list.length; at += 2) response.setHeader(list[at] ?? '', list[at + 1] ?? '');
    if (cors.origins.size > 0) response.appendHeader('Vary', 'Origin');
    koa(request, response);
  };

  const serve = async (arrived: Arrived, koa: RequestListener): Promise<void> => {
    const { request, response, client, correlationId } = arrived;
    let said: readonly string[] = [];
    try {
      const target = targetOf(request);
      if (isPreflight(request.method, request.headers)) return preflight(arrived);
      said = await admitted(arrived, target);
      if (isInternal(target.path) || !isService(target.service)) return toKoa(koa, arrived, target, said);
      const { method } = request;
      if (!isPassedOn(method))
        return refuse('method-not-allowed', 'gateway.method-not-allowed', `${method} is not passed on`);
      const headers = headersOf(arrived, said);
      const passing: Passing = {
        ...{ request, response, method, target, correlationId, headers },
        client: target.authority === undefined ? client : { ...client, host: target.authority },
      };
      record(arrived, passing);
      await forward(passing);
    } catch (error) {
      fail(arrived, error, said);
    }
  };

  return (koa: RequestListener): RequestListener =>
    inTurn((request, response) => {
      if (isGivenUp(request.socket)) return;
      const { correlationId } = causeOf(textOf(request.headers['x-correlation-id']), '');
      const arrived = { request, response, client: clients(request), correlationId, at: performance.now() };
      markAnswering(response);
      void serve(arrived, koa);
    });
};

const textOf = (value: string | string[] | undefined) => (typeof value === 'string' ? value : '');

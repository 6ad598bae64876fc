import { Readable } from 'node:stream';
import Router from '@koa/router';
import Koa, { type Context, type Middleware } from 'koa';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import type { Logger } from 'pino';
import { contentTypeOf } from './answer.js';
import { readBody } from './body.js';
import type { Metrics } from './metrics.js';
import { openApi } from './openapi.js';
import { problemOf } from './problem.js';
import { refuse } from './refusal.js';
import type { Route } from './route.js';
import type { Streams } from './streams.js';
import type { TokenCheck } from './tokens.js';
import { beginTrace, traceOf } from './trace.js';

interface AppDeps {
  readonly name: string;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly routes: readonly Route[];
  readonly middleware: Middleware | undefined;
  readonly checkToken: TokenCheck | undefined;
  /** Routes of the kit's own that stand beside those of the service: health, metrics. */
  readonly internal: Middleware | undefined;
  readonly streams: Streams;
}

/** The HTTP side of a service: its routes, checked and documented, and every error as a problem. */
export const createApp = (deps: AppDeps): Koa => {
  const { name, log, metrics, routes, middleware, internal } = deps;
  const app = new Koa();
  app.use(traced(log, metrics));
  app.use(problems);
  app.use(helmet());
  app.use(
    compress({
      filter: (type) => !/event-stream/.test(type) && /json|text|javascript|xml/.test(type),
      br: { params: {} },
    }),
  );
  if (internal) app.use(internal);
  const router = new Router();
  const document = JSON.stringify(openApi(name, routes));
  router.get(`/${name}/openapi.json`, (ctx) => {
    ctx.type = 'application/json';
    ctx.body = document;
  });
  for (const route of routes) router.register(route.path, [route.method.toLowerCase()], serve(route, deps));
  app.use(router.routes());
  app.use(methodsOf(router));
  if (middleware) app.use(middleware);
  app.use((ctx) => refuse('not-found', 'request.no-such-route', `There is nothing at ${ctx.path}`));
  app.on('error', (error: unknown) => log.debug({ err: error }, 'a connection broke off'));
  return app;
};

const traced =
  (log: Logger, { requests }: Metrics): Middleware =>
  async (ctx, next) => {
    const trace = beginTrace(ctx, log);
    const startedAt = performance.now();
    ctx.set('X-Correlation-Id', trace.cause.correlationId);
    ctx.res.once('close', () => {
      trace.abort.abort();
      const tookMs = performance.now() - startedAt;
      requests.observe({ method: ctx.method, route: trace.route, status: ctx.status }, tookMs / 1_000);
      trace.log.debug({ method: ctx.method, path: ctx.path, status: ctx.status, tookMs }, 'request');
    });
    await next();
  };

const problems: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    const { log, cause } = traceOf(ctx);
    const { problem, headers, fault } = problemOf(error, cause.correlationId);
    if (fault === 'broken') log.error({ err: error, method: ctx.method, path: ctx.path }, 'a request failed');
    if (fault === 'outage') log.warn({ err: error, method: ctx.method, path: ctx.path }, 'something is away');
    if (ctx.headerSent) {
      ctx.res.destroy();
      return;
    }
    ctx.status = problem.status;
    ctx.set({ ...headers, 'Cache-Control': 'no-store' });
    ctx.body = JSON.stringify(problem);
    ctx.type = 'application/problem+json';
  }
};

const serve =
  (route: Route, { checkToken, streams }: AppDeps): Middleware =>
  async (ctx) => {
    const trace = traceOf(ctx);
    trace.route = route.path;
    const user = await checkToken?.(ctx.get('Authorization'));
    const answer = await route.serve({
      params: ctx.params,
      query: { ...ctx.query },
      body: route.body === undefined ? undefined : await readBody(ctx),
      user,
      cause: trace.cause,
      idempotencyKey: route.idempotent ? idempotencyKeyOf(ctx) : undefined,
      log: trace.log,
      signal: trace.abort.signal,
      ctx,
    });
    ctx.status = answer.status;
    if (answer.headers) ctx.set({ ...answer.headers });
    const schema = route.answers[answer.status];
    const type = schema === undefined ? undefined : contentTypeOf(schema);
    if (type === undefined) {
      ctx.body = answer.body;
      return;
    }
    ctx.type = answer.type ?? type;
    ctx.body = answer.body instanceof Readable ? streams.carry(answer.body, trace.abort) : answer.body;
    if (answer.body instanceof Readable) ctx.flushHeaders();
  };

const idempotencyKeyOf = (ctx: Context): string | undefined => {
  const key = ctx.get('Idempotency-Key');
  if (key === '') return undefined;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  return refuse(
    'invalid',
    'request.invalid',
    'The Idempotency-Key must be 1 to 255 visible ASCII characters',
    {
      errors: [
        { in: 'header', pointer: '/Idempotency-Key', detail: 'must be 1 to 255 visible ASCII characters' },
      ],
    },
  );
};

/** What has routes, but none for this method, says which it has. */
const methodsOf = (router: Router): Middleware => {
  const byMethod = (ctx: Context) =>
    router.stack.filter((layer) => layer.match(ctx.path)).flatMap((layer) => layer.methods);
  return async (ctx, next) => {
    const methods = [...new Set(byMethod(ctx))];
    if (methods.length === 0) return next();
    const allow = [...methods, 'OPTIONS'].join(', ');
    if (ctx.method === 'OPTIONS') {
      ctx.status = 204;
      ctx.set('Allow', allow);
      return;
    }
    refuse('method-not-allowed', 'request.method-not-allowed', `${ctx.path} has ${allow}`, {
      headers: { Allow: allow },
    });
  };
};

import Router from '@koa/router';
import Koa, { type Middleware } from 'koa';
import compress from 'koa-compress';
import helmet from 'koa-helmet';
import type { Logger } from 'pino';
import { answerProblems, tracing } from './answering.js';
import type { Guard } from './guard.js';
import type { HttpMetrics } from './metrics.js';
import { refuse } from './refusal.js';
import type { Route } from './route.js';
import { serveRoute } from './serve.js';
import type { Streams } from './streams.js';
import type { TokenCheck } from './tokens.js';

interface Deps {
  readonly routes: readonly Route[];
  /** Run before the routes, and after them. */
  readonly before: readonly Middleware[];
  readonly after: readonly Middleware[];
  readonly checkToken: TokenCheck | undefined;
  readonly streams: Streams;
  readonly guard: Guard | undefined;
  /** How long a request may take at the most, in ms. */
  readonly timeoutMs: number;
  readonly log: Logger;
  readonly http: HttpMetrics;
  readonly stopping: () => boolean;
  /** Whether X-Forwarded-* come from a proxy of ours. */
  readonly behindProxy: boolean;
}

/** The Koa app of a service. Throws at once where a route needs tokens that the service does not check. */
export const createApp = (deps: Deps): Koa => {
  const { routes, before, after, checkToken, log, behindProxy } = deps;
  for (const { method, path, access } of routes) {
    if (access !== 'anyone' && !checkToken) {
      throw new TypeError(`${method} ${path} needs access tokens; say in the service by which keys (tokens)`);
    }
  }
  const router = createRouter(routes, deps);
  const app = new Koa({ proxy: behindProxy });
  // Only what happens after the header was sent arrives here: a stream that broke, a client that went away.
  app.on('error', (error: unknown) => log.debug({ err: error }, 'An answer was cut short'));
  app.use(tracing(deps));
  // Whether this is reached over TLS is for what stands before it to know, and to say.
  app.use(helmet({ strictTransportSecurity: false }));
  app.use(compress());
  app.use(answerProblems);
  for (const middleware of before) app.use(middleware);
  app.use(router.routes());
  for (const middleware of after) app.use(middleware);
  app.use((ctx) => refuseUnrouted(router, ctx.path, ctx.method));
  return app;
};

const createRouter = (
  routes: readonly Route[],
  deps: Pick<Deps, 'checkToken' | 'streams' | 'guard' | 'timeoutMs'>,
): Router => {
  const router = new Router({ sensitive: true, strict: true });
  for (const route of routes) {
    const serve = serveRoute(route, deps);
    router.register(route.path, [route.method], (ctx) => serve(ctx, ctx.params));
  }
  return router;
};

const refuseUnrouted = (router: Router, path: string, method: string): never => {
  const allowed = [...new Set(router.match(path, method).path.flatMap((layer) => layer.methods))];
  if (allowed.length === 0) return refuse('not-found', 'request.no-such-path', `There is nothing at ${path}`);
  return refuse('method-not-allowed', 'request.method-not-allowed', `${path} has ${allowed.join(', ')}`, {
    headers: { Allow: allowed.join(', ') },
  });
};

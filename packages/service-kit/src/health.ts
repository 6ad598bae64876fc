import type { Context, Middleware } from 'koa';
import type { Registry } from 'prom-client';

interface HealthDeps {
  readonly metrics: Registry;
  /** What the service needs, by name; each rejects or gives false when it is not there. */
  readonly checks: Readonly<Record<string, () => Promise<unknown> | boolean>>;
  /** Whether it serves on, as well as it can, while something is away: then that is named, and it is ready all the same. */
  readonly servesOn: boolean;
  /** True once the service begins to stop. */
  readonly stopping: () => boolean;
}

/**
 * `/health/live`: the process answers. `/health/ready`: it can serve, and is not stopping (200, else 503).
 * `/metrics`: Prometheus' text format.
 */
export const health = ({ metrics, checks, servesOn, stopping }: HealthDeps): Middleware => {
  const ready = async (ctx: Context) => {
    const outcomes = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await passes(check)]),
    );
    const failing = outcomes.filter(([, passed]) => passed !== true).map(([name]) => name);
    const isReady = (failing.length === 0 || servesOn) && !stopping();
    ctx.status = isReady ? 200 : 503;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { status: isReady ? 'ready' : 'not ready', ...(failing.length > 0 && { failing }) };
  };

  return async (ctx, next) => {
    if (ctx.method !== 'GET') return next();
    switch (ctx.path) {
      case '/health/live':
        ctx.body = { status: 'live' };
        return;
      case '/health/ready':
        return ready(ctx);
      case '/metrics':
        ctx.body = await metrics.metrics();
        ctx.type = metrics.contentType;
        return;
      default:
        return next();
    }
  };
};

const passes = async (check: () => Promise<unknown> | boolean): Promise<boolean> => {
  try {
    return (await check()) !== false;
  } catch {
    // Why it is away is in the log of whoever uses it; here it only counts that it is.
    return false;
  }
};

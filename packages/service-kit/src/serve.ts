import { Readable } from 'node:stream';
import type { Context } from 'koa';
import { isAdmitted, refuseEntry } from './access.js';
import { type Answer, contentTypeOf } from './answer.js';
import { readBody } from './body.js';
import { RequestDeadline, timeoutOf } from './deadlines.js';
import type { Guard } from './guard.js';
import { ifMatchOf } from './if-match.js';
import type { Push } from './push.js';
import { Refusal, refuse } from './refusal.js';
import type { Route } from './route.js';
import type { Streams } from './streams.js';
import { refuseVoid, type TokenCheck } from './tokens.js';
import { traceOf } from './trace.js';
import type { User } from './user.js';

interface Deps {
  readonly checkToken: TokenCheck | undefined;
  readonly streams: Streams;
  readonly guard: Guard | undefined;
  /** How long a request may take at the most, in ms. */
  readonly timeoutMs: number;
}

type Params = Readonly<Record<string, string>>;

/** Serves one route: who is it, may they, what do they want, does it fit; and only then the handler. */
export const serveRoute = (route: Route, { checkToken, streams, guard, timeoutMs }: Deps) => {
  const isSafe = route.method === 'GET';
  const isLive = Object.values(route.answers).some((schema) => contentTypeOf(schema) === 'text/event-stream');

  const handle = async (ctx: Context, params: Params, deadline?: RequestDeadline) => {
    const trace = traceOf(ctx);
    const user = checkToken && (await callerOf(route, ctx, checkToken));
    if (!isAdmitted(route.access, user)) return refuseEntry(route.access, user);
    const body = route.body && (await bodyOf(route, ctx, deadline));
    const answer = await route.serve({
      params,
      query: { ...ctx.query },
      body,
      user,
      cause: trace.cause,
      idempotencyKey: route.idempotent ? idempotencyKeyOf(ctx) : undefined,
      ifMatch: route.versioned ? ifMatchOf(ctx) : undefined,
      log: trace.log,
      signal: trace.abort.signal,
      ctx,
    });
    return { user, answer };
  };
  /** How long a body takes to come is up to the client: the time counts from when it is there. */
  const bodyOf = async ({ bodyMayBeMissing }: Route, ctx: Context, deadline: RequestDeadline | undefined) => {
    deadline?.rest();
    const body = await readBody(ctx, bodyMayBeMissing);
    deadline?.begin();
    return body;
  };
  const handleInTime = (ctx: Context, params: Params) => {
    const ms = timeoutOf(ctx.get('x-timeout-ms'), timeoutMs);
    const deadline = new RequestDeadline(ms, isSafe);
    traceOf(ctx).deadline = deadline;
    // Watching costs a fifth of CPU before Node 24, and most reads have all the time that there is.
    const isWatched = !isSafe || ms < timeoutMs * 0.9;
    return deadline.hold(() => handle(ctx, params, deadline), isWatched);
  };

  return async (ctx: Context, params: Params): Promise<void> => {
    const trace = traceOf(ctx);
    trace.route = route.path;
    if (route.access !== 'anyone') keepApart(ctx);
    const { user, answer } = await (isLive ? handle : handleInTime)(ctx, params);
    const watch = user && guard && ((end: () => void) => guard.watch(user, end));
    // Once it is watched an end is heard of; what made the token void before, while it was handled, is looked for.
    const verdict = () => user && guard?.verdict(user);
    send(ctx, route, answer, {
      carry: (source) => {
        if (verdict()) source.destroy();
        refuseVoid(verdict());
        return streams.carry(source, trace.abort, watch);
      },
      open: (push) => {
        refuseVoid(verdict());
        streams.open(ctx.res, push, watch);
      },
    });
  };
};

// What differs by who asks, a refusal too, is nothing for a cache that others share; an answer's own headers win.
const keepApart = (ctx: Context) => {
  ctx.set('Cache-Control', 'private, no-cache');
  ctx.vary('Authorization');
};

/** Where anyone may call, a bad token is as good as none: it must not keep a client from signing in again. */
const callerOf = async (route: Route, ctx: Context, checkToken: TokenCheck): Promise<User | undefined> => {
  if (route.access === 'visitor' && ctx.get('authorization') === '') return undefined;
  const checking = checkToken(ctx.get('authorization'));
  if (route.access !== 'anyone') return checking;
  return checking.catch((thrown: unknown) => {
    if (thrown instanceof Refusal) return undefined;
    throw thrown;
  });
};

const idempotencyKeyOf = (ctx: Context): string | undefined => {
  const key = ctx.get('idempotency-key');
  if (key === '') return undefined;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const detail = 'must be 1 to 255 visible ASCII characters';
  return refuse('invalid', 'request.invalid', 'The Idempotency-Key does not fit; see errors', {
    errors: [{ in: 'header', pointer: '/Idempotency-Key', detail }],
  });
};

/** The long answers: a stream that is carried to the client, and one that is pushed. */
interface Long {
  readonly carry: (source: Readable) => Readable;
  readonly open: (push: Push) => void;
}

const send = (ctx: Context, route: Route, answer: Answer, long: Long) => {
  const schema = route.answers[answer.status] ?? null;
  const contentType = contentTypeOf(schema);
  if (schema === null) ctx.body = null;
  else if (contentType === undefined) ctx.body = JSON.stringify(answer.body);
  else if (!isPush(answer.body)) ctx.body = carried(ctx, answer.body, long.carry);
  ctx.status = answer.status;
  if (schema !== null) ctx.type = answer.type ?? contentType ?? 'application/json';
  if (answer.headers) ctx.set({ ...answer.headers });
  if (isPush(answer.body)) pushed(ctx, answer.body, long.open);
};

const isPush = (body: unknown): body is Push => typeof body === 'function';

const carried = (ctx: Context, body: unknown, carry: Long['carry']): Readable | string => {
  if (!(body instanceof Readable)) return String(body);
  // The compressor holds back what is small, and does not end when the stream breaks.
  ctx.compress = false;
  return carry(body);
};

/** Koa has no part in it from here on: it would hold a stream, and what belongs to one, for each client. */
const pushed = (ctx: Context, push: Push, open: Long['open']) => {
  if (ctx.method === 'HEAD') {
    ctx.body = '';
    return;
  }
  // Whoever has left meanwhile would not be heard leaving.
  if (!ctx.res.destroyed) open(push);
  ctx.respond = false;
  if (!ctx.headerSent) ctx.flushHeaders();
};

import { setTimeout as pause } from 'node:timers/promises';
import { createRuntime, type Runtime } from '@obey/choreography';
import Koa from 'koa';
import type { Db } from 'mongodb';
import { createApp } from './app.js';
import { watchBacklog } from './backlog.js';
import type { ConfigTable } from './config.js';
import { createGuard } from './guard.js';
import { health } from './health.js';
import { createHistory } from './history.js';
import { createKeys } from './keys.js';
import { createLog, type LogTarget, logTo } from './log.js';
import { createMetrics } from './metrics.js';
import { openMongo } from './mongo.js';
import { createObserver } from './observer.js';
import { serveOpenApi } from './openapi.js';
import type { Environment } from './read-config.js';
import { openRedis, reachRedis } from './redis.js';
import { orAborted, untilReachable } from './retry.js';
import { listen } from './server.js';
import type { Kit, Parts, Service } from './service.js';
import { readSettings } from './settings.js';
import { createStreams } from './streams.js';
import { createTokenCheck } from './tokens.js';

export interface Running {
  readonly url: string;
  readonly runtime: Runtime;
  /** Stops in order: not ready, HTTP, the reactions, the service, its stores. Calling it again awaits the first call. */
  stop(): Promise<void>;
}

export interface StartOptions {
  /** Overrules LOG_LEVEL, as tests want no log; or says where its lines go instead of to stdout. */
  readonly log?: 'silent' | LogTarget;
  /** Gives up starting. */
  readonly signal?: AbortSignal;
  /**
   * How long a stop serves on after it has withdrawn, in milliseconds; 0 if absent. A gateway that still has
   * the instance in its list would otherwise write to connections that close under its hands.
   */
  readonly lingerMs?: number;
}

/**
 * Starts a service; resolves when it serves, reacts and is announced. Waits for Redis and MongoDB as long as
 * they are away. Throws `ConfigFaulty` where settings are missing or wrong, and what `create` throws.
 */
export const startService = async <C extends ConfigTable, M extends boolean>(
  service: Service<C, M>,
  env: Environment,
  options: StartOptions = {},
): Promise<Running> => {
  const { name, says, asks, retention, tokens } = service;
  const { config, base, tokenRules, edge, mongo: mongoAt } = readSettings(service, env);
  const archive = base.STREAM_ARCHIVE === 'none' ? undefined : base.STREAM_ARCHIVE;
  // Without an archive nobody would answer, and the streams would wait for ever.
  const history = archive === undefined ? undefined : service.history;
  const level = options.log === 'silent' ? 'silent' : base.LOG_LEVEL;
  const log = createLog(name, level, options.log === 'silent' ? undefined : (options.log ?? logTo(edge)));
  const signal = options.signal ?? new AbortController().signal;
  const undo: (() => Promise<unknown> | unknown)[] = [];
  const undoAll = async () => {
    for (const step of undo.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        log.warn({ err: error }, 'A step of stopping failed');
      }
    }
  };
  try {
    const metrics = createMetrics(name);
    const redis = openRedis(base.REDIS_URL, name, log);
    undo.push(() => redis.disconnect());
    await untilReachable('Redis', () => reachRedis(redis), { log, signal });
    const mongo = mongoAt && openMongo(mongoAt.MONGO_URL, mongoAt.MONGO_DATABASE ?? name);
    if (mongo) {
      undo.push(mongo.close);
      await untilReachable('MongoDB', mongo.ping, { log, signal });
    }
    const observe = createObserver({ log, metrics: metrics.registry });
    const runtime: Runtime = await createRuntime({
      service: name,
      redis: base.REDIS_URL,
      ...(says && { says }),
      ...(asks && { asks: [...asks, ...(tokens ? [tokens.keys] : []), ...(history ? [history] : [])] }),
      ...(history && {
        history: createHistory((asked) => runtime.ask(history, { ...asked }, { timeoutMs: 10_000 })),
      }),
      retention: {
        ...retention,
        ...(archive !== undefined && { archive }),
        keepMs: base.STREAM_KEEP_HOURS * 3_600_000,
      },
      observe,
      reports: base.STREAM_REPORTS,
      signal,
    });
    watchBacklog({ log, metrics: metrics.registry, runtime });
    const drainMs = base.DRAIN_SECONDS * 1_000;
    undo.push(() => runtime.stop({ drainMs }));

    const keys =
      tokens && createKeys({ ask: () => runtime.ask(tokens.keys, {}), redis, place: `${name}:keys`, log });
    const guard = tokens && createGuard({ runtime, voided: tokens.voided, log });
    const checkToken =
      keys && tokenRules && guard && createTokenCheck({ keys, ...tokenRules, verdict: guard.verdict });
    let stopping = false;
    const parts = await create(service, {
      name,
      config,
      log,
      runtime,
      redis,
      db: mongo?.db,
      metrics: metrics.registry,
      tokens: {
        check: checkToken ?? (() => refuseUnkeyed(name)),
        verdict: guard?.verdict ?? (() => undefined),
      },
      stopping: () => stopping,
    });
    if (parts.close) undo.splice(-1, 0, parts.close);
    if (guard) {
      undo.push(guard.close);
      await orAborted(guard.ready, signal);
    }
    const streams = createStreams();
    const internal = health({
      metrics: metrics.registry,
      checks: {
        redis: () => redis.ping(),
        ...(mongo && { mongo: mongo.ping }),
        streams: () => runtime.healthy(),
      },
      // Not ready, all its instances would be taken out at once, and with them what needs no Redis.
      servesOn: edge !== undefined,
      stopping: () => stopping,
    });
    const routes = parts.routes ?? [];
    const app = createApp({
      log,
      routes,
      streams,
      guard,
      timeoutMs: base.REQUEST_TIMEOUT,
      http: metrics.http,
      before: [...(edge ? [] : [internal]), serveOpenApi(name, routes, service.summary)],
      after: parts.middleware ? [parts.middleware] : [],
      checkToken,
      stopping: () => stopping,
      behindProxy: false,
    });
    await runtime.start(parts.reactions ?? []);
    if (edge) {
      const inner = await listen(new Koa().use(internal).callback(), edge.ADMIN_HOST, edge.ADMIN_PORT);
      undo.push(() => inner.close(0));
      log.info({ url: inner.url }, 'Health and metrics');
    }
    const koa = app.callback();
    const listener = parts.front ? parts.front(koa) : koa;
    const server = await listen(listener, base.HOST, base.PORT, parts.createServer);
    undo.push(() => server.close(drainMs));
    await runtime.announce(edge ? undefined : server.url);
    log.info({ url: server.url, instance: runtime.instance }, `${name} is ready`);

    const stop = async () => {
      stopping = true;
      log.info(`${name} stops`);
      await runtime.withdraw().catch((error: unknown) => log.warn({ err: error }, 'Withdrawing failed'));
      await pause(Math.min(options.lingerMs ?? 0, drainMs));
      streams.endAll();
      parts.drain?.(drainMs);
      await undoAll();
    };
    let stopped: Promise<void> | undefined;
    return {
      url: server.url,
      runtime,
      stop: () => {
        stopped ??= stop();
        return stopped;
      },
    };
  } catch (error) {
    await undoAll();
    throw error;
  }
};

type AnyKit = Omit<Kit, 'config' | 'db'> & { readonly config: object; readonly db: Db | undefined };

const create = async <C extends ConfigTable, M extends boolean>(
  service: Service<C, M>,
  kit: AnyKit,
): Promise<Parts> => {
  // The settings were read by this service's own table, and a database was opened if it wants one.
  const fits = (_kit: AnyKit): _kit is AnyKit & Kit<C, M> => !service.mongo || kit.db !== undefined;
  if (!fits(kit)) throw new TypeError(`${service.name} wants a database, and none was opened`);
  return service.create(kit);
};

const refuseUnkeyed = (name: string): never => {
  throw new TypeError(`${name} does not say by which keys access tokens are checked (tokens)`);
};

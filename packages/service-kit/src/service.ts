import type { RequestListener, Server } from 'node:http';
import type { Command, Notification, Request, Retention, Row, Runtime } from '@obey/choreography';
import type { Redis } from 'ioredis';
import type { Middleware } from 'koa';
import type { Db } from 'mongodb';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { TObject, TSchema } from 'typebox';
import type { ConfigOf, ConfigTable } from './config.js';
import type { VoidedBy } from './guard.js';
import type { BaseConfig } from './own-config.js';
import type { Route } from './route.js';
import type { TokenCheck } from './tokens.js';
import type { User } from './user.js';
import type { Verdict } from './voided.js';

export interface TokenChecks {
  /** Throws a `TypeError` where the service is not told by which keys. */
  readonly check: TokenCheck;
  /** Why the token of this user, though it was found good, is void by now. */
  readonly verdict: (user: User) => Verdict;
}

/** What a service is built with. `C` is its own table of settings. */
export interface Kit<C extends ConfigTable = ConfigTable, Mongo extends boolean = boolean> {
  readonly name: string;
  readonly config: ConfigOf<C> & BaseConfig;
  readonly log: Logger;
  readonly runtime: Runtime;
  /**
   * For the service's own cache; calls fail within about a second while Redis is away. A request that sends a command which may
   * change something is not given up any more.
   */
  readonly redis: Redis;
  /** The database named like the service, where it wants one. What requests read there is bounded by their deadlines. */
  readonly db: Mongo extends true ? Db : undefined;
  readonly metrics: Registry;
  /** Checks access tokens as the routes do. Only where the service is told by which keys (`tokens`). */
  readonly tokens: TokenChecks;
  /** True once the service begins to stop; it serves on for a moment then. */
  readonly stopping: () => boolean;
}

/** What a service consists of. */
export interface Parts {
  readonly reactions?: readonly Row[];
  readonly routes?: readonly Route[];
  /** Serves what is no route: for a service that passes requests on. */
  readonly middleware?: Middleware;
  /** Stands before Koa: serves some requests by itself, and hands the others to what it is given. */
  readonly front?: (koa: RequestListener) => RequestListener;
  /** Makes the server that listens, where that is not a plain one of `node:http`. */
  readonly createServer?: (listener: RequestListener) => Server;
  /** Begins to end what would not end by itself within these milliseconds; no new connections are taken from then on. */
  readonly drain?: (withinMs: number) => void;
  /** Frees what `create` has taken; runs after the last request and the last reaction. */
  readonly close?: () => Promise<void> | void;
}

/** The request that is asked for the JWK Set (RFC 7517) which access tokens are checked by. */
export type KeysRequest = Request<TObject, TSchema>;

/** The request that is asked for what streams no longer hold: its fields are those of a `HistoryQuery`. */
export type HistoryRequest = Request<TObject, TSchema>;

/** What access tokens are checked by. */
export interface TokenSource {
  readonly keys: KeysRequest;
  /** Names each notification that tells of void tokens, and which they are, to the function that it is given. */
  readonly voided: (by: VoidedBy) => void;
}

export interface Service<C extends ConfigTable = ConfigTable, Mongo extends boolean = boolean> {
  /** Its consumer group, its database, the first segment of its paths. */
  readonly name: string;
  /** What it serves, in a sentence: stands in its OpenAPI document. */
  readonly summary?: string;
  readonly config: C;
  /** All notifications and commands that it says; it may say no others. Absent, it may say any. */
  readonly says?: readonly (Notification | Command)[];
  /** All requests that it asks, but for those of `tokens` and `history`. Absent, it may ask any. */
  readonly asks?: readonly Request[];
  /** Who must have heard its notifications before they go, even where they have never run. */
  readonly retention?: Pick<Retention, 'groups'>;
  /** Wants a MongoDB database of its name. */
  readonly mongo?: Mongo;
  /** Checks access tokens. */
  readonly tokens?: TokenSource;
  /** Whom to ask for what its streams no longer hold, where the service starts late or is rebuilt. */
  readonly history?: HistoryRequest;
  /** Faces the public: health and metrics are served on a port of their own. */
  readonly edge?: boolean;
  readonly create: (kit: Kit<C, Mongo>) => Promise<Parts> | Parts;
}

/** A service in one screen. Nothing happens before `run` or `startService`. */
export const defineService = <const C extends ConfigTable, const Mongo extends boolean = false>(
  service: Service<C, Mongo>,
): Service<C, Mongo> => service;

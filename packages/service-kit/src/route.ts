import type { Readable } from 'node:stream';
import type { Cause } from '@obey/choreography';
import type { Context } from 'koa';
import type { Logger } from 'pino';
import type { Static, TSchema } from 'typebox';
import { type Access, isAdmitted, refuseEntry, type UserOf } from './access.js';
import { type Answer, type AnswerHeader, type AnswerSchema, type Answers, answerChecker } from './answer.js';
import { propertiesOf } from './coerce.js';
import { joined, type Refuses, refusalsOf, undocumentedTeller } from './documented.js';
import type { IfMatch } from './if-match.js';
import { partsReader, type StaticOf } from './parts.js';
import type { Push } from './push.js';
import type { User } from './user.js';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type Shown<S extends AnswerSchema> = S extends null
  ? { readonly body?: undefined }
  : S extends { readonly contentType: string }
    ? { readonly body: Readable | string | Push; readonly type?: string }
    : S extends TSchema
      ? { readonly body: Static<S> }
      : never;

/** What a handler returns: one of the documented statuses, with the body that belongs to it. */
export type AnswerOf<A extends Answers> = {
  [Status in keyof A & number]: {
    readonly status: Status;
    readonly headers?: Readonly<Record<string, string>>;
  } & Shown<A[Status]>;
}[keyof A & number];

// A type parameter of its own keeps the literal type of the status that a handler returns.
type Given<A extends Answers, S extends number> = { readonly status: S } & AnswerOf<A>;

/** A checked request. */
export interface Request<Params = unknown, Query = unknown, Body = unknown, Who = User | undefined> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly user: Who;
  /** What the messages said about this request follow from. */
  readonly cause: Cause;
  readonly idempotencyKey: string | undefined;
  /** What If-Match asks for; undefined where it asks for nothing. See `checkVersion`. */
  readonly ifMatch: IfMatch | undefined;
  readonly log: Logger;
  /** Aborted when the client goes away, or when a stream is ended because the service stops. */
  readonly signal: AbortSignal;
  /** Koa's context, for streams and pages. */
  readonly ctx: Context;
}

export interface RouteOptions<
  P extends TSchema | undefined,
  Q extends TSchema | undefined,
  B extends TSchema | undefined,
  A extends Answers,
  X extends Access,
  S extends number,
> {
  readonly method: Method;
  /** The whole path, with `:names`. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /** Its name in OpenAPI, behind that of the service; if absent, it is made of method and path (`operationIds`). */
  readonly operation?: string;
  readonly access: X;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  /** Nothing in the body is required, and it may be missing: it is read as `{}` then. */
  readonly bodyMayBeMissing?: boolean;
  /** Documents a body that the handler reads by itself, as JSON or as a form; nothing checks it here. */
  readonly posted?: TSchema;
  readonly answers: A;
  /** Documents the Idempotency-Key header, and checks its form. */
  readonly idempotent?: boolean;
  /** Documents the If-Match header, and reads it (RFC 9110, 13.1.1). */
  readonly versioned?: boolean;
  /** Documents the headers that each good answer has, and has them checked. */
  readonly headers?: readonly AnswerHeader[];
  /** Documents the codes of its own refusals, by status; lists that several routes have may be given as they are. */
  readonly refuses?: Refuses | readonly Refuses[];
  readonly handle: (
    request: Request<StaticOf<P>, StaticOf<Q>, StaticOf<B>, UserOf<X>>,
  ) => Promise<Given<A, S>> | Given<A, S>;
}

/** A route as data, and as a function that checks a request by its schemas and handles it. */
export interface Route {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly operation: string | undefined;
  readonly access: Access;
  readonly params: TSchema | undefined;
  readonly query: TSchema | undefined;
  readonly body: TSchema | undefined;
  readonly bodyMayBeMissing: boolean;
  readonly posted: TSchema | undefined;
  readonly answers: Answers;
  readonly idempotent: boolean;
  readonly versioned: boolean;
  readonly headers: readonly AnswerHeader[];
  readonly refuses: Refuses;
  /** Throws a `Refusal` where the request does not fit. */
  readonly serve: (request: Request) => Promise<Answer>;
}

/**
 * A route, typed by its schemas. Objects in bodies and queries are strict: unknown fields are refused.
 * Throws at once where the path and the schema of its parameters disagree, or an answer is documented by no status.
 */
export const route = <
  A extends Answers,
  X extends Access,
  S extends number,
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
>(
  options: RouteOptions<P, Q, B, A, X, S>,
): Route => {
  const { method, path, summary, description, access, params, query, body, answers, headers = [] } = options;
  const refuses = joined([options.refuses ?? []].flat());
  checkNames(path, params);
  checkStatuses(`${method} ${path}`, { ...answers, ...refuses });
  const readParts = partsReader<P, Q, B>(params, query, body);
  const checkAnswer = answerChecker(`${method} ${path}`, answers, headers);
  const described = {
    method,
    path,
    summary,
    description,
    operation: options.operation,
    access,
    params,
    query,
    body,
    bodyMayBeMissing: options.bodyMayBeMissing ?? false,
    posted: options.posted,
    answers,
    idempotent: options.idempotent ?? false,
    versioned: options.versioned ?? false,
    headers,
    refuses,
  };
  const tellUndocumented = undocumentedTeller(refusalsOf(described));
  return {
    ...described,
    serve: async (request) => {
      const { user } = request;
      if (!isAdmitted(access, user)) return refuseEntry(access, user);
      const checked = { ...request, ...readParts(request), user };
      const answer: Answer = await tellUndocumented(request.log, () => options.handle(checked));
      checkAnswer(answer);
      return answer;
    },
  };
};

// By type a table of statuses may have other keys too: a word that slipped in would stand in OpenAPI as one.
const checkStatuses = (route: string, answers: object) => {
  const strangers = Object.keys(answers).filter((status) => !/^[2-5][0-9]{2}$/.test(status));
  if (strangers.length === 0) return;
  throw new TypeError(`${route} documents answers by [${strangers.join(', ')}], which are no HTTP statuses`);
};

const checkNames = (path: string, params: TSchema | undefined) => {
  const named = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name).sort();
  const typed = Object.keys(propertiesOf(params)).sort();
  if (named.join() === typed.join()) return;
  throw new TypeError(
    `The path ${path} names [${named.join(', ')}], but its parameters are [${typed.join(', ')}]`,
  );
};

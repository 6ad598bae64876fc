import createFetchClient from 'openapi-fetch';
import { idempotentPaths, methodsOf } from '../generated/methods.js';
import type { components, paths } from '../generated/schema.js';
import { type EventOptions, eventsOf, type ServerEvent, type StreamPath } from './events.js';
import { type Fetch, type Http, rooted } from './http.js';
import { isProblem } from './problem.js';
import { type RetryOptions, retrying } from './retrying.js';
import { authorising, createSessions, type Session, type SessionOptions, type Sessions } from './session.js';

export interface ClientOptions extends SessionOptions {
  /** Where the forum is: `https://forum.example`. */
  readonly baseUrl: string;
  /** Repeats calls while the forum is away; `false` never does. */
  readonly retry?: RetryOptions | false;
  /** Instead of the global one. */
  readonly fetch?: Fetch;
}

interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** A forum, for one user or none. */
export type ForumClient = ReturnType<typeof methodsOf> & {
  /** The same by path and method, for answers with their status and headers: `forum.http.GET('/content/threads')`. */
  readonly http: Http;
  readonly baseUrl: string;
  /** Signs in and keeps the session: all calls from now on are the user's. */
  signIn(credentials: Credentials): Promise<SignedIn['user']>;
  /** Ends the session: here in any case, and throws where the forum could not be told. */
  signOut(): Promise<void>;
  /** The session as it is now; undefined for a visitor. */
  session(): Session | undefined;
  /** Takes up another session, as one that another page has begun; undefined makes a visitor. `onSession` is not called. */
  resume(session: Session | undefined): void;
  /** A stream of server-sent events, as long as it lasts: `for await (const { data } of forum.events('/alerts/stream'))`. */
  events<Path extends StreamPath>(
    path: Path,
    options?: EventOptions,
  ): AsyncGenerator<ServerEvent<Path>, void, void>;
  /** The same client, the same session; its calls carry this `X-Correlation-Id`. */
  correlated(correlationId: string): ForumClient;
};

type SignedIn = Awaited<ReturnType<ReturnType<typeof methodsOf>['auth']['signIn']>>;

/** What the forum's answers are made of, by name: `Schemas['ContentThread']`. */
export type Schemas = components['schemas'];

/**
 * A client of the forum at `baseUrl`, for browsers and Node. A call gives the body of the answer, or throws a `ForumProblem`
 * (it refused) or `Unreachable`. Creates carry an Idempotency-Key of their own, so that repeating them is harmless. The session
 * renews itself.
 */
export const createClient = (options: ClientOptions): ForumClient => {
  const { baseUrl, retry = {}, fetch = (request, init) => globalThis.fetch(request, init) } = options;
  const patient = retry === false ? fetch : retrying(retry, fetch);
  const visitor = methodsOf(httpOf(baseUrl, patient));
  const sessions = createSessions({
    ...options,
    renew: (refreshToken) => visitor.auth.refresh({ body: { refreshToken } }).catch(unlessRefused),
  });
  return assemble(baseUrl, sessions, authorising(sessions, patient));
};

const assemble = (baseUrl: string, sessions: Sessions, fetch: Fetch): ForumClient => {
  const http = httpOf(baseUrl, fetch);
  const methods = methodsOf(http);
  return {
    ...methods,
    http,
    baseUrl,
    signIn: async (credentials) => {
      const { accessToken, refreshToken, user } = await methods.auth.signIn({ body: credentials });
      sessions.set({ accessToken, refreshToken });
      return user;
    },
    signOut: async () => {
      const before = sessions.current();
      try {
        if (before) await methods.auth.signOut();
      } catch (error) {
        // A session that the forum does not know any more has ended.
        if (!isProblem(error) || error.status !== 401) throw error;
      } finally {
        if (sessions.current()) sessions.set(undefined);
      }
    },
    session: sessions.current,
    resume: sessions.resume,
    events: (path, options) => eventsOf(fetch, `${baseUrl.replace(/\/$/, '')}${path}`, options),
    correlated: (correlationId) => assemble(baseUrl, sessions, correlating(correlationId, fetch)),
  };
};

const httpOf = (baseUrl: string, fetch: Fetch): Http => {
  const http = createFetchClient<paths>({ baseUrl, fetch: rooted(fetch) });
  http.use({
    onRequest: ({ request, schemaPath }) => {
      const isCreate = request.method === 'POST' && idempotentPaths.has(schemaPath);
      if (isCreate && !request.headers.has('Idempotency-Key'))
        request.headers.set('Idempotency-Key', newKey());
    },
  });
  return http;
};

/** Not by randomUUID, which pages have by HTTPS only: not so on a phone that tries a forum in its own network. */
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  );

const correlating =
  (correlationId: string, fetch: Fetch): Fetch =>
  (request, init) => {
    request.headers.set('X-Correlation-Id', correlationId);
    return fetch(request, init);
  };

/** A refresh token that is refused is used up; anything else may pass. */
const unlessRefused = (error: unknown): undefined => {
  if (isProblem(error) && error.status === 401) return undefined;
  throw error;
};

import type { Fetch } from './http.js';

/** What a signed-in user is known by. Keep it as you would keep a password. */
export interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
}

export interface SessionOptions {
  /**
   * From an earlier time. Where several pages share one, as tabs do, a function: it is asked again before a renewal, since
   * another page may have renewed it, or ended it, meanwhile.
   */
  readonly session?: Session | (() => Session | undefined) | undefined;
  /** Called with each new session, to be kept, and with undefined when there is none any more. */
  readonly onSession?: ((session: Session | undefined) => void) | undefined;
  /** Called when a session can be renewed no more, for another one: by asking for the password again, say. */
  readonly onExpired?: (() => Promise<Session | undefined>) | undefined;
}

interface Deps extends SessionOptions {
  /** Exchanges a refresh token; undefined where it is not good any more. Other failures are thrown. */
  readonly renew: (refreshToken: string) => Promise<Session | undefined>;
}

export interface Sessions {
  current(): Session | undefined;
  set(session: Session | undefined): void;
  /** The same of a session that is kept already. */
  resume(session: Session | undefined): void;
  /** Another session than this one: the one that came meanwhile, or a renewed one, which all who wait share. */
  after(used: Session): Promise<Session | undefined>;
}

/** Holds the session of one user. It is renewed once, however many calls find it expired. */
export const createSessions = ({ session, onSession, onExpired, renew }: Deps): Sessions => {
  const kept = typeof session === 'function' ? session : undefined;
  let current = typeof session === 'function' ? session() : session;
  let renewing: Promise<Session | undefined> | undefined;

  const set = (next: Session | undefined) => {
    current = next;
    onSession?.(next);
  };
  const begin = async (used: Session) => {
    const { refreshToken } = kept?.() ?? used;
    const next = (await renew(refreshToken)) ?? (await onExpired?.());
    // Who signs in or out meanwhile has decided otherwise.
    if (current?.refreshToken === used.refreshToken) set(next);
    return current;
  };

  return {
    current: () => current,
    set,
    resume: (next) => {
      current = next;
    },
    after: (used) => {
      if (current?.accessToken !== used.accessToken) return Promise.resolve(current);
      renewing ??= begin(used).finally(() => {
        renewing = undefined;
      });
      return renewing;
    },
  };
};

/** Sends the access token with every request, and once more with a new one where the first is not good any more (401). */
export const authorising =
  (sessions: Sessions, fetch: Fetch): Fetch =>
  async (request, init) => {
    const used = sessions.current();
    if (!used || request.headers.has('Authorization')) return fetch(request, init);
    const again = request.clone();
    const answer = await fetch(withToken(request, used), init);
    if (answer.status !== 401) return answer;
    const next = await sessions.after(used);
    if (!next) return answer;
    await answer.body?.cancel();
    return fetch(withToken(again, next), init);
  };

const withToken = (request: Request, { accessToken }: Session): Request => {
  request.headers.set('Authorization', `Bearer ${accessToken}`);
  return request;
};

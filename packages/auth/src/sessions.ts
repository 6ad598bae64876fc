import { randomBytes } from 'node:crypto';
import { newId } from '@obey/choreography';
import type { Redis } from 'ioredis';
import { openSuccessor, type RefreshToken, type RefreshTokens, sealSuccessor } from './refresh-tokens.js';
import { beginScript, endScript, rotateScript } from './session-scripts.js';

/** In milliseconds. */
export interface SessionLimits {
  /** A session that is not refreshed for so long ends. */
  readonly idle: number;
  /** A session ends after so long, however used. */
  readonly total: number;
  /** For so long the token just replaced gives its successor once more: two tabs may refresh at once. */
  readonly grace: number;
}

export interface Session {
  readonly id: string;
  readonly startedAt: Date;
  /** When it was begun or last refreshed. */
  readonly lastUsedAt: Date;
  /** When it ends if it is not refreshed before. */
  readonly expiresAt: Date;
  /** The user's when it was begun. */
  readonly passwordVersion: number;
  /** Who began it; unknown of sessions from before this was kept. */
  readonly client: string | null;
  readonly address: string | null;
}

/** What a session is begun with. */
type Beginning = Pick<Session, 'passwordVersion' | 'client' | 'address'>;

/** What became of a refresh token that was presented. */
export type Rotation =
  | { readonly is: 'rotated' | 'repeated'; readonly refreshToken: string }
  | { readonly is: 'reused' }
  | { readonly is: 'gone' };

interface Deps {
  readonly redis: Redis;
  readonly tokens: RefreshTokens;
  readonly limits: SessionLimits;
  readonly now?: () => number;
  readonly random?: (bytes: number) => Buffer;
}

/** The keys of one user share a hash tag, so that one script may touch them in a cluster. */
const sessionKey = (userId: string, sessionId: string) => `auth:session:{${userId}}:${sessionId}`;
const sessionsKey = (userId: string) => `auth:sessions:{${userId}}`;

/** The sessions in auth's cache. A refresh token is kept hashed; see `session-scripts.ts`. */
export const createSessions = ({ redis, tokens, limits, now = Date.now, random = randomBytes }: Deps) => {
  const begin = async (
    userId: string,
    { passwordVersion = 0, client = null, address = null }: Partial<Beginning> = {},
  ) => {
    const at = now();
    const sessionId = newId(at);
    const token = tokens.mint(userId, sessionId, random(32));
    const endsAt = at + limits.total;
    await redis.eval(
      beginScript,
      2,
      sessionKey(userId, sessionId),
      sessionsKey(userId),
      ...[userId, sessionId, token.hash, at, at + limits.idle, endsAt, at - limits.total],
      ...[passwordVersion, client ?? '', address ?? ''],
    );
    const expiresAt = new Date(Math.min(at + limits.idle, endsAt));
    return { sessionId, refreshToken: token.text, expiresAt };
  };

  const rotate = async (token: RefreshToken): Promise<Rotation> => {
    const at = now();
    const successor = tokens.mint(token.userId, token.sessionId, random(32));
    const sealed = sealSuccessor(successor.text, token.text, random(12));
    const reply: unknown = await redis.eval(
      rotateScript,
      1,
      sessionKey(token.userId, token.sessionId),
      ...[token.hash, successor.hash, sealed, at, at + limits.idle, at + limits.grace],
    );
    const [is, kept] = Array.isArray(reply) ? reply.map(String) : [];
    if (is === 'rotated') return { is, refreshToken: successor.text };
    if (is === 'repeated' && kept !== undefined) return { is, refreshToken: openSuccessor(kept, token.text) };
    if (is === 'reused' || is === 'gone') return { is };
    throw new TypeError(`The rotation of session ${token.sessionId} answered ${JSON.stringify(reply)}`);
  };

  /** Ending a session that has ended is no fault. */
  const end = async (userId: string, sessionId: string): Promise<void> => {
    await redis.eval(endScript, 2, sessionKey(userId, sessionId), sessionsKey(userId), sessionId);
  };

  const find = async (userId: string, id: string): Promise<Session | undefined> => {
    const fields = ['startedAt', 'usedAt', 'endsAt', 'passwordVersion', 'client', 'address'];
    const [start, used, end, version, client, address] = await redis.hmget(sessionKey(userId, id), ...fields);
    if (typeof start !== 'string') return undefined;
    const lastUsed = Number(used ?? start);
    return {
      id,
      startedAt: new Date(Number(start)),
      lastUsedAt: new Date(lastUsed),
      expiresAt: new Date(Math.min(lastUsed + limits.idle, Number(end))),
      passwordVersion: Number(version ?? 0),
      client: client || null,
      address: address || null,
    };
  };

  /** The sessions of a user that have not ended, oldest first. */
  const list = async (userId: string): Promise<Session[]> => {
    const ids = await redis.zrange(sessionsKey(userId), 0, '-1');
    const found = await Promise.all(ids.map((id) => find(userId, id)));
    return found.filter((session) => session !== undefined);
  };

  return { begin, rotate, end, find, list };
};

export type Sessions = ReturnType<typeof createSessions>;

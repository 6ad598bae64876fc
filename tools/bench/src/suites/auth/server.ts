import process from 'node:process';
import type { Db } from 'mongodb';
import { withDatabase } from '../embedded-mongo/database.js';
import { onDisk, withRedis } from '../runtime/rounds.js';
import { startServiceProcess } from '../service-process.js';

/** Passwords that are hashed at once, in a thread each; what auth does by default. */
export const threads = 3;

/** Who issues access tokens, and whom they are for. */
export const issuer = 'https://bench.test';

export const adminEmail = 'admin@bench.test';
const password = 'correct horse battery';

/** Somebody who is signed in. */
export interface SignedIn {
  readonly id: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** An auth in a process of its own, with one account, and a Redis and a database that nobody else uses. */
export interface MeasuredAuth {
  readonly url: string;
  readonly redisUrl: string;
  readonly mongoUrl: string;
  /** The database of auth. */
  readonly db: Db;
  readonly password: string;
  /** As auth has stored it, with the parameters that it verifies by. */
  readonly passwordHash: string;
  /** Signs in the administrator, or whoever else has the same password; rejects where that is refused. */
  signIn(email?: string): Promise<SignedIn>;
  /** Exchanges a refresh token and gives its successor; rejects where that is refused. */
  refresh(refreshToken: string): Promise<string>;
  /** Rejects where that is refused. */
  ban(admin: SignedIn, userId: string): Promise<void>;
  /** A route that touches no store. */
  getKeys(): Promise<void>;
}

/** Runs this with an auth that ends with it. Redis waits for the disk, and so does the database. */
export const withAuth = <T>(use: (auth: MeasuredAuth) => Promise<T>): Promise<T> =>
  withRedis(onDisk, ({ url: redisUrl }) =>
    withDatabase(process.env.MONGO_URL, async ({ db, url: mongoUrl }) => {
      const { url, stop } = await startServiceProcess('@obey/auth', {
        REDIS_URL: redisUrl,
        MONGO_URL: mongoUrl,
        MONGO_DATABASE: db.databaseName,
        SITE_URL: issuer,
        TOKEN_ISSUER: issuer,
        TOKEN_AUDIENCE: issuer,
        AUTH_SECRET: 'a secret of more than thirty-two characters',
        ADMIN_EMAIL: adminEmail,
        ADMIN_PASSWORD: password,
        HASH_CONCURRENCY: String(threads),
      });
      try {
        const stored = await db.collection('users').findOne({ email: adminEmail });
        const passwordHash = String(stored?.passwordHash);
        return await use({ ...clientOf(url), url, redisUrl, mongoUrl, db, password, passwordHash });
      } finally {
        await stop();
      }
    }),
  );

const clientOf = (url: string) => {
  const answered = async (method: string, path: string, body?: object, token?: string): Promise<object> => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
  return {
    signIn: async (email = adminEmail) => {
      const answer = await answered('POST', '/auth/sign-in', { email, password });
      const id = textIn(Reflect.get(answer, 'user'), 'id');
      return {
        id,
        accessToken: textIn(answer, 'accessToken'),
        refreshToken: textIn(answer, 'refreshToken'),
      };
    },
    refresh: async (refreshToken: string) =>
      textIn(await answered('POST', '/auth/token', { refreshToken }), 'refreshToken'),
    ban: async ({ accessToken }: SignedIn, userId: string) => {
      await answered('PUT', `/auth/users/${userId}/ban`, { reason: 'Measured' }, accessToken);
    },
    getKeys: async () => {
      await answered('GET', '/auth/.well-known/jwks.json');
    },
  };
};

const textIn = (answer: unknown, name: string): string => {
  const found: unknown = Reflect.get(Object(answer), name);
  if (typeof found === 'string') return found;
  throw new Error(`The answer has no ${name}.`);
};

import process from 'node:process';
import { withDatabase } from '../embedded-mongo/database.js';
import { withRedis } from '../runtime/rounds.js';
import { startServiceProcess } from '../service-process.js';

/** Passwords that are hashed at once, in a thread each; what auth does by default. */
export const threads = 3;

const email = 'admin@bench.test';
const password = 'correct horse battery';

/** An auth in a process of its own, with one account, and a Redis and a database that nobody else uses. */
export interface MeasuredAuth {
  readonly url: string;
  readonly password: string;
  /** As auth has stored it, with the parameters that it verifies by. */
  readonly passwordHash: string;
  /** Signs in and gives the refresh token; rejects where that is refused. */
  signIn(): Promise<string>;
  /** Exchanges a refresh token and gives its successor; rejects where that is refused. */
  refresh(refreshToken: string): Promise<string>;
  /** A route that touches no store. */
  getKeys(): Promise<void>;
}

/** Runs this with an auth that ends with it. Redis waits for the disk, and so does the database. */
export const withAuth = <T>(use: (auth: MeasuredAuth) => Promise<T>): Promise<T> =>
  withRedis([], (redis) =>
    withDatabase(process.env.MONGO_URL, async ({ db, url: mongoUrl }) => {
      const { url, stop } = await startServiceProcess('@obey/auth', {
        REDIS_URL: redis.url,
        MONGO_URL: mongoUrl,
        MONGO_DATABASE: db.databaseName,
        SITE_URL: 'https://bench.test',
        TOKEN_ISSUER: 'https://bench.test',
        TOKEN_AUDIENCE: 'https://bench.test',
        AUTH_SECRET: 'a secret of more than thirty-two characters',
        ADMIN_EMAIL: email,
        ADMIN_PASSWORD: password,
        HASH_CONCURRENCY: String(threads),
      });
      try {
        const stored = await db.collection('users').findOne({ email });
        return await use({ ...clientOf(url), url, password, passwordHash: String(stored?.passwordHash) });
      } finally {
        await stop();
      }
    }),
  );

const clientOf = (url: string) => {
  const answered = async (path: string, body?: object) => {
    const answer = await fetch(`${url}${path}`, {
      ...(body && {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${text}`);
    return JSON.parse(text);
  };
  const tokenOf = ({ refreshToken }: { refreshToken?: unknown }) => {
    if (typeof refreshToken === 'string') return refreshToken;
    throw new Error('The answer has no refresh token.');
  };
  return {
    signIn: async () => tokenOf(await answered('/auth/sign-in', { email, password })),
    refresh: async (refreshToken: string) => tokenOf(await answered('/auth/token', { refreshToken })),
    getKeys: async () => {
      await answered('/auth/.well-known/jwks.json');
    },
  };
};

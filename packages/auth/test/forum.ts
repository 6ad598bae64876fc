import { createRuntime, decode, type Message, newId } from '@obey/choreography';
import { MailingSendEmail } from '@obey/contracts';
import { type Running, type StartOptions, startService } from '@obey/service-kit';
import { startMongo, startRedis, until } from '@obey/test-servers';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { auth } from '../src/service.js';

export const adminEmail = 'admin@forum.test';
export const password = 'correct horse';

/** Redis, MongoDB, and what instances of auth need to run there; `redis` and `db` look behind the scenes. */
export const startForum = async () => {
  const ends: (() => unknown)[] = [];
  const scope = { teardown: (end: () => unknown) => void ends.unshift(end) };
  const server = await startRedis(scope);
  const mongo = await startMongo(scope, 'auth');
  const { database } = mongo;
  const redis = new Redis(server.url);
  // Some tests take the server away; what is read meanwhile waits for it.
  redis.on('error', () => {});
  const client = await MongoClient.connect(mongo.url);
  const db = client.db(database);
  const env: Record<string, string> = {
    REDIS_URL: server.url,
    MONGO_URL: mongo.url,
    MONGO_DATABASE: database,
    SITE_URL: 'https://forum.test',
    TOKEN_ISSUER: 'https://forum.test',
    TOKEN_AUDIENCE: 'https://forum.test',
    AUTH_SECRET: 'a secret of more than thirty-two characters',
    ADMIN_EMAIL: adminEmail,
    ADMIN_PASSWORD: password,
    DRAIN_SECONDS: '5',
    SIGN_UPS: '1000',
    LOG_LEVEL: 'silent',
  };
  const started: Running[] = [];
  const start = async (changes: Record<string, string> = {}, log: StartOptions['log'] = 'silent') => {
    const running = await startService(auth, { ...env, ...changes }, { log });
    started.push(running);
    return running;
  };

  const read = async (streams: string): Promise<Message[]> => {
    const entries = await Promise.all(
      Array.from({ length: 8 }, (_, partition) => redis.xrange(`${streams}:${partition}}`, '-', '+')),
    );
    return entries
      .flat()
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([, [, event = '']]) => decode(event));
  };

  return {
    server,
    env,
    database,
    redis,
    db,
    start,
    /** What auth has said, of one type if it is given. */
    said: async (type?: string) =>
      (await read('events:{auth')).filter((message) => type === undefined || message.type === type),
    /** What was asked to be mailed to an address. */
    mailsTo: async (email: string) => {
      const mails = await read('commands:{mailing');
      return mails.filter(({ type, subject }) => type === MailingSendEmail.type && subject === email);
    },
    /** Another service, that asks. */
    another: () => createRuntime({ service: 'content', redis: server.url }),
    /** Stops the instances, and then what they need. */
    stop: async () => {
      await Promise.all(started.map((running) => running.stop()));
      redis.disconnect();
      await client.close();
      for (const end of ends) await end();
    },
  };
};

export type Forum = Awaited<ReturnType<typeof startForum>>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is JSON. */
  readonly body: unknown;
}

/** One HTTP request with a JSON body, if any. */
export const call = async (
  method: string,
  url: string,
  { body, token, headers = {} }: { body?: unknown; token?: string; headers?: Record<string, string> } = {},
): Promise<Answer> => {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: {
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
};

/** The text that stands in a JSON value at these names; fails where there is none. */
export const textAt = (value: unknown, ...names: string[]): string => {
  const found = names.reduce<unknown>(
    (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
    value,
  );
  if (typeof found === 'string') return found;
  throw new TypeError(`There is no text at ${names.join('.')} in ${JSON.stringify(value)}`);
};

/** Somebody nobody else is. */
export const somebody = () => {
  const nickname = `u-${newId().slice(-12)}`;
  return { nickname, email: `${nickname}@example.org`, password };
};

/** The token of the newest link mailed to an address, once there are so many mails; a notice may come before or after it. */
export const mailedToken = async (forum: Forum, email: string, atLeast = 1): Promise<string> => {
  const mails = await until(`a mail to ${email}`, async () => {
    const found = await forum.mailsTo(email);
    return found.length >= atLeast && found;
  });
  const newest = mails.map(({ data }) => JSON.stringify(data)).findLast((data) => data.includes('"link":'));
  const link = new URL(textAt(JSON.parse(newest ?? '{}'), 'mail', 'params', 'link'));
  return link.searchParams.get('token') ?? '';
};

/** Signs somebody up and in. */
export const member = async (forum: Forum, url: string, who = somebody()) => {
  await call('POST', `${url}/auth/sign-up`, { body: who });
  const token = await mailedToken(forum, who.email);
  await call('POST', `${url}/auth/sign-up/confirm`, { body: { token } });
  return { ...who, ...(await signIn(url, who.email)) };
};

export const signIn = async (url: string, email: string) => {
  const { body } = await call('POST', `${url}/auth/sign-in`, { body: { email, password } });
  return {
    id: textAt(body, 'user', 'id'),
    accessToken: textAt(body, 'accessToken'),
    refreshToken: textAt(body, 'refreshToken'),
  };
};

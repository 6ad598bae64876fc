import { decode, type Message } from '@obey/choreography';
import type { User } from '@obey/contracts';
import { startService } from '@obey/service-kit';
import { connectTo, startMongo, startRedis, type TestRedis, until } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import { content } from '../../src/service.js';
import { type Auth, issuer, startAuth } from './auth.js';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is JSON; else empty. */
  readonly body: Record<string, unknown>;
}

export interface Sent {
  readonly as?: User;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One running instance of content, by HTTP. */
export interface Instance {
  call(method: string, path: string, sent?: Sent): Promise<Reply>;
  get(path: string): Promise<Reply>;
  post(path: string, sent: Sent): Promise<Reply>;
  stop(): Promise<void>;
}

/** Content, with Redis, MongoDB, and a stand-in for auth. */
export interface Forum extends Instance {
  readonly auth: Auth;
  readonly redis: TestRedis;
  readonly mongoUrl: string;
  readonly database: string;
  /** May manage categories and lock threads. */
  readonly admin: User;
  /** With a service, that one in the place of content. */
  startAnother(service?: typeof content, env?: Readonly<Record<string, string>>): Promise<Instance>;
  /** All that content has told so far, one partition after another. */
  told(type?: string): Promise<Message[]>;
  newSection(): Promise<string>;
  newThread(author: User, sectionId?: string): Promise<string>;
}

export const startForum = async (t: ExecutionContext): Promise<Forum> => {
  const redis = await startRedis(t);
  const client = connectTo(t, redis.url);
  const { url: mongoUrl, database } = await startMongo(t, 'content');
  const auth = await startAuth(redis.url);
  t.teardown(auth.stop);
  const start: Forum['startAnother'] = async (started = content, more = {}) => {
    const env = {
      REDIS_URL: redis.url,
      MONGO_URL: mongoUrl,
      MONGO_DATABASE: database,
      TOKEN_ISSUER: issuer,
      TOKEN_AUDIENCE: issuer,
      DRAIN_SECONDS: '2',
      // Nobody is new, and limited, but where a test is about that.
      NEW_USER_RANK: '0',
      ...more,
    };
    const service = await startService(started, env, { log: 'silent' });
    t.teardown(() => service.stop());
    return { ...clientOf(service.url, auth), stop: () => service.stop() };
  };
  const instance = await start();
  const admin = auth.add({
    nickname: 'root',
    rank: 100,
    roles: ['administrator'],
    permissions: ['categories.manage', 'threads.lock'],
  });
  const checked = async () =>
    (await instance.call('GET', '/content/categories', { as: admin })).status === 200;
  await until('content has the keys that tokens are checked by', checked);
  const create = async (path: string, as: User, body: object) => {
    // A machine that is busy for a second may look like an outage.
    const reply = await until(`${path} takes a POST`, async () => {
      const answer = await instance.post(path, { as, body });
      return answer.status !== 503 && answer;
    });
    if (reply.status !== 201) throw new Error(`POST ${path}: ${JSON.stringify(reply.body)}`);
    return idOf(reply);
  };
  const newSection = async () => {
    const category = await create('/content/categories', admin, { title: 'A category' });
    return create(`/content/categories/${category}/sections`, admin, { title: 'A section' });
  };
  return {
    ...instance,
    auth,
    redis,
    mongoUrl,
    database,
    admin,
    startAnother: start,
    newSection,
    newThread: async (author, sectionId) => {
      const body = { title: 'A thread', body: 'The opening post' };
      return create(`/content/sections/${sectionId ?? (await newSection())}/threads`, author, body);
    },
    told: async (type) => {
      const messages: Message[] = [];
      for (let partition = 0; partition < 8; partition += 1) {
        for (const [, fields] of await client.xrange(`events:{content:${partition}}`, '-', '+')) {
          messages.push(decode(fields[fields.indexOf('event') + 1] ?? ''));
        }
      }
      return messages.filter((message) => type === undefined || message.type === type);
    },
  };
};

const clientOf = (url: string, auth: Auth): Omit<Instance, 'stop'> => {
  const call = async (method: string, path: string, { as, body, headers }: Sent = {}): Promise<Reply> => {
    const response = await fetch(`${url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(as && { Authorization: `Bearer ${await auth.tokenOf(as)}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const { status, headers: answered } = response;
    const isJson = /json/.test(answered.get('content-type') ?? '');
    return { status, headers: answered, text, body: isJson && text !== '' ? JSON.parse(text) : {} };
  };
  return { call, get: (path) => call('GET', path), post: (path, sent) => call('POST', path, sent) };
};

export const idOf = ({ body }: Reply): string => {
  if (typeof body.id !== 'string') throw new Error(`There is no id in ${JSON.stringify(body)}`);
  return body.id;
};

/** The items of a page. */
export const itemsOf = ({ body }: Reply): Record<string, unknown>[] => {
  if (!Array.isArray(body.items)) throw new Error(`There are no items in ${JSON.stringify(body)}`);
  return body.items;
};

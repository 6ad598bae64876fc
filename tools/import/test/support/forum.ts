import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auth } from '@obey/auth';
import { decode, type Message } from '@obey/choreography';
import { content } from '@obey/content';
import { startService } from '@obey/service-kit';
import { connectTo, startMongo, startRedis } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import { type Db, MongoClient } from 'mongodb';
import { type BadLine, importFile, openDoors, type Standing } from '../../src/index.js';

/** The servers of a forum, and importing into it. */
export interface Place {
  readonly mongoUrl: string;
  readonly redisUrl: string;
  readonly authDatabase: string;
  readonly contentDatabase: string;
  readonly authDb: Db;
  readonly contentDb: Db;
  /** Writes a file of these lines, and gives its path. */
  fileOf(lines: readonly (object | string)[]): Promise<string>;
  import(path: string): Promise<Standing & { readonly bad: BadLine[] }>;
  /** What auth and content have said. */
  said(): Promise<Message[]>;
}

export const startPlace = async (t: ExecutionContext): Promise<Place> => {
  const redis = await startRedis(t);
  const [mongo, other] = [await startMongo(t, 'auth'), await startMongo(t, 'content')];
  const mongoUrl = mongo.url;
  const [authDatabase, contentDatabase] = [mongo.database, other.database];
  const client = await MongoClient.connect(mongoUrl);
  t.teardown(() => client.close());
  const streams = connectTo(t, redis.url);
  const dir = await mkdtemp(join(tmpdir(), 'import-'));
  t.teardown(() => rm(dir, { recursive: true, force: true }));
  const places = { mongoUrl, redisUrl: redis.url, authDatabase, contentDatabase };
  let files = 0;
  return {
    ...places,
    authDb: client.db(authDatabase),
    contentDb: client.db(contentDatabase),
    fileOf: async (lines) => {
      files += 1;
      const path = join(dir, `forum-${files}.ndjson`);
      const texts = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
      await writeFile(path, `${texts.join('\n')}\n`);
      return path;
    },
    import: async (path) => {
      const bad: BadLine[] = [];
      const source = 'old';
      const doors = await openDoors({ ...places, source });
      try {
        const standing = await importFile({ path, source, doors, onBad: (line) => void bad.push(line) });
        return { ...standing, bad };
      } finally {
        await doors.close();
      }
    },
    said: async () => {
      const messages: Message[] = [];
      for (const service of ['auth', 'content'])
        for (let partition = 0; partition < 8; partition += 1)
          for (const [, [, event = '']] of await streams.xrange(`events:{${service}:${partition}}`, '-', '+'))
            messages.push(decode(event));
      return messages;
    },
  };
};

/** Auth and content, running. Gives their URLs. */
export const startServices = async (t: ExecutionContext, place: Place) => {
  const issuer = 'https://forum.test';
  const common = {
    REDIS_URL: place.redisUrl,
    MONGO_URL: place.mongoUrl,
    TOKEN_ISSUER: issuer,
    TOKEN_AUDIENCE: issuer,
    DRAIN_SECONDS: '2',
  };
  const authEnv = {
    ...common,
    MONGO_DATABASE: place.authDatabase,
    SITE_URL: issuer,
    AUTH_SECRET: 'a secret of more than thirty-two characters',
  };
  const runningAuth = await startService(auth, authEnv, { log: 'silent' });
  t.teardown(() => runningAuth.stop());
  const contentEnv = { ...common, MONGO_DATABASE: place.contentDatabase };
  const runningContent = await startService(content, contentEnv, { log: 'silent' });
  t.teardown(() => runningContent.stop());
  return { auth: runningAuth.url, content: runningContent.url };
};

/** What is answered to a request, as JSON. */
export const call = async (url: string, body?: object): Promise<Record<string, unknown>> => {
  const posted = body && {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  };
  const response = await fetch(url, posted);
  return { status: response.status, ...JSON.parse(await response.text()) };
};

export const itemsOf = (page: Record<string, unknown>): Record<string, unknown>[] => {
  if (!Array.isArray(page.items)) throw new TypeError(`There are no items in ${JSON.stringify(page)}`);
  return page.items;
};

export const time = '2020-05-01T12:00:00Z';

/** A small forum: two users, a category, a section, and a thread of three posts. */
export const small = [
  {
    kind: 'user',
    id: '1',
    nickname: 'Ann',
    email: 'Ann@example.org',
    passwordHash: '$2y$05$abcdefghijklmnopqrstuuRypRHW7yAniBosLjdaayTMJ9bW5catq',
    createdAt: '2019-01-01T00:00:00Z',
  },
  { kind: 'user', id: '2', nickname: 'Old Ben', email: 'ben@example.org', createdAt: time },
  { kind: 'category', id: '1', title: 'All', createdAt: time },
  { kind: 'section', id: '1', category: '1', title: 'Tea', createdAt: time },
  {
    kind: 'thread',
    id: '1',
    section: '1',
    author: '1',
    title: 'Green or black?',
    body: 'What do you drink?',
    post: '10',
    createdAt: '2020-06-01T00:00:00Z',
  },
  {
    kind: 'post',
    id: '11',
    thread: '1',
    author: '2',
    body: '@Ann Black.\n\n<script>alert(1)</script>',
    replyTo: '10',
    createdAt: '2020-06-02T00:00:00Z',
  },
  {
    kind: 'post',
    id: '12',
    thread: '1',
    author: '1',
    body: '> @"Old Ben" wrote in #2:\n> Black.\n\nReally?',
    createdAt: '2020-06-03T00:00:00Z',
  },
];

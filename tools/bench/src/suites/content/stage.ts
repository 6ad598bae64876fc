import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { onDisk, withRedis } from '../runtime/rounds.js';
import { type ServiceProcess, startScript, startServiceProcess } from '../service-process.js';
import { type Client, clientOf } from './client.js';
import { type Filled, fill } from './filling.js';
import { issuer, startWriters, type Writer } from './writers.js';

/** A forum of one size: content, the gateway before it, and a bare handler over the same database. */
export interface Stage extends Filled {
  readonly writers: readonly Writer[];
  readonly service: Client;
  readonly gateway: Client;
  readonly bare: Client;
}

interface StageOptions {
  readonly posts: number;
  readonly mongoUrl: string;
  readonly database: string;
  /** Requests that are under way at once, at the most. */
  readonly clients: number;
}

/** Runs this on a stage that ends with it: a Redis that waits for the disk, and a process each for all that serves. */
export const withStage = <T>(options: StageOptions, use: (stage: Stage) => Promise<T>): Promise<T> =>
  withRedis(onDisk, async ({ url: redisUrl }) => {
    const { posts, mongoUrl, database, clients } = options;
    const ends: (() => Promise<unknown>)[] = [];
    const ending = <E extends { stop(): Promise<unknown> }>(started: E): E => {
      ends.unshift(started.stop);
      return started;
    };
    const askedAt = ({ url }: ServiceProcess): Client => {
      const client = clientOf(url, clients);
      ends.unshift(client.close);
      return client;
    };
    const env = {
      REDIS_URL: redisUrl,
      MONGO_URL: mongoUrl,
      MONGO_DATABASE: database,
      TOKEN_ISSUER: issuer,
      TOKEN_AUDIENCE: issuer,
      SERVICES: 'content',
      // One address asks for all that is measured.
      ADDRESS_LIMITS: 'none',
      USER_LIMITS: 'none',
    };
    try {
      const mongo = await MongoClient.connect(mongoUrl);
      ends.unshift(
        () => mongo.db(database).dropDatabase(),
        () => mongo.close(),
      );
      const { all: writers } = ending(await startWriters(redisUrl, clients));
      const service = askedAt(ending(await startServiceProcess('@obey/content', env)));
      const gateway = askedAt(ending(await startServiceProcess('@obey/gateway', env, '/health')));
      const script = fileURLToPath(new URL('./bare.js', import.meta.url));
      const bare = askedAt(ending(await startScript(script, env)));
      const filled = await fill({ db: mongo.db(database), client: service, writers, posts });
      return await use({ ...filled, writers, service, gateway, bare });
    } finally {
      for (const end of ends) await end();
    }
  });

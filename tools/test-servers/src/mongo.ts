import { randomUUID } from 'node:crypto';
import type { Scope } from './redis.js';

/** A database that nobody else uses. */
export interface TestMongo {
  readonly url: string;
  readonly database: string;
}

// Loaded when it is needed: most tests want nothing but Redis.
const startEmbedded = async () => {
  const { startEmbeddedMongo } = await import('@obey/embedded-mongo');
  return startEmbeddedMongo({ memory: true });
};

/** The server at `MONGO_URL` if that is set; else an embedded one in memory. The database ends with the test. */
export const startMongo = async (t: Scope, purpose = 'test'): Promise<TestMongo> => {
  const given = process.env.MONGO_URL || undefined;
  const embedded = given ? undefined : await startEmbedded();
  const url = given ?? embedded?.url ?? '';
  const database = `${purpose}_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  t.teardown(async () => {
    if (embedded) return embedded.stop();
    const { MongoClient } = await import('mongodb');
    const client = await MongoClient.connect(url);
    await client.db(database).dropDatabase();
    await client.close();
  });
  return { url, database };
};

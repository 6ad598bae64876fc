import { randomUUID } from 'node:crypto';

/** A MongoDB for one test file. */
export interface TestMongo {
  readonly url: string;
  /** A name for a database that nobody else uses; it is dropped at the end. */
  database(purpose?: string): string;
  stop(): Promise<void>;
}

// Loaded when it is needed: most tests want nothing but Redis.
const startEmbedded = async () => {
  const { startEmbeddedMongo } = await import('@obey/embedded-mongo');
  return startEmbeddedMongo({ memory: true });
};

/** The server at `MONGO_URL` if that is set; else an embedded one in memory. */
export const startMongo = async (): Promise<TestMongo> => {
  const given = process.env.MONGO_URL;
  const embedded = given ? undefined : await startEmbedded();
  const url = given ?? embedded?.url ?? '';
  const names: string[] = [];
  return {
    url,
    database: (purpose = 'test') => {
      const name = `${purpose}_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
      names.push(name);
      return name;
    },
    stop: async () => {
      const { MongoClient } = await import('mongodb');
      const client = await MongoClient.connect(url);
      for (const name of names) await client.db(name).dropDatabase();
      await client.close();
      await embedded?.stop();
    },
  };
};

import { startEmbeddedMongo } from '@obey/embedded-mongo';
import type { ExecutionContext } from 'ava';
import { MongoClient } from 'mongodb';

/** The MongoDB of MONGO_URL, or one of this test alone; the database `alerts` is empty, and ends with the test. */
export const startMongo = async (t: Pick<ExecutionContext, 'teardown'>): Promise<string> => {
  const given = process.env.MONGO_URL;
  if (given === undefined) {
    const mongo = await startEmbeddedMongo({ memory: true });
    t.teardown(() => mongo.stop());
    return mongo.url;
  }
  const client = new MongoClient(given);
  await client.db('alerts').dropDatabase();
  t.teardown(async () => {
    await client.db('alerts').dropDatabase();
    await client.close();
  });
  return given;
};

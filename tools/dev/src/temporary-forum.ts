import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { type Forum, type ForumOptions, startForum } from './forum.js';
import { databaseOf, withDatabase } from './services.js';

/**
 * A forum on free ports, for tests and measurements. Its folder is removed when it stops, and so are its databases,
 * where MONGO_URL says that another server keeps them.
 */
export const startTemporaryForum = async (
  options: Pick<ForumOptions, 'scale' | 'report' | 'env' | 'readyMs'> = {},
): Promise<Forum> => {
  const dir = await mkdtemp(join(tmpdir(), 'obey-forum-'));
  const mongoUrl = process.env.MONGO_URL;
  const databasePrefix = mongoUrl ? `test_${randomBytes(6).toString('hex')}_` : '';
  const remove = async () => {
    await rm(dir, { recursive: true, force: true });
    if (mongoUrl) await dropDatabases(mongoUrl, databasePrefix);
  };
  try {
    const forum = await startForum({ ...options, dir, port: 0, mongoUrl, databasePrefix });
    const removeNow = () => rmSync(dir, { recursive: true, force: true });
    process.once('exit', removeNow);
    return {
      ...forum,
      async stop() {
        await forum.stop();
        process.off('exit', removeNow);
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
};

const dropDatabases = async (mongoUrl: string, prefix: string) => {
  const client = await MongoClient.connect(mongoUrl);
  for (const service of withDatabase) await client.db(databaseOf(service, prefix)).dropDatabase();
  await client.close();
};

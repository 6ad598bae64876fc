import { openUserImport } from '@obey/auth/importing';
import { openContentImport } from '@obey/content/importing';
import { MongoClient } from 'mongodb';
import type { Doors } from './import-window.js';
import type { ImportOptions } from './options.js';

const reachMs = 10_000;

/** Opens the doors of auth and content. Throws what MongoDB and Redis throw when they cannot be reached within 10 s. */
export const openDoors = async (
  options: Omit<ImportOptions, 'path'>,
): Promise<Doors & { close(): Promise<void> }> => {
  const { mongoUrl, redisUrl: redis, source, authDatabase, contentDatabase } = options;
  // A checkpoint must not be on disk before what it stands for.
  const client = await MongoClient.connect(mongoUrl, {
    serverSelectionTimeoutMS: reachMs,
    writeConcern: { w: 1, j: true },
  });
  try {
    const content = await openContentImport({ db: client.db(contentDatabase), source });
    const signal = AbortSignal.timeout(reachMs);
    const auth = await openUserImport({ db: client.db(authDatabase), redis, source, signal });
    const close = async () => {
      await auth.close();
      await client.close();
    };
    return { auth, content, close };
  } catch (error) {
    await client.close();
    throw error;
  }
};

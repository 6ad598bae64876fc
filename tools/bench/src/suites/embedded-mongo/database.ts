import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Db, MongoClient } from 'mongodb';

/** A database of one's own, on a server in another process. */
export interface Measured {
  readonly db: Db;
  readonly url: string;
  /** Which server it is on, for the reader. */
  readonly server: string;
}

/**
 * Runs this with an empty database, which ends with it: on the server at `mongoUrl`, else on an embedded-mongo that
 * is started for it, with a temporary folder. An acknowledged write is on disk with either.
 */
export const withDatabase = async <T>(
  mongoUrl: string | undefined,
  use: (measured: Measured) => Promise<T>,
): Promise<T> => {
  const server = mongoUrl ? await serverAt(mongoUrl) : await startServer();
  try {
    return await withClient(server.url, async (client) => {
      const db = client.db(`bench_${randomUUID().replaceAll('-', '').slice(0, 16)}`);
      try {
        return await use({ db, url: server.url, server: server.name });
      } finally {
        await db.dropDatabase();
      }
    });
  } finally {
    await server.stop();
  }
};

/** embedded-mongo waits for the disk anyway; mongod does so when it is asked to. */
const withClient = async <T>(url: string, use: (client: MongoClient) => Promise<T>): Promise<T> => {
  const client = new MongoClient(url, {
    serverSelectionTimeoutMS: 5_000,
    writeConcern: { w: 1, journal: true },
  });
  try {
    return await use(client);
  } finally {
    await client.close();
  }
};

interface Server {
  readonly url: string;
  readonly name: string;
  stop(): Promise<void>;
}

const serverAt = async (url: string): Promise<Server> => {
  const { version } = await withClient(url, (client) => client.db('admin').command({ buildInfo: 1 }));
  return { url, name: `MongoDB ${version} (MONGO_URL)`, stop: async () => {} };
};

const startServer = async (): Promise<Server> => {
  const folder = await mkdtemp(join(tmpdir(), 'bench-mongo-'));
  const main = fileURLToPath(new URL('./main.js', import.meta.resolve('@obey/embedded-mongo')));
  const child = spawn(process.execPath, [main, '--port', '0', '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // A run that is broken off leaves neither a server nor its folder behind.
  const breakOff = () => {
    child.kill('SIGKILL');
    remove();
  };
  process.once('exit', breakOff);
  const stop = async () => {
    child.kill();
    await exited;
    process.off('exit', breakOff);
    remove();
  };
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([once(lines, 'line'), exited]);
  const url = /ready at (\S+)/.exec(String(line))?.[1];
  if (url) return { url, name: 'embedded-mongo', stop };
  await stop();
  throw new Error('embedded-mongo ended, or said something else, instead of being ready.');
};

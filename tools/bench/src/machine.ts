import { execFileSync } from 'node:child_process';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { onPath } from '@obey/dev';
import { MongoClient } from 'mongodb';

/** The machine and the versions that the figures hold for, in one line. */
export const describeMachine = async (mongoUrl: string | undefined): Promise<string> =>
  [
    `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`,
    `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    `${process.platform} ${process.arch}`,
    `Node ${process.versions.node}`,
    `Redis ${redisVersion()}`,
    await databaseVersion(mongoUrl),
  ].join(', ');

const redisVersion = () => /v=(\S+)/.exec(versionOf('redis-server'))?.[1] ?? 'of unknown version';

const databaseVersion = async (mongoUrl: string | undefined) => {
  if (mongoUrl) return `MongoDB ${await serverVersion(mongoUrl)} (MONGO_URL)`;
  if (onPath('mongod'))
    return `MongoDB ${/v(\d[\d.]*)/.exec(versionOf('mongod'))?.[1] ?? 'of unknown version'}`;
  return 'embedded-mongo (@obey/embedded-mongo)';
};

const versionOf = (program: string) => execFileSync(program, ['--version'], { encoding: 'utf8' });

const serverVersion = async (url: string): Promise<string> => {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5_000 });
  try {
    const { version } = await client.db('admin').command({ buildInfo: 1 });
    return String(version);
  } finally {
    await client.close();
  }
};

import type { Db } from 'mongodb';
import { issuer, startWriters, type Writer } from '../content/writers.js';
import { withDatabase } from '../embedded-mongo/database.js';
import { onDisk, withRedis } from '../runtime/rounds.js';
import { type ServiceProcess, startServiceProcess } from '../service-process.js';
import { type Forum, startForum } from './forum.js';
import { type Listeners, openListeners } from './listeners.js';

/** Users, content as far as alerts knows it, and as many instances of alerts as are started, one after the other. */
export interface Stage {
  readonly db: Db;
  readonly users: readonly Writer[];
  readonly forum: Forum;
  /** Runs this with an instance in a process of its own. */
  withAlerts<T>(use: (alerts: ServiceProcess) => Promise<T>): Promise<T>;
  /** Opens the stream of every user; each piece that comes is handed on, with the index of its user. */
  listen(alerts: ServiceProcess, hear: (index: number, piece: Buffer) => void): Promise<Listeners>;
}

/** Runs this with a Redis and a database that wait for the disk, and end with it. */
export const withStage = <T>(count: number, use: (stage: Stage) => Promise<T>): Promise<T> =>
  withRedis(onDisk, ({ url: redisUrl }) =>
    withDatabase(process.env.MONGO_URL, async ({ db, url: mongoUrl }) => {
      const { all: users, stop } = await startWriters(redisUrl, count);
      const forum = await startForum(redisUrl);
      const env = {
        REDIS_URL: redisUrl,
        MONGO_URL: mongoUrl,
        MONGO_DATABASE: db.databaseName,
        SITE_URL: issuer,
        TOKEN_ISSUER: issuer,
        TOKEN_AUDIENCE: issuer,
        ALERTS_SECRET: 'a secret of more than thirty-two characters',
        LOG_LEVEL: 'warn',
      };
      try {
        return await use({
          db,
          users,
          forum,
          withAlerts: async (useAlerts) => {
            const alerts = await startServiceProcess('@obey/alerts', env);
            try {
              return await useAlerts(alerts);
            } finally {
              await alerts.stop();
            }
          },
          listen: ({ url }, hear) => openListeners({ url, who: users, hear }),
        });
      } finally {
        await forum.stop();
        await stop();
      }
    }),
  );

/** The resident memory of a service in MiB, as it says itself (`/metrics`). */
export const residentOf = async ({ url }: ServiceProcess): Promise<number> => {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const bytes = /^process_resident_memory_bytes(?:\{.*\})? (\S+)$/m.exec(metrics)?.[1];
  if (bytes === undefined) throw new Error('The metrics tell of no memory.');
  return Number(bytes) / 2 ** 20;
};

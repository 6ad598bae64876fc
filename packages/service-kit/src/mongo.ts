import { type Db, MongoClient } from 'mongodb';
import { boundedDb } from './bounded-db.js';

export interface Mongo {
  /** Heeds the deadlines of requests. */
  readonly db: Db;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The database of a service. Selecting a server fails after 2 s, so that a request is answered meanwhile. */
export const openMongo = (url: string, database: string): Mongo => {
  const client = new MongoClient(url, {
    serverSelectionTimeoutMS: 2_000,
    connectTimeoutMS: 2_000,
    appName: database,
  });
  const db = client.db(database);
  return {
    db: boundedDb(db),
    ping: async () => {
      await db.command({ ping: 1 });
    },
    close: () => client.close(),
  };
};

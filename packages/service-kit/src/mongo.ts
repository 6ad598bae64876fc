import { type Db, MongoClient } from 'mongodb';

export interface Mongo {
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
    db,
    ping: async () => {
      await db.command({ ping: 1 });
    },
    close: () => client.close(),
  };
};

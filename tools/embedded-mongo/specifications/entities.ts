import {
  AbstractCursor,
  ChangeStream,
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  MongoClient,
} from 'mongodb';
import { asBson } from './bson-values.js';
import { type Observed, observe } from './events.js';
import { onlyKnown, words } from './format.js';
import { type Lookup, Mismatch } from './match.js';
import { concerns, withOptions } from './options.js';
import type { Refusals } from './refusals.js';

/** What a cursor and a change stream have in common. */
export type Iterated = {
  next: () => Promise<unknown>;
  tryNext: () => Promise<unknown>;
  close: () => Promise<unknown>;
};

type Kinds = {
  client: { client: MongoClient; observed: Observed };
  database: Db;
  collection: Collection;
  session: ClientSession;
  cursor: Iterated;
  value: unknown;
};
export type Kind = keyof Kinds;

/** What one test has by name; a name is given once, and stands for one kind of thing. */
export type Entities = {
  create: (entity: Document) => Promise<void>;
  get: <K extends Kind>(kind: K, name: string) => Kinds[K];
  has: (kind: Kind, name: string) => boolean;
  /** Keeps the result of an operation: a cursor to iterate, or a value. */
  keep: (name: string, result: unknown) => void;
  lookup: Lookup;
  close: () => Promise<void>;
};

const CLIENT_FIELDS = words(
  'id uriOptions useMultipleMongoses observeEvents ignoreCommandMonitoringEvents observeSensitiveCommands serverApi',
);

export function createEntities(url: string, refusals: Refusals): Entities {
  const kept: { [K in Kind]: Map<string, Kinds[K]> } = {
    client: new Map(),
    database: new Map(),
    collection: new Map(),
    session: new Map(),
    cursor: new Map(),
    value: new Map(),
  };

  function get<K extends Kind>(kind: K, name: string): Kinds[K] {
    const found = kept[kind].get(name);
    if (found === undefined) throw new Mismatch(`the test has no ${kind} ${name}`);
    return found;
  }

  function save<K extends Kind>(kind: K, name: string, entity: Kinds[K]): void {
    if (Object.values(kept).some((named) => named.has(name))) throw new Mismatch(`${name} is there already`);
    kept[kind].set(name, entity);
  }

  async function create(entity: Document): Promise<void> {
    const { client, database, collection, session, ...others } = entity;
    onlyKnown(others, [], 'createEntities');
    if (client) {
      onlyKnown(client, CLIENT_FIELDS, 'a client');
      const made = new MongoClient(withOptions(url, client.uriOptions), {
        monitorCommands: true,
        serverSelectionTimeoutMS: 10_000,
        ...(client.serverApi && { serverApi: client.serverApi }),
      });
      refusals.watch(made);
      save('client', client.id, { client: made, observed: observe(made, client) });
      await made.connect();
    }
    if (database) {
      onlyKnown(database, ['id', 'client', 'databaseName', 'databaseOptions'], 'a database');
      const { client: owner } = get('client', database.client);
      save('database', database.id, owner.db(database.databaseName, concerns(database.databaseOptions)));
    }
    if (collection) {
      onlyKnown(collection, ['id', 'database', 'collectionName', 'collectionOptions'], 'a collection');
      const owner = get('database', collection.database);
      const options = concerns(collection.collectionOptions);
      save('collection', collection.id, owner.collection(collection.collectionName, options));
    }
    if (session) {
      onlyKnown(session, ['id', 'client', 'sessionOptions'], 'a session');
      const { client: owner } = get('client', session.client);
      const { defaultTransactionOptions, ...options } = session.sessionOptions ?? {};
      const defaults = concerns(defaultTransactionOptions);
      save('session', session.id, owner.startSession({ ...options, defaultTransactionOptions: defaults }));
    }
  }

  return {
    create,
    get,
    keep: (name, result) => {
      if (result === undefined) throw new Mismatch(`there is no result to keep as ${name}`);
      if (isIterated(result)) save('cursor', name, result);
      else save('value', name, asBson(result, true));
    },
    has: (kind, name) => kept[kind].has(name),
    lookup: {
      value: (name) => get('value', name),
      lsid: (name) => get('session', name).id,
    },
    close: async () => {
      for (const cursor of kept.cursor.values()) await cursor.close();
      for (const session of kept.session.values()) await session.endSession();
      for (const { client } of kept.client.values()) await client.close();
    },
  };
}

function isIterated(result: unknown): result is Iterated {
  return result instanceof AbstractCursor || result instanceof ChangeStream;
}

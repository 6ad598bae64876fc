import { beforeChange, timeLeft } from '@obey/choreography';
import type { Collection, Db, Document } from 'mongodb';

/** What reads, and which of its arguments are the options. */
const reads: ReadonlyMap<PropertyKey, number> = new Map([
  ['find', 1],
  ['findOne', 1],
  ['aggregate', 1],
  ['countDocuments', 1],
  ['estimatedDocumentCount', 0],
  ['distinct', 2],
]);

/** These give a cursor; the others promises. */
const cursors: ReadonlySet<PropertyKey> = new Set(['find', 'aggregate']);

const writes: ReadonlySet<PropertyKey> = new Set([
  'insertOne',
  'insertMany',
  'bulkWrite',
  'updateOne',
  'updateMany',
  'replaceOne',
  'deleteOne',
  'deleteMany',
  'findOneAndUpdate',
  'findOneAndReplace',
  'findOneAndDelete',
]);

/**
 * The same database, but a request's deadline holds for what is read (`maxTimeMS`), and ends with the first write. The
 * server is told, and not the driver: a read that is aborted closes its connection, and the next has to open one; and the
 * driver's own `timeoutMS` does nothing since its version 7.8. A server that tells nothing at all is noticed by the driver's
 * heartbeats, which end what waits for it.
 */
export const boundedDb = (db: Db): Db => {
  const bounded: Db = new Proxy(db, {
    get: (target, name) => {
      if (name !== 'collection') return Reflect.get(target, name);
      return (...given: Parameters<Db['collection']>) =>
        boundedCollection(target.collection(...given), bounded);
    },
  });
  return bounded;
};

const boundedCollection = (collection: Collection<Document>, db: Db): Collection<Document> =>
  new Proxy(collection, {
    get: (target, name) => {
      if (name === 'db') return db;
      const own: unknown = Reflect.get(target, name);
      if (typeof own !== 'function') return own;
      const place = reads.get(name);
      if (place === undefined && !writes.has(name)) return own;
      const act = (given: readonly unknown[]): unknown => Reflect.apply(own, target, given);
      return (...given: unknown[]): unknown => {
        try {
          if (place === undefined) beforeChange();
          else given[place] = withinTimeLeft(given[place]);
        } catch (error) {
          // Not thrown: whoever begins several at once must get to wait for those before it.
          return cursors.has(name)
            ? endedBy(error, (signal) => act([given[0], { signal }]))
            : Promise.reject(error);
        }
        return act(given);
      };
    },
  });

/** Aborted when it is there: so the driver closes it. */
const endedBy = (error: unknown, open: (signal: AbortSignal) => unknown): unknown => {
  const ending = new AbortController();
  const cursor = open(ending.signal);
  ending.abort(error);
  return cursor;
};

const withinTimeLeft = (options: unknown): unknown => {
  const leftMs = timeLeft();
  if (!Number.isFinite(leftMs)) return options;
  const asked: { maxTimeMS?: number } = typeof options === 'object' && options !== null ? options : {};
  return { ...asked, maxTimeMS: Math.ceil(Math.min(leftMs, asked.maxTimeMS || leftMs)) };
};

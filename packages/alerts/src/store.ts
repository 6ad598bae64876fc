import type { Outbox, OutboxField, Runtime } from '@obey/choreography';
import { type Db, MongoBulkWriteError, MongoServerError } from 'mongodb';
import type { Alert, Place } from './alert.js';

type Messages = Parameters<Outbox['hold']>[0];
type Stored = Alert & { readonly outbox?: OutboxField };

/** Who hears of what happens in a thread. */
interface Subscription {
  readonly _id: string;
  readonly threadId: string;
  readonly userId: string;
}

export interface Raised {
  readonly alert: Alert;
  /** What is said about it, once it is stored. */
  readonly messages: Messages;
}

/** Where in the list of a user's alerts to read, and how many. */
interface Stretch {
  readonly unread: boolean;
  readonly from: Place | undefined;
  readonly direction: 'after' | 'before';
  readonly limit: number;
}

export type Store = Awaited<ReturnType<typeof openStore>>;

const duplicateKey = 11_000;
const shown = { outbox: 0 } as const;

/** The collections `alerts` and `subscriptions`, with their indexes. */
export const openStore = async (db: Db, runtime: Pick<Runtime, 'outbox'>) => {
  const alerts = db.collection<Stored>('alerts');
  const subscriptions = db.collection<Subscription>('subscriptions');
  await Promise.all([
    alerts.createIndex({ userId: 1, raisedAt: -1, _id: -1 }),
    alerts.createIndex({ userId: 1, read: 1, raisedAt: -1, _id: -1 }),
    subscriptions.createIndex({ threadId: 1, userId: 1 }, { unique: true }),
  ]);
  const outbox = await runtime.outbox(alerts);

  return {
    /** Subscribing twice is subscribing once. */
    subscribe: async (threadId: string, userId: string): Promise<void> => {
      await subscriptions
        .insertOne({ _id: `${threadId}:${userId}`, threadId, userId })
        .catch(ignoreDuplicates);
    },

    /** The next subscribers of a thread by their ids, after the one given. */
    subscribers: async (threadId: string, after: string, limit: number): Promise<string[]> => {
      const found = await subscriptions
        .find({ threadId, userId: { $gt: after } }, { projection: { userId: 1 } })
        .sort({ userId: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ userId }) => userId);
    },

    /** Stores alerts, each with what is to be said about it in the same write. One that is there stays. */
    raise: async (raised: readonly Raised[]): Promise<void> => {
      if (raised.length === 0) return;
      const documents = raised.map(({ alert, messages }) => ({ ...alert, ...outbox.hold(messages) }));
      await alerts.insertMany(documents, { ordered: false }).catch(ignoreDuplicates);
      for (const { _id, userId } of documents) outbox.relay(_id, userId);
    },

    /** An answer to one's own post is more than news of its thread, also where that was heard first. */
    promote: async (id: string, text: string): Promise<void> => {
      await alerts.updateOne({ _id: id, kind: 'thread-replied' }, { $set: { kind: 'post-replied', text } });
    },

    find: (userId: string, id: string): Promise<Alert | null> =>
      alerts.findOne({ _id: id, userId }, { projection: shown }),

    /** Alerts of a user from the newest on; or before a place, nearest first. */
    list: (userId: string, { unread, from, direction, limit }: Stretch): Promise<Alert[]> => {
      const [order, beyond] = direction === 'after' ? ([-1, '$lt'] as const) : ([1, '$gt'] as const);
      const filter = {
        userId,
        ...(unread && { read: false }),
        ...(from && {
          $or: [
            { raisedAt: { [beyond]: from.raisedAt } },
            { raisedAt: from.raisedAt, _id: { [beyond]: from._id } },
          ],
        }),
      };
      const sorted = alerts.find(filter, { projection: shown }).sort({ raisedAt: order, _id: order });
      return sorted.limit(limit).toArray();
    },

    unreadCount: (userId: string): Promise<number> => alerts.countDocuments({ userId, read: false }),

    /** False where the user has no such alert. */
    markRead: async (userId: string, id: string): Promise<boolean> => {
      const { matchedCount } = await alerts.updateOne({ _id: id, userId }, { $set: { read: true } });
      return matchedCount === 1;
    },

    markAllRead: async (userId: string): Promise<void> => {
      await alerts.updateMany({ userId, read: false }, { $set: { read: true } });
    },
  };
};

const ignoreDuplicates = (error: unknown): void => {
  const codes =
    error instanceof MongoBulkWriteError
      ? [error.writeErrors].flat().map(({ code }) => code)
      : [error instanceof MongoServerError ? error.code : undefined];
  if (codes.length === 0 || codes.some((code) => code !== duplicateKey)) throw error;
};

import type { Outbox, OutboxField, Outgoing } from '@obey/choreography';
import type { Collection } from 'mongodb';
import type { Alert, Place } from '../alert.js';
import { isDuplicate } from './duplicates.js';

/** An alert with what is for the service alone. */
export interface StoredAlert extends Alert {
  /** Rises by one with every change. */
  readonly version: number;
  /** `<thread>:<user>` while further replies are added to it: unique, and gone once it is read. */
  readonly fold?: string;
  readonly outbox?: OutboxField;
}

/** Where in the list of a user's alerts to read, and how many. */
export interface Stretch {
  readonly unread: boolean;
  readonly from: Place | undefined;
  readonly direction: 'after' | 'before';
  readonly limit: number;
}

const shown = { outbox: 0, version: 0, fold: 0 } as const;
const asRead = { $set: { read: true }, $unset: { fold: '' as const }, $inc: { version: 1 } };

/** The collection `alerts`, as far as one alert, or the list of one user, is concerned. */
export const openAlerts = async (alerts: Collection<StoredAlert>, outbox: Outbox) => {
  await Promise.all([
    alerts.createIndex({ userId: 1, raisedAt: -1, _id: -1 }),
    alerts.createIndex({ userId: 1, read: 1, raisedAt: -1, _id: -1 }),
    alerts.createIndex({ threadId: 1, userId: 1 }),
    alerts.createIndex({ fold: 1 }, { unique: true, sparse: true }),
  ]);

  return {
    /** Stores an alert, and what is to be said about it in the same write. False where it is there: it stays as it is. */
    insert: async (alert: Alert, messages: readonly Outgoing[]): Promise<boolean> => {
      try {
        await alerts.insertOne({ ...alert, version: 1, ...outbox.hold(messages) });
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
      outbox.relay(alert._id, alert.userId);
      return true;
    },

    /** Stores those that are not there; nothing is said about them. */
    insertMany: async (list: readonly Alert[]): Promise<void> => {
      if (list.length === 0) return;
      const documents = list.map((alert) => ({ ...alert, version: 1 }));
      try {
        await alerts.insertMany(documents, { ordered: false });
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    /** An answer says more of a post than a mention: where that was heard first, it becomes one. */
    promote: async ({ _id, kind }: Alert): Promise<void> => {
      await alerts.updateOne({ _id, kind: 'mentioned' }, { $set: { kind }, $inc: { version: 1 } });
    },

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

    /** Those of these that are the user's. */
    find: (userId: string, ids: readonly string[]): Promise<Alert[]> =>
      alerts.find({ _id: { $in: [...ids] }, userId }, { projection: shown }).toArray(),

    /** Those of these that are there, whosever they are. */
    named: async (ids: readonly string[]): Promise<Map<string, Alert>> => {
      const found = await alerts.find({ _id: { $in: [...ids] } }, { projection: shown }).toArray();
      return new Map(found.map((alert) => [alert._id, alert]));
    },

    markRead: async (userId: string, ids: readonly string[]): Promise<void> => {
      await alerts.updateMany({ _id: { $in: [...ids] }, userId, read: false }, asRead);
    },

    /** All that were raised, or have grown last, until then; of one thread, where one is named. */
    markReadUntil: async (userId: string, until: Date, threadId?: string): Promise<void> => {
      const ofThread = threadId === undefined ? {} : { threadId };
      await alerts.updateMany({ userId, read: false, raisedAt: { $lte: until }, ...ofThread }, asRead);
    },
  };
};

import type { SubscriptionLevel } from '@obey/contracts';
import type { Db } from 'mongodb';
import type { Static } from 'typebox';
import { ignoreDuplicates } from './duplicates.js';

export type Level = Static<typeof SubscriptionLevel>;

/** How much a user wants to hear of a thread. */
interface Subscription {
  /** `<thread>:<user>` */
  readonly _id: string;
  readonly threadId: string;
  readonly userId: string;
  readonly level: Level;
  /** Of their choice; 0 where they have made none. */
  readonly version: number;
}

/** The collection `subscriptions`. */
export const openSubscriptions = async (db: Db) => {
  const subscriptions = db.collection<Subscription>('subscriptions');
  await Promise.all([
    subscriptions.createIndex({ threadId: 1, level: 1, userId: 1 }),
    subscriptions.createIndex({ threadId: 1, userId: 1 }, { unique: true }),
  ]);

  return {
    /** Who writes a thread watches it, unless they have chosen otherwise. */
    watchAsAuthor: async (threadId: string, userId: string): Promise<void> => {
      await subscriptions
        .updateOne(
          { _id: `${threadId}:${userId}` },
          { $setOnInsert: { threadId, userId, level: 'watching', version: 0 } },
          { upsert: true },
        )
        .catch(ignoreDuplicates);
    },

    /** What a user has chosen: an older choice changes nothing. */
    choose: async (threadId: string, userId: string, level: Level, version: number): Promise<void> => {
      const _id = `${threadId}:${userId}`;
      const { matchedCount } = await subscriptions.updateOne(
        { _id, version: { $lt: version } },
        { $set: { level, version } },
      );
      if (matchedCount === 1) return;
      try {
        await subscriptions.insertOne({ _id, threadId, userId, level, version });
      } catch (error) {
        ignoreDuplicates(error);
        // It may have been inserted meanwhile, and be older.
        await subscriptions.updateOne({ _id, version: { $lt: version } }, { $set: { level, version } });
      }
    },

    /** The next watchers of a thread by their ids, after the one given. */
    watchers: async (threadId: string, after: string, limit: number): Promise<string[]> => {
      const found = await subscriptions
        .find({ threadId, level: 'watching', userId: { $gt: after } }, { projection: { userId: 1 } })
        .sort({ userId: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ userId }) => userId);
    },

    /** Which of these users want to hear nothing of the thread. */
    mutedBy: async (threadId: string, userIds: readonly string[]): Promise<Set<string>> => {
      const found = await subscriptions
        .find({ threadId, level: 'muted', userId: { $in: [...userIds] } }, { projection: { userId: 1 } })
        .toArray();
      return new Set(found.map(({ userId }) => userId));
    },
  };
};

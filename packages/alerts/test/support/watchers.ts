import type { Db } from 'mongodb';
import type { Preferences } from '../../src/preferences.js';

interface Doc {
  readonly _id: string;
}

/** Lets many watch a thread, as alerts has learnt of them. */
export const watchAll = async (db: Db, threadId: string, userIds: readonly string[]): Promise<void> => {
  const watching = { threadId, level: 'watching', version: 1 };
  const documents = userIds.map((userId) => ({ _id: `${threadId}:${userId}`, userId, ...watching }));
  await db.collection<Doc>('subscriptions').insertMany(documents);
};

/** Lets many be mailed of replies at once, by their own choice. */
export const wantMails = async (db: Db, userIds: readonly string[]): Promise<void> => {
  const preferences: Preferences = {
    kinds: { 'thread-replied': { inApp: true, email: true, digest: false } },
    digest: { hour: 8, timeZone: 'UTC' },
  };
  const documents = userIds.map((_id) => ({ _id, version: 1, preferences }));
  await db.collection<Doc>('preferences').insertMany(documents);
};

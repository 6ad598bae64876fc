import type { Db } from 'mongodb';
import { ignoreDuplicates } from './duplicates.js';

/** A user does not want to hear of what another does. */
export interface MutedUser {
  /** `<user>:<muted>` */
  readonly _id: string;
  readonly userId: string;
  readonly mutedId: string;
  readonly at: Date;
}

/** The collection `muted-users`. */
export const openMutedUsers = async (db: Db) => {
  const muted = db.collection<MutedUser>('muted-users');
  await Promise.all([
    muted.createIndex({ mutedId: 1, userId: 1 }, { unique: true }),
    muted.createIndex({ userId: 1, mutedId: 1 }),
  ]);

  return {
    /** Muting twice is muting once. */
    mute: async (userId: string, mutedId: string): Promise<void> => {
      await muted
        .updateOne(
          { _id: `${userId}:${mutedId}` },
          { $setOnInsert: { userId, mutedId, at: new Date() } },
          { upsert: true },
        )
        .catch(ignoreDuplicates);
    },

    unmute: async (userId: string, mutedId: string): Promise<void> => {
      await muted.deleteOne({ _id: `${userId}:${mutedId}` });
    },

    /** Whom a user has muted, by ids, from one on. */
    list: (
      userId: string,
      { from, direction, limit }: { from: string | undefined; direction: 'after' | 'before'; limit: number },
    ): Promise<MutedUser[]> => {
      const [order, beyond] = direction === 'after' ? ([1, '$gt'] as const) : ([-1, '$lt'] as const);
      const filter = { userId, ...(from !== undefined && { mutedId: { [beyond]: from } }) };
      return muted.find(filter).sort({ mutedId: order }).limit(limit).toArray();
    },

    countOf: (userId: string, atMost: number): Promise<number> =>
      muted.countDocuments({ userId }, { limit: atMost }),

    /** Which of these users have muted that one. */
    mutedBy: async (mutedId: string, userIds: readonly string[]): Promise<Set<string>> => {
      const found = await muted
        .find({ mutedId, userId: { $in: [...userIds] } }, { projection: { userId: 1 } })
        .toArray();
      return new Set(found.map(({ userId }) => userId));
    },
  };
};

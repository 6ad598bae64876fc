import type { Db } from 'mongodb';
import { noPreferences, type Preferences } from '../preferences.js';
import { isDuplicate } from './duplicates.js';

/** What a user has chosen; version 0 where that is nothing. */
export interface Versioned {
  readonly version: number;
  readonly preferences: Preferences;
}

interface Stored extends Versioned {
  /** The user. */
  readonly _id: string;
}

export type PreferencesStore = ReturnType<typeof openPreferences>;

/** The collection `preferences`: of those who have chosen. */
export const openPreferences = (db: Db) => {
  const chosen = db.collection<Stored>('preferences');

  const find = async (userId: string): Promise<Versioned> => {
    const found = await chosen.findOne({ _id: userId });
    return found ?? { version: 0, preferences: noPreferences };
  };

  /** False where somebody else has changed them since that version. */
  const save = async (userId: string, version: number, preferences: Preferences): Promise<boolean> => {
    const next = { preferences, version: version + 1 };
    if (version > 0) {
      const { matchedCount } = await chosen.updateOne({ _id: userId, version }, { $set: next });
      return matchedCount === 1;
    }
    try {
      await chosen.insertOne({ _id: userId, ...next });
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  };

  return {
    find,

    /** Those of these users who have chosen. */
    findMany: async (userIds: readonly string[]): Promise<Map<string, Preferences>> => {
      const found = await chosen.find({ _id: { $in: [...userIds] } }).toArray();
      return new Map(found.map(({ _id, preferences }) => [_id, preferences]));
    },

    /** Changes them to what is made of them as they are now, if that is not the same; begins again where somebody else was quicker. */
    change: async (userId: string, make: (now: Versioned) => Preferences): Promise<Versioned> => {
      for (;;) {
        const now = await find(userId);
        const preferences = make(now);
        if (preferences === now.preferences) return now;
        if (await save(userId, now.version, preferences)) return { preferences, version: now.version + 1 };
      }
    },
  };
};

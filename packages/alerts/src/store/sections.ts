import type { Rule } from '@obey/contracts';
import type { Db } from 'mongodb';
import { ignoreDuplicates } from './duplicates.js';

interface KnownSection {
  readonly _id: string;
  readonly readableBy: Rule;
  /** Of what was told of it. */
  readonly version: number;
}

/** The collection `sections`: who may read those of which that has changed since alerts listens. */
export const openSections = (db: Db) => {
  const sections = db.collection<KnownSection>('sections');

  return {
    /** Who may read it from now on, with all that is in it: an older message changes nothing. */
    hearOf: async (sectionId: string, readableBy: Rule, version: number): Promise<void> => {
      const older = { _id: sectionId, version: { $lt: version } };
      const $set = { readableBy, version };
      if ((await sections.updateOne(older, { $set })).matchedCount === 1) return;
      try {
        await sections.insertOne({ _id: sectionId, ...$set });
      } catch (error) {
        ignoreDuplicates(error);
        // It may have been inserted meanwhile, and be older.
        await sections.updateOne(older, { $set });
      }
    },

    /** Who may read these, where that was told. */
    rules: async (sectionIds: readonly string[]): Promise<Map<string, Rule>> => {
      if (sectionIds.length === 0) return new Map();
      const found = await sections.find({ _id: { $in: [...sectionIds] } }).toArray();
      return new Map(found.map(({ _id, readableBy }) => [_id, readableBy]));
    },
  };
};

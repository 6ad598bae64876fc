import { ifOlder } from '@obey/choreography';
import type { Rule } from '@obey/contracts';
import type { Db } from 'mongodb';
import type { ToldThread } from '../news.js';
import { ignoreDuplicates } from './duplicates.js';
import type { openSections } from './sections.js';

/** What is known here of a thread. */
export interface KnownThread {
  readonly _id: string;
  readonly sectionId: string;
  readonly title: string;
  /** As it was told of the thread; what was told of its section counts more. */
  readonly readableBy: Rule;
  readonly gone: boolean;
  /** Of the last message from the thread itself. */
  readonly sequence?: string;
}

interface KnownPost {
  readonly _id: string;
  readonly gone: boolean;
  readonly sequence?: string;
}

/** The collections `threads` and `posts`: what is known of threads, and which posts are gone. */
export const openThreads = (db: Db, sections: Pick<ReturnType<typeof openSections>, 'rules'>) => {
  const threads = db.collection<KnownThread>('threads');
  const posts = db.collection<KnownPost>('posts');

  return {
    /** A post tells of its thread as it was then: that counts only where nothing is known of the thread yet. */
    hearOf: async ({ threadId, sectionId, title, readableBy }: ToldThread): Promise<void> => {
      const $setOnInsert = { sectionId, title, readableBy, gone: false };
      await threads.updateOne({ _id: threadId }, { $setOnInsert }, { upsert: true }).catch(ignoreDuplicates);
    },

    /** The thread itself tells what it is from now on: an older message changes nothing. */
    change: async (
      { threadId, ...told }: ToldThread,
      change: Partial<Pick<KnownThread, 'sectionId' | 'title' | 'readableBy' | 'gone'>>,
      sequence: string,
    ): Promise<void> => {
      const $set = { ...change, sequence };
      const { matchedCount } = await threads.updateOne({ _id: threadId, ...ifOlder(sequence) }, { $set });
      if (matchedCount === 1) return;
      await threads.insertOne({ _id: threadId, gone: false, ...told, ...$set }).catch(ignoreDuplicates);
    },

    /** What is known of these, with who may read them now. */
    find: async (threadIds: readonly string[]): Promise<Map<string, KnownThread>> => {
      if (threadIds.length === 0) return new Map();
      const found = await threads.find({ _id: { $in: [...threadIds] } }).toArray();
      const rules = await sections.rules([...new Set(found.map(({ sectionId }) => sectionId))]);
      return new Map(
        found.map((thread) => [
          thread._id,
          { ...thread, readableBy: rules.get(thread.sectionId) ?? thread.readableBy },
        ]),
      );
    },

    /** A post is gone, or back: an older message changes nothing. */
    changePost: async (postId: string, gone: boolean, sequence: string): Promise<void> => {
      const $set = { gone, sequence };
      const { matchedCount } = await posts.updateOne({ _id: postId, ...ifOlder(sequence) }, { $set });
      if (matchedCount === 0) await posts.insertOne({ _id: postId, ...$set }).catch(ignoreDuplicates);
    },

    gonePosts: async (postIds: readonly string[]): Promise<Set<string>> => {
      if (postIds.length === 0) return new Set();
      const found = await posts.find({ _id: { $in: [...postIds] }, gone: true }).toArray();
      return new Set(found.map(({ _id }) => _id));
    },
  };
};

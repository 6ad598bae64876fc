import { refuse } from '@obey/service-kit';
import type { Collection } from 'mongodb';
import { isDuplicate } from './duplicates.js';
import type { Post } from './store.js';
import { createTurns } from './turns.js';

const attempts = 100;
const inTurn = createTurns();

/**
 * Inserts a post under the next free number of its thread. The unique index (threadId, number) lets one
 * writer have each; who comes second tries the number after the highest. So no number is given twice, and
 * none is left out.
 */
export const insertNumbered = (
  posts: Collection<Post>,
  threadId: string,
  expected: number,
  compose: (number: number) => Post,
): Promise<Post> =>
  inTurn(threadId, async () => {
    let number = expected;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const post = compose(number);
      try {
        await posts.insertOne(post);
        return post;
      } catch (error) {
        if (!isDuplicate(error, 'number')) throw error;
        number = (await highest(posts, threadId)) + 1;
      }
    }
    const detail = `Too many are writing in the thread ${threadId}; try again in a second`;
    return refuse('unavailable', 'content.thread-busy', detail, { retryAfterSeconds: 1 });
  });

/** The highest number of a thread's posts; 0 where it has none. */
export const highest = async (posts: Collection<Post>, threadId: string) => {
  const last = await posts.findOne({ threadId }, { sort: { number: -1 }, projection: { number: 1 } });
  return last?.number ?? 0;
};

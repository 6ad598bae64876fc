import { refuse } from '@obey/service-kit';
import type { Collection } from 'mongodb';
import { isDuplicate } from './duplicates.js';
import type { Post } from './store.js';
import { createTurns } from './turns.js';

const attempts = 100;
/** Of one thread in this process, so that who comes last is answered within a second or two. */
const mostWaiting = 200;

const busy = (threadId: string): never => {
  const detail = `Too many are writing in the thread ${threadId}; try again in a second`;
  return refuse('unavailable', 'content.thread-busy', detail, { retryAfterSeconds: 1 });
};

const inTurn = createTurns<Post>({ most: mostWaiting, full: busy });

/**
 * Inserts a post under the next free number of its thread. The unique index (threadId, number) lets one
 * writer have each; who comes second tries the number after the highest. So no number is given twice, and
 * none is left out. Refuses as 'unavailable' while too many do so.
 */
export const insertNumbered = (
  posts: Collection<Post>,
  threadId: string,
  expected: number,
  compose: (number: number) => Post,
): Promise<Post> =>
  inTurn(threadId, async (before) => {
    // What was expected is old by now for who had to wait.
    let number = Math.max(expected, (before?.number ?? 0) + 1);
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
    return busy(threadId);
  });

/** The highest number of a thread's posts; 0 where it has none. */
export const highest = async (posts: Collection<Post>, threadId: string) => {
  const last = await posts.findOne({ threadId }, { sort: { number: -1 }, projection: { number: 1 } });
  return last?.number ?? 0;
};

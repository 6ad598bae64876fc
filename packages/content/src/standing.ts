import { Refusal } from '@obey/service-kit';
import { countIn } from './finishing.js';
import type { Post, Store } from './store.js';
import type { PlacedThread } from './visible.js';

interface Standing {
  /** The thread as it was when the post was admitted. */
  readonly before: PlacedThread;
  /** Reads the thread anew, and refuses the post if it takes none of this writer any more. */
  readonly admit: () => Promise<PlacedThread>;
  /** The fields of the post that say whom it tells of itself, in the thread as it is then. */
  readonly telling: (placed: PlacedThread) => Pick<Post, 'mentioned' | 'outbox'>;
}

/**
 * Has its thread decide whether a reply that was just stored, and is told to nobody yet, stands there: it does if the
 * thread has not changed since it was admitted, or takes it as it is now. Otherwise it is taken back, and refused.
 */
export const standIn = async (
  store: Store,
  post: Post,
  { before, admit, telling }: Standing,
): Promise<PlacedThread> => {
  for (let placed = before; ; ) {
    if (await countIn(store, placed.thread, post)) return placed;
    placed = await admit().catch(async (error: unknown) => {
      if (error instanceof Refusal) await takeBack(store, post);
      throw error;
    });
    // Whoever has begun to tell what waits goes on with that.
    const untold = { 'outbox.messages.0': { $exists: true }, 'outbox.relayedBy': { $exists: false } };
    await store.posts.updateOne({ _id: post._id, ...untold }, { $set: telling(placed) });
  }
};

/** Others may have the numbers after it by now: so it keeps its own, like a post that was purged. */
const takeBack = async ({ posts, threads }: Store, { _id, threadId, number, authorId }: Post) => {
  await posts.updateOne(
    { _id },
    {
      $set: { state: 'purged', body: '', html: '', deletion: { at: new Date(), by: authorId } },
      $unset: { creation: '', outbox: '', mentioned: '' },
      $inc: { version: 1 },
    },
  );
  await threads.updateOne({ _id: threadId }, { $max: { postCount: number } });
};

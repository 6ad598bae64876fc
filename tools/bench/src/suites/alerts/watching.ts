import { until } from '@obey/test-servers';
import type { Document } from 'mongodb';
import type { Stage } from './stage.js';

interface Watching extends Document {
  readonly _id: string;
}

/**
 * Lets all of these users watch a thread. The first does so by a message; the others are copies of what alerts stored of that,
 * since messages about one thread are handled one after the other, and this is not what is measured.
 */
export const watch = async (
  { db, forum }: Pick<Stage, 'db' | 'forum'>,
  threadId: string,
  [first, ...others]: readonly string[],
): Promise<void> => {
  if (first === undefined) return;
  await forum.watch(threadId, first);
  const subscriptions = db.collection<Watching>('subscriptions');
  const stored = await until('the first one watches', () =>
    subscriptions.findOne({ threadId, userId: first, level: 'watching' }),
  );
  const copies = others.map((userId) => ({
    ...stored,
    _id: stored._id.replace(first, userId),
    threadId,
    userId,
  }));
  for (let at = 0; at < copies.length; at += 2_000)
    await subscriptions.insertMany(copies.slice(at, at + 2_000));
};

import { ContentThreadCreated, ContentThreadReplied } from '@obey/contracts';
import type { Collections, Post, Thread } from './store.js';
import { followAsWriter } from './subscriptions.js';
import { noteWritten } from './unread.js';

type Written = Pick<Post, 'number' | 'authorId' | 'createdAt'>;

/** What a thread knows of a post in it. Doing it again changes nothing: numbers and times only rise. */
const counting = ({ authorId }: Pick<Thread, 'authorId'>, post: Written) => ({
  $max: { postCount: post.number, lastActivityAt: post.createdAt },
  ...(post.authorId !== authorId && { $set: { alone: false } }),
});

/**
 * Counts a post in its thread, if that is still of the version that was read: so a reply and what becomes of its thread
 * follow one another, whichever is first.
 */
export const countIn = async (
  { threads }: Collections,
  thread: Pick<Thread, '_id' | 'version' | 'authorId'>,
  post: Written,
): Promise<boolean> => {
  const { _id, version } = thread;
  const { matchedCount } = await threads.updateOne({ _id, version }, counting(thread, post));
  return matchedCount > 0;
};

/** What somebody's post is to themselves: they follow its thread, and have read it. Doing it again changes nothing. */
export const noteWriter = async (
  store: Collections,
  thread: Pick<Thread, '_id' | 'authorId'>,
  { authorId, number }: Pick<Written, 'authorId' | 'number'>,
): Promise<void> => {
  await Promise.all([
    followAsWriter(store, thread, authorId),
    noteWritten(store, thread._id, authorId, number),
  ]);
};

/** Whether it was done; what was not, the sweep of the outbox does, as long as nothing was relayed. */
export const succeeds = (done: Promise<void>): Promise<boolean> =>
  done.then(
    () => true,
    () => false,
  );

/** Does for a thread that waits to be told as new what a crash may have prevented. */
export const finishThread = async (store: Collections, _id: string): Promise<void> => {
  const fresh = { _id, 'outbox.messages.message.type': ContentThreadCreated.type };
  const thread = await store.threads.findOne(fresh, { projection: { authorId: 1 } });
  if (thread) await noteWriter(store, thread, { authorId: thread.authorId, number: 1 });
};

/** Does for a reply that waits to be told what a crash may have prevented. */
export const finishReply = async (store: Collections, _id: string): Promise<void> => {
  const fresh = { _id, 'outbox.messages.message.type': ContentThreadReplied.type };
  const written = { threadId: 1, number: 1, authorId: 1, createdAt: 1 };
  const post = await store.posts.findOne(fresh, { projection: written });
  const thread =
    post && (await store.threads.findOne({ _id: post.threadId }, { projection: { authorId: 1 } }));
  if (!thread) return;
  await store.threads.updateOne({ _id: thread._id }, counting(thread, post));
  await noteWriter(store, thread, post);
};

import { ContentThreadLocked, ContentThreadUnlocked } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { By, Deps } from './deps.js';
import type { NewLock } from './shapes.js';
import type { Thread } from './store.js';
import { findThread } from './threads.js';
import { may, type Writer, writerOf } from './writers.js';

/** The permission to lock and unlock threads, and to write in locked ones. */
export const lockThreads = 'threads.lock';

/** Locks a thread and tells it. One that is locked stays as it is, and nothing is told. */
export const lockThread = async (
  { store, users, runtime }: Deps,
  { user, cause }: By,
  threadId: string,
  { reason }: NewLock,
): Promise<void> => {
  const { userId } = await writerOf(users, user, lockThreads);
  const { title } = await findThread(store, threadId);
  const why = reason === undefined ? {} : { reason };
  const told = runtime.compose(ContentThreadLocked, { threadId, title, lockedBy: userId, ...why }, { cause });
  const { modifiedCount } = await store.threads.updateOne(
    { _id: threadId, lock: { $exists: false } },
    { $set: { lock: { at: new Date(), by: userId, ...why } }, ...store.outboxes.threads.push([told]) },
  );
  if (modifiedCount > 0) store.outboxes.threads.relay(threadId);
};

/** Unlocks a thread and tells it, if it is locked. */
export const unlockThread = async (
  { store, users, runtime }: Deps,
  { user, cause }: By,
  threadId: string,
): Promise<void> => {
  const { userId } = await writerOf(users, user, lockThreads);
  const { title } = await findThread(store, threadId);
  const told = runtime.compose(ContentThreadUnlocked, { threadId, title, unlockedBy: userId }, { cause });
  const { modifiedCount } = await store.threads.updateOne(
    { _id: threadId, lock: { $exists: true } },
    { $unset: { lock: '' }, ...store.outboxes.threads.push([told]) },
  );
  if (modifiedCount > 0) store.outboxes.threads.relay(threadId);
};

/** Refuses a post in a locked thread by somebody who could not unlock it. */
export const checkUnlocked = ({ _id, lock }: Thread, writer: Writer): void => {
  if (lock === undefined || may(writer, lockThreads)) return;
  refuse('conflict', 'content.thread-locked', `The thread ${_id} is locked, and takes no posts`);
};

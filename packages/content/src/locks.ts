import { ContentThreadLocked, ContentThreadUnlocked } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { By, Deps } from './deps.js';
import { mayIn, type Place } from './places.js';
import { toldOfThread } from './replies.js';
import type { Because } from './shapes.js';
import type { Thread } from './store.js';
import { visibleThread } from './visible.js';
import { may, type Writer, writerOf } from './writers.js';

/** The permission to lock and unlock threads everywhere, and to write in locked ones; moderators of a place may too. */
export const lockThreads = 'threads.lock';

const mayLock = (writer: Writer, place: Place) =>
  may(writer, lockThreads) || mayIn(place, 'moderate', writer);

/** Locks a thread and tells it. One that is locked stays as it is, and nothing is told. */
export const lockThread = async (
  deps: Deps,
  by: By,
  threadId: string,
  { reason }: Because,
): Promise<void> => {
  const { store, runtime } = deps;
  const { userId, told } = await lockingOf(deps, by, threadId);
  const why = reason === undefined ? {} : { reason };
  const message = runtime.compose(
    ContentThreadLocked,
    { ...told, lockedBy: userId, ...why },
    { cause: by.cause },
  );
  const { modifiedCount } = await store.threads.updateOne(
    { _id: threadId, lock: { $exists: false } },
    {
      $set: { lock: { at: new Date(), by: userId, ...why } },
      $inc: { version: 1 },
      ...store.outboxes.threads.push([message]),
    },
  );
  if (modifiedCount > 0) store.outboxes.threads.relay(threadId);
};

/** Unlocks a thread and tells it, if it is locked. */
export const unlockThread = async (deps: Deps, by: By, threadId: string): Promise<void> => {
  const { store, runtime } = deps;
  const { userId, told } = await lockingOf(deps, by, threadId);
  const message = runtime.compose(
    ContentThreadUnlocked,
    { ...told, unlockedBy: userId },
    { cause: by.cause },
  );
  const { modifiedCount } = await store.threads.updateOne(
    { _id: threadId, lock: { $exists: true } },
    { $unset: { lock: '' }, $inc: { version: 1 }, ...store.outboxes.threads.push([message]) },
  );
  if (modifiedCount > 0) store.outboxes.threads.relay(threadId);
};

/** Refuses a post in a locked thread by somebody who could not unlock it. */
export const checkUnlocked = ({ _id, lock }: Thread, place: Place, writer: Writer): void => {
  if (lock === undefined || mayLock(writer, place)) return;
  refuse('conflict', 'content.thread-locked', `The thread ${_id} is locked, and takes no posts`);
};

const lockingOf = async ({ store, users }: Deps, { user }: By, threadId: string) => {
  const writer = await writerOf(users, user);
  const placed = await visibleThread(store, threadId, writer);
  if (!mayLock(writer, placed.place))
    refuse('forbidden', 'permission.missing', `This needs the permission ${lockThreads}, or a moderator`);
  return { userId: writer.userId, told: toldOfThread(placed) };
};

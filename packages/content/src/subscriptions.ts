import { ContentSubscriptionChanged } from '@obey/contracts';
import type { User } from '@obey/service-kit';
import { changeVersioned } from './changing.js';
import type { By, Deps } from './deps.js';
import { isDuplicate } from './duplicates.js';
import type { Subscription } from './shapes.js';
import { type Store, type Subscribed, shown, type Thread } from './store.js';
import { visibleThread } from './visible.js';
import { viewerOf } from './writers.js';

type Level = Subscription['level'];

/** One document for each thread and user. */
export const ofUser = (threadId: string, userId: string): string => `${threadId}:${userId}`;

/** What a user wants to hear of a thread. Without a word of theirs: its author watches, who replied is tracking. */
export const levelOf = async ({ store }: Deps, user: User, threadId: string): Promise<Level> => {
  const { thread } = await visibleThread(store, threadId, viewerOf(user));
  return (await subscribedTo(store, thread, user.id)).level;
};

/** Chooses what to hear of a thread, and tells it. Chosen already, nothing is told. */
export const subscribe = async (
  { store, runtime }: Deps,
  { user, cause }: By,
  threadId: string,
  { level }: Subscription,
): Promise<void> => {
  const { thread } = await visibleThread(store, threadId, viewerOf(user));
  await changeVersioned({
    ifMatch: undefined,
    read: () => subscribedTo(store, thread, user.id),
    decide: (before) =>
      before.version > 0 && before.level === level ? undefined : { threadId, userId: user.id, level },
    write: async ({ _id, version }, chosen) => {
      const data = { ...chosen, version: version + 1 };
      const told = runtime.compose(ContentSubscriptionChanged, data, { cause });
      const changed = await insertedOrNull(() =>
        store.subscriptions.findOneAndUpdate(
          { _id, version },
          { $set: chosen, $inc: { version: 1 }, ...store.outboxes.subscriptions.push([told]) },
          { upsert: version === 0, returnDocument: 'after', projection: shown },
        ),
      );
      if (changed !== null) store.outboxes.subscriptions.relay(_id);
      return changed;
    },
  });
};

/** Who writes in a thread follows it from then on, unless they chose otherwise. Doing it again changes nothing. */
export const followAsWriter = async (
  { subscriptions }: Pick<Store, 'subscriptions'>,
  { _id: threadId, authorId }: Pick<Thread, '_id' | 'authorId'>,
  userId: string,
): Promise<void> => {
  const level: Level = authorId === userId ? 'watching' : 'tracking';
  await insertedOrNull(() =>
    subscriptions.updateOne(
      { _id: ofUser(threadId, userId) },
      { $setOnInsert: { threadId, userId, level, version: 1 } },
      { upsert: true },
    ),
  );
};

/** As it is stored; of version 0 where nothing is. */
const subscribedTo = async (
  { subscriptions }: Store,
  thread: Thread,
  userId: string,
): Promise<Subscribed> => {
  const _id = ofUser(thread._id, userId);
  const stored = await subscriptions.findOne({ _id }, { projection: shown });
  if (stored !== null) return stored;
  const level = thread.authorId === userId ? 'watching' : 'normal';
  return { _id, version: 0, threadId: thread._id, userId, level };
};

/** Null where somebody else has inserted it meanwhile. */
const insertedOrNull = async <T>(write: () => Promise<T>): Promise<T | null> => {
  try {
    return await write();
  } catch (error) {
    if (isDuplicate(error, '_id')) return null;
    throw error;
  }
};

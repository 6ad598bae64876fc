import { newId } from '@obey/choreography';
import { ContentThreadCreated } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import { createdOnce, creationOf, markedBy } from './creation.js';
import type { By, Deps } from './deps.js';
import { isDuplicate } from './duplicates.js';
import { findSection } from './sections.js';
import type { NewThread } from './shapes.js';
import { type Post, type Store, shown, type Thread } from './store.js';
import { writerOf } from './writers.js';

export const createThread = async (
  { store, users, runtime }: Deps,
  { user, cause, idempotencyKey }: By,
  sectionId: string,
  body: NewThread,
): Promise<Thread> => {
  const { userId } = await writerOf(users, user);
  const route = `POST /content/sections/${sectionId}/threads`;
  const creation = creationOf({ userId, route, idempotencyKey, body });
  return createdOnce(store.threads, creation, async () => {
    await findSection(store, sectionId);
    const { thread, post } = openThread(userId, sectionId, body, new Date(), [newId(), newId()]);
    const told = runtime.compose(
      ContentThreadCreated,
      { threadId: thread._id, sectionId, title: thread.title, authorId: userId, postId: post._id },
      { cause },
    );
    // The post first: a crash in between leaves a post without a thread, which nobody sees; the other way
    // round it would leave, and tell of, a thread that says nothing.
    await store.posts.insertOne(post);
    const held = { ...thread, ...markedBy(creation), ...store.outboxes.threads.hold([told]) };
    try {
      await store.threads.insertOne(held);
    } catch (error) {
      // The same request has created its thread meanwhile.
      if (isDuplicate(error, 'creation.key')) await store.posts.deleteOne({ _id: post._id });
      throw error;
    }
    store.outboxes.threads.relay(thread._id);
    return thread;
  });
};

const openThread = (
  authorId: string,
  sectionId: string,
  { title, body }: NewThread,
  createdAt: Date,
  [threadId, postId]: readonly [string, string],
): { thread: Thread; post: Post } => ({
  thread: {
    _id: threadId,
    sectionId,
    title,
    authorId,
    openingPostId: postId,
    postCount: 1,
    createdAt,
    lastActivityAt: createdAt,
  },
  post: { _id: postId, threadId, number: 1, authorId, body, createdAt },
});

export const findThread = async ({ threads }: Store, id: string): Promise<Thread> => {
  const thread = await threads.findOne({ _id: id }, { projection: shown });
  return thread ?? refuse('not-found', 'content.no-such-thread', `There is no thread ${id}`);
};

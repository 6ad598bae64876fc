import { newId } from '@obey/choreography';
import { ContentThreadCreated } from '@obey/contracts';
import { createdOnce, creationOf, markedBy } from './creation.js';
import type { By, Deps } from './deps.js';
import { isDuplicate } from './duplicates.js';
import { noteWriter, succeeds } from './finishing.js';
import { toldOfThread } from './replies.js';
import type { NewThread } from './shapes.js';
import type { Post, Thread } from './store.js';
import { readText, type Text } from './texts.js';
import { mentionedAnew, mentionsTold } from './told-mentions.js';
import { type PlacedThread, visiblePlace, visibleThread } from './visible.js';
import { checkMayWrite, writerOf } from './writers.js';

/** Opens a thread with its first post, and tells of both; sent again, it gives the thread to whom may still see it. */
export const createThread = async (
  deps: Deps,
  { user, cause, idempotencyKey }: By,
  sectionId: string,
  body: NewThread,
): Promise<PlacedThread> => {
  const { store, runtime, limits } = deps;
  const writer = await writerOf(deps, user);
  const { userId } = writer;
  const route = `POST /content/sections/${sectionId}/threads`;
  const creation = creationOf({ userId, route, idempotencyKey, body });
  const create = async (): Promise<PlacedThread> => {
    const place = await visiblePlace(store, sectionId, writer);
    checkMayWrite(writer, place);
    await limits.admit(writer);
    const text = await readText(deps, writer, body.body);
    const { thread, post } = openThread(userId, sectionId, { ...body, text }, new Date(), [newId(), newId()]);
    const userIds = mentionedAnew(text, { thread, place }, post, writer);
    const { excerpt } = text;
    const opened = runtime.compose(
      ContentThreadCreated,
      {
        ...toldOfThread({ thread, place }),
        authorId: userId,
        postId: post._id,
        excerpt,
      },
      { cause },
    );
    // The post first: a crash in between leaves a post without a thread, which nobody sees; the other way
    // round it would leave, and tell of, a thread that says nothing.
    await store.posts.insertOne({ ...post, ...(userIds.length > 0 && { mentioned: userIds }) });
    const told = [opened, ...mentionsTold(runtime, { thread, place }, post, { excerpt, userIds }, cause)];
    const held = { ...thread, ...markedBy(creation), ...store.outboxes.threads.hold(told) };
    try {
      await store.threads.insertOne(held);
    } catch (error) {
      // The same request has created its thread meanwhile.
      if (isDuplicate(error, 'creation.key')) await store.posts.deleteOne({ _id: post._id });
      throw error;
    }
    if (await succeeds(noteWriter(store, thread, post))) store.outboxes.threads.relay(thread._id);
    return { thread, place };
  };
  const again = ({ _id }: Thread) => visibleThread(store, _id, writer);
  return createdOnce({ collection: store.threads, creation, create, again });
};

const openThread = (
  authorId: string,
  sectionId: string,
  { title, text }: Pick<NewThread, 'title'> & { readonly text: Text },
  createdAt: Date,
  [threadId, postId]: readonly [string, string],
): { thread: Thread; post: Post } => ({
  thread: {
    _id: threadId,
    version: 1,
    sectionId,
    title,
    authorId,
    openingPostId: postId,
    postCount: 1,
    createdAt,
    lastActivityAt: createdAt,
    alone: true,
    pinned: false,
    state: 'visible',
  },
  post: {
    _id: postId,
    version: 1,
    threadId,
    number: 1,
    authorId,
    ...text.stored,
    createdAt,
    state: 'visible',
  },
});

import { newId } from '@obey/choreography';
import { refuse } from '@obey/service-kit';
import { createdOnce, creationOf, markedBy } from './creation.js';
import type { By, Deps } from './deps.js';
import { checkUnlocked } from './locked.js';
import { insertNumbered } from './numbers.js';
import { repliesTold } from './replies.js';
import type { NewPost } from './shapes.js';
import type { Post, Store } from './store.js';
import { followAsWriter } from './subscriptions.js';
import { readText } from './texts.js';
import { checkNotDeleted } from './thread-changes.js';
import { mentionedAnew, mentionsTold } from './told-mentions.js';
import { noteRead } from './unread.js';
import { type PlacedPost, visiblePost, visibleThread } from './visible.js';
import { checkMayWrite, writerOf } from './writers.js';

/** Writes a reply, tells of it, and marks its thread as active; sent again, it gives the post to whom may still see it. */
export const createPost = async (
  deps: Deps,
  { user, cause, idempotencyKey }: By,
  threadId: string,
  input: NewPost,
): Promise<PlacedPost> => {
  const { store, runtime, limits } = deps;
  const writer = await writerOf(deps, user);
  const route = `POST /content/threads/${threadId}/posts`;
  const creation = creationOf({ userId: writer.userId, route, idempotencyKey, body: input });
  const create = async (): Promise<PlacedPost> => {
    const { thread, place } = await visibleThread(store, threadId, writer);
    checkMayWrite(writer, place);
    checkNotDeleted(thread);
    checkUnlocked(thread, place, writer);
    const { replyTo } = input;
    const repliedTo = replyTo === undefined ? undefined : await findRepliedTo(store, threadId, replyTo);
    await limits.admit(writer);
    const text = await readText(deps, writer, input.body);
    const userIds = mentionedAnew(text, { thread, place }, { authorId: writer.userId }, writer);
    const written: Omit<Post, 'number'> = {
      _id: newId(),
      version: 1,
      threadId,
      authorId: writer.userId,
      ...text.stored,
      ...(userIds.length > 0 && { mentioned: userIds }),
      ...(repliedTo && { replyTo: { postId: repliedTo._id, authorId: repliedTo.authorId } }),
      createdAt: new Date(),
      state: 'visible',
    };
    const post = await insertNumbered(store.posts, threadId, thread.postCount + 1, (number) => {
      const numbered: Post = { ...written, number };
      const told = [
        ...repliesTold(runtime, { thread, place }, numbered, text.excerpt, cause),
        ...mentionsTold(runtime, { thread, place }, numbered, { excerpt: text.excerpt, userIds }, cause),
      ];
      return { ...numbered, ...markedBy(creation), ...store.outboxes.posts.hold(told) };
    });
    store.outboxes.posts.relay(post._id, threadId);
    // If a crash prevents these, the next reply makes up for it: numbers and times only ever rise.
    await Promise.all([
      store.threads.updateOne(
        { _id: threadId },
        { $max: { postCount: post.number, lastActivityAt: post.createdAt } },
      ),
      followAsWriter(store, thread, writer.userId),
      noteRead(store, threadId, writer.userId, post.number),
    ]);
    return { post, thread, place };
  };
  const again = ({ _id }: Post) => visiblePost(store, _id, writer);
  return createdOnce({ collection: store.posts, creation, create, again });
};

const findRepliedTo = async ({ posts }: Store, threadId: string, postId: string) => {
  const projection = { _id: 1, authorId: 1 };
  const post = await posts.findOne<Pick<Post, '_id' | 'authorId'>>(
    { _id: postId, threadId, state: 'visible' },
    { projection },
  );
  if (post !== null) return post;
  const detail = 'A post can reply only to a post of the same thread';
  return refuse('invalid', 'content.reply-elsewhere', detail, {
    errors: [{ in: 'body', pointer: '/replyTo', detail }],
  });
};

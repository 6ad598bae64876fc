import { newId } from '@obey/choreography';
import { refuse } from '@obey/service-kit';
import { type Creation, createdOnce, creationOf, markedBy } from './creation.js';
import type { By, Deps } from './deps.js';
import { noteWriter, succeeds } from './finishing.js';
import { checkUnlocked } from './locked.js';
import { insertNumbered } from './numbers.js';
import { repliesTold } from './replies.js';
import type { NewPost } from './shapes.js';
import { standIn } from './standing.js';
import type { Post, Store } from './store.js';
import { readText, type Text } from './texts.js';
import { checkNotDeleted } from './thread-changes.js';
import { mentionedAnew, mentionsTold } from './told-mentions.js';
import type { Writer } from './users.js';
import { type PlacedPost, type PlacedThread, visiblePost, visibleThread } from './visible.js';
import { checkMayWrite, writerOf } from './writers.js';

/**
 * Writes a reply, has its thread count it, and tells of it; sent again, it gives the post to whom may still see it. What
 * fails once the reply stands is done by the sweep of the outbox, before it tells of it.
 */
export const createPost = async (
  deps: Deps,
  by: By,
  threadId: string,
  input: NewPost,
): Promise<PlacedPost> => {
  const { store } = deps;
  const writer = await writerOf(deps, by.user);
  const route = `POST /content/threads/${threadId}/posts`;
  const { idempotencyKey } = by;
  const creation = creationOf({ userId: writer.userId, route, idempotencyKey, body: input });
  return createdOnce({
    collection: store.posts,
    creation,
    create: async () => {
      const placed = await writeReply(deps, by, { writer, threadId, input, creation });
      const { post, thread } = placed;
      const isFinished = await succeeds(noteWriter(store, thread, post));
      if (isFinished) store.outboxes.posts.relay(post._id, threadId);
      return placed;
    },
    again: ({ _id }) => visiblePost(store, _id, writer),
  });
};

interface Reply {
  readonly writer: Writer;
  readonly threadId: string;
  readonly input: NewPost;
  readonly creation: Creation | undefined;
}

const writeReply = async (
  deps: Deps,
  { cause }: By,
  { writer, threadId, input, creation }: Reply,
): Promise<PlacedPost> => {
  const { store, runtime, limits } = deps;
  const admit = async () => {
    const placed = await visibleThread(store, threadId, writer);
    checkMayReply(writer, placed);
    return placed;
  };
  const before = await admit();
  const { replyTo } = input;
  const repliedTo = replyTo === undefined ? undefined : await findRepliedTo(store, threadId, replyTo);
  await limits.admit(writer);
  const text = await readText(deps, writer, input.body);
  const written = openReply(writer.userId, threadId, text, repliedTo);
  /** The fields of the post that say whom it tells of itself. */
  const telling = (placed: PlacedThread, post: Post) => {
    const { excerpt } = text;
    const mentioned = mentionedAnew(text, placed, post, writer);
    const told = [
      ...repliesTold(runtime, placed, post, { excerpt, mentioned }, cause),
      ...mentionsTold(runtime, placed, post, { excerpt, userIds: mentioned }, cause),
    ];
    return { ...(mentioned.length > 0 && { mentioned }), ...store.outboxes.posts.hold(told) };
  };
  const numbered = (number: number): Post => ({ ...written, number });
  const { number } = await insertNumbered(store.posts, threadId, before.thread.postCount + 1, (next) => ({
    ...numbered(next),
    ...markedBy(creation),
    ...telling(before, numbered(next)),
  }));
  const post = numbered(number);
  const placed = await standIn(store, post, { before, admit, telling: (now) => telling(now, post) });
  return { ...placed, post };
};

const openReply = (
  authorId: string,
  threadId: string,
  { stored }: Text,
  repliedTo: Pick<Post, '_id' | 'authorId'> | undefined,
): Omit<Post, 'number'> => ({
  _id: newId(),
  version: 1,
  threadId,
  authorId,
  ...stored,
  ...(repliedTo && { replyTo: { postId: repliedTo._id, authorId: repliedTo.authorId } }),
  createdAt: new Date(),
  state: 'visible',
});

const checkMayReply = (writer: Writer, { thread, place }: PlacedThread) => {
  checkMayWrite(writer, place);
  checkNotDeleted(thread);
  checkUnlocked(thread, place, writer);
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

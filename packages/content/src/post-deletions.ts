import { ContentPostDeleted, ContentPostRestored } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { By, Changed, Deps } from './deps.js';
import { mayIn } from './places.js';
import { changePost, checkMayChangePost, checkNotPurged } from './post-changes.js';
import { toldOfPost } from './replies.js';
import type { Because } from './shapes.js';
import type { Deletion, Post } from './store.js';
import { shownExcerpt } from './texts.js';
import { checkNotDeleted } from './thread-changes.js';
import type { Writer } from './users.js';
import type { PlacedPost } from './visible.js';
import { writerOf } from './writers.js';

/**
 * Deletes a post, and tells it: from then on it is a tombstone, and only moderators read it. A moderator's deletion takes
 * the place of an author's, untold, so that the author cannot undo it.
 */
export const deletePost = async (
  deps: Deps,
  { user, cause, ifMatch }: By & Changed,
  postId: string,
  { reason }: Because,
): Promise<void> => {
  const { runtime } = deps;
  const writer = await writerOf(deps, user);
  await changePost(deps, { postId, writer, ifMatch }, (placed) => {
    const { post, thread } = placed;
    checkMayChangePost(writer, placed);
    checkNotOpening(placed);
    checkNotDeleted(thread);
    if (post.state === 'purged' || (post.state === 'deleted' && !isOverruled(writer, placed)))
      return undefined;
    const why = reason === undefined ? {} : { reason };
    const deletion: Deletion = { at: new Date(), by: writer.userId, ...why };
    if (post.state === 'deleted') return { set: { deletion }, told: [] };
    const deleted = { ...toldOfPost(placed, post), deletedBy: writer.userId, ...why, purged: false };
    return {
      set: { state: 'deleted', deletion },
      told: [runtime.compose(ContentPostDeleted, deleted, { cause })],
    };
  });
};

/** Undoes the deletion of a post, and tells it: a moderator any, an author what they deleted themselves. */
export const restorePost = async (
  deps: Deps,
  { user, cause, ifMatch }: By & Changed,
  postId: string,
): Promise<void> => {
  const { users, runtime } = deps;
  const writer = await writerOf(deps, user);
  await changePost(deps, { postId, writer, ifMatch }, async (placed) => {
    const { post, thread } = placed;
    checkMayChangePost(writer, placed);
    checkNotDeleted(thread);
    checkNotPurged(post);
    if (post.state === 'visible') return undefined;
    checkMayRestore(writer, placed);
    const excerpt = await shownExcerpt(users, post.body);
    const restored = { ...toldOfPost(placed, post), excerpt, restoredBy: writer.userId };
    return {
      set: { state: 'visible' },
      unset: ['deletion'],
      told: [runtime.compose(ContentPostRestored, restored, { cause })],
    };
  });
};

const isOverruled = (writer: Writer, { post, place }: PlacedPost) =>
  deletedByAuthor(post) && post.authorId !== writer.userId && mayIn(place, 'moderate', writer);

const deletedByAuthor = ({ deletion, authorId }: Post) => deletion?.by === authorId;

const checkMayRestore = (writer: Writer, { post, place }: PlacedPost) => {
  if (mayIn(place, 'moderate', writer) || deletedByAuthor(post)) return;
  const detail = 'A moderator has deleted this post; ask one to restore it';
  refuse('forbidden', 'content.moderators-only', detail);
};

const checkNotOpening = ({ post, thread }: PlacedPost) => {
  if (post._id !== thread.openingPostId) return;
  const detail = `The post ${post._id} opens its thread; delete the thread, DELETE /content/threads/${thread._id}`;
  refuse('conflict', 'content.opening-post', detail);
};

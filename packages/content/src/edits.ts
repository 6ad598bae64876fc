import { ContentPostEdited } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { By, Changed, Deps } from './deps.js';
import { changePost, checkMayChangePost, checkNotPurged } from './post-changes.js';
import { toldOfPost } from './replies.js';
import { historyWith } from './revisions.js';
import type { PostEdit } from './shapes.js';
import type { Post } from './store.js';
import { readText } from './texts.js';
import { checkNotDeleted } from './thread-changes.js';
import { mentionedAnew, mentionsTold } from './told-mentions.js';
import type { PlacedPost } from './visible.js';
import { writerOf } from './writers.js';

/**
 * Gives a post another text, keeps the one before, and tells it; whom it mentions now and did not before is told too.
 * The same text changes nothing.
 */
export const editPost = async (
  deps: Deps,
  { user, cause, ifMatch }: By & Changed,
  postId: string,
  { body, reason }: PostEdit,
): Promise<PlacedPost> => {
  const { runtime, limits } = deps;
  const writer = await writerOf(deps, user);
  let admitted = false;
  return changePost(deps, { postId, writer, ifMatch }, async (placed) => {
    const { post, thread } = placed;
    checkMayChangePost(writer, placed);
    checkNotDeleted(thread);
    checkVisible(post);
    // Not once more for meeting somebody else's change.
    if (!admitted) await limits.admit(writer);
    admitted = true;
    const text = await readText(deps, writer, body, post.body);
    if (text.stored.body === post.body) return undefined;
    const { excerpt } = text;
    const userIds = mentionedAnew(text, placed, post, writer);
    const version = post.version + 1;
    const why = reason === undefined ? {} : { reason };
    const edited = { ...toldOfPost(placed, post), excerpt, version, editedBy: writer.userId, ...why };
    return {
      set: {
        ...text.stored,
        ...(userIds.length > 0 && { mentioned: [...(post.mentioned ?? []), ...userIds] }),
        edit: { at: new Date(), by: writer.userId, ...why, version },
        history: historyWith(post),
      },
      told: [
        runtime.compose(ContentPostEdited, edited, { cause }),
        ...mentionsTold(runtime, placed, post, { excerpt, userIds }, cause),
      ],
    };
  });
};

const checkVisible = (post: Post) => {
  checkNotPurged(post);
  if (post.state === 'visible') return;
  refuse('conflict', 'content.post-deleted', `The post ${post._id} is deleted; restore it first`);
};

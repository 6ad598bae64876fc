import type { Outgoing } from '@obey/choreography';
import { ContentPostDeleted } from '@obey/contracts';
import { checkVersion } from '@obey/service-kit';
import { changeVersioned } from './changing.js';
import type { By, Changed, Deps } from './deps.js';
import { type VersionedPost, withVersion } from './post-changes.js';
import { toldOfPost } from './replies.js';
import type { Because } from './shapes.js';
import { rewriteWithoutTexts } from './told-texts.js';
import { visiblePost } from './visible.js';
import { writerOf } from './writers.js';

/** The permission to purge posts. */
export const purgePosts = 'posts.purge';

/**
 * Takes the text of a post away for good, whatever its state, and tells it: its HTML, its history, whom it mentioned, the
 * hashes of what was sent, and the excerpts in messages are gone from the database with it. What stays is its number.
 */
export const purgePost = async (
  deps: Deps,
  { user, cause, ifMatch }: By & Changed,
  postId: string,
  { reason }: Because,
): Promise<void> => {
  const { store, runtime } = deps;
  const { threads, posts, outboxes } = store;
  const writer = await writerOf(deps, user, purgePosts);
  const { thread, post } = await visiblePost(store, postId, writer);
  checkVersion(ifMatch, post.version);
  // The thread tells of its opening post. First, so that a crash in between leaves nothing behind a purged post.
  if (thread.openingPostId === postId)
    await rewriteWithoutTexts(threads, thread._id, {
      outbox: outboxes.threads,
      change: { $unset: { 'creation.body': '' } },
    });
  const why = reason === undefined ? {} : { reason };
  await changeVersioned<VersionedPost, Outgoing>({
    ifMatch,
    read: async () => withVersion(await visiblePost(store, postId, writer)),
    decide: (before) => {
      if (before.post.state === 'purged') return undefined;
      const data = { ...toldOfPost(before, before.post), deletedBy: writer.userId, ...why, purged: true };
      return runtime.compose(ContentPostDeleted, data, { cause });
    },
    write: async (before, told) => {
      const isWritten = await rewriteWithoutTexts(posts, postId, {
        outbox: outboxes.posts,
        provided: { version: before.version },
        change: {
          $set: {
            state: 'purged',
            body: '',
            html: '',
            deletion: { at: new Date(), by: writer.userId, ...why },
          },
          $unset: { edit: '', history: '', mentioned: '', 'creation.body': '' },
          $inc: { version: 1 },
        },
        told: [told],
      });
      if (!isWritten) return null;
      outboxes.posts.relay(postId, thread._id);
      return { ...before, version: before.version + 1 };
    },
  });
};

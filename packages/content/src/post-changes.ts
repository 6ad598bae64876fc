import type { Outgoing } from '@obey/choreography';
import { type IfMatch, refuse } from '@obey/service-kit';
import { changeVersioned } from './changing.js';
import type { Deps } from './deps.js';
import { checkUnlocked } from './locked.js';
import { mayIn } from './places.js';
import { type Post, shown, shownWithHistory } from './store.js';
import type { Writer } from './users.js';
import { type PlacedPost, visiblePost } from './visible.js';

/** What becomes of a post, and what is told of it. */
interface Change {
  readonly set?: Partial<Post>;
  readonly unset?: readonly (keyof Post)[];
  readonly told: readonly Outgoing[];
}

interface Changing {
  readonly postId: string;
  readonly writer: Writer;
  readonly ifMatch: IfMatch | undefined;
}

/** Changes a post as `decide` says, and tells of it; where that is undefined, nothing is written or told. */
export const changePost = (
  { store }: Pick<Deps, 'store'>,
  { postId, writer, ifMatch }: Changing,
  decide: (placed: PlacedPost) => Promise<Change | undefined> | Change | undefined,
): Promise<PlacedPost> =>
  changeVersioned<VersionedPost, Change>({
    ifMatch,
    read: async () => withVersion(await visiblePost(store, postId, writer, shownWithHistory)),
    decide,
    write: async (before, { set = {}, unset = [], told }) => {
      const post = await store.posts.findOneAndUpdate(
        { _id: postId, version: before.version },
        {
          ...(Object.keys(set).length > 0 && { $set: set }),
          ...(unset.length > 0 && { $unset: Object.fromEntries(unset.map((field) => [field, ''])) }),
          $inc: { version: 1 },
          ...(told.length > 0 && store.outboxes.posts.push(told)),
        },
        { returnDocument: 'after', projection: shown },
      );
      if (post === null) return null;
      if (told.length > 0) store.outboxes.posts.relay(postId, post.threadId);
      return withVersion({ ...before, post });
    },
  });

export type VersionedPost = PlacedPost & Pick<Post, 'version'>;

export const withVersion = (placed: PlacedPost): VersionedPost => ({
  ...placed,
  version: placed.post.version,
});

/** Refuses who neither moderates the place nor wrote the post; its author too, once the thread is locked. */
export const checkMayChangePost = (writer: Writer, { post, thread, place }: PlacedPost): void => {
  if (mayIn(place, 'moderate', writer)) return;
  if (post.authorId !== writer.userId || !mayIn(place, 'editOwn', writer))
    refuse('forbidden', 'content.not-yours', 'Only its author and moderators may change a post');
  checkUnlocked(thread, place, writer);
};

/** Refuses to change a post whose text is gone. */
export const checkNotPurged = ({ _id, state }: Post): void => {
  if (state !== 'purged') return;
  refuse('gone', 'content.post-purged', `The post ${_id} was purged, and its text is gone for good`);
};

import type { Static } from 'typebox';
import type { Deps } from './deps.js';
import type { Author, CategoryShape, PostShape, SectionShape, ThreadShape } from './shapes.js';
import { slugOf } from './slugs.js';
import type { Category, Post, Section, Thread } from './store.js';

export const categoryView = (category: Category): Static<typeof CategoryShape> => ({
  id: category._id,
  title: category.title,
  description: category.description,
  position: category.position,
  createdAt: category.createdAt.toISOString(),
});

export const sectionView = (section: Section): Static<typeof SectionShape> => ({
  id: section._id,
  categoryId: section.categoryId,
  title: section.title,
  description: section.description,
  position: section.position,
  createdAt: section.createdAt.toISOString(),
});

/** The threads as answers show them: their authors by the names that they have now. */
export const showThreads = async ({ users }: Deps, threads: readonly Thread[]) => {
  const nameOf = await namesOf(users, threads.flatMap(namedIn));
  return threads.map((thread) => threadView(thread, nameOf));
};

export const showThread = async ({ users }: Deps, thread: Thread) =>
  threadView(thread, await namesOf(users, namedIn(thread)));

export const showPosts = async ({ users }: Deps, posts: readonly Post[]) => {
  const nameOf = await namesOf(
    users,
    posts.map(({ authorId }) => authorId),
  );
  return posts.map((post) => postView(post, nameOf));
};

export const showPost = async ({ users }: Deps, post: Post) =>
  postView(post, await namesOf(users, [post.authorId]));

type NameOf = (userId: string) => Author;

// Without asking auth: reading goes on while it is away, and a name not known here is shown as null.
const namesOf = async (users: Deps['users'], userIds: readonly string[]): Promise<NameOf> => {
  const known = await users.peek(userIds);
  return (id) => ({ id, nickname: known.get(id)?.nickname ?? null });
};

const namedIn = ({ authorId, lock }: Thread): string[] => [authorId, ...(lock ? [lock.by] : [])];

const threadView = (thread: Thread, nameOf: NameOf): Static<typeof ThreadShape> => ({
  id: thread._id,
  sectionId: thread.sectionId,
  title: thread.title,
  slug: slugOf(thread.title),
  author: nameOf(thread.authorId),
  openingPostId: thread.openingPostId,
  postCount: thread.postCount,
  createdAt: thread.createdAt.toISOString(),
  lastActivityAt: thread.lastActivityAt.toISOString(),
  lock: thread.lock
    ? { at: thread.lock.at.toISOString(), by: nameOf(thread.lock.by), reason: thread.lock.reason ?? null }
    : null,
});

const postView = (post: Post, nameOf: NameOf): Static<typeof PostShape> => ({
  id: post._id,
  threadId: post.threadId,
  number: post.number,
  author: nameOf(post.authorId),
  body: post.body,
  replyTo: post.replyTo?.postId ?? null,
  createdAt: post.createdAt.toISOString(),
});

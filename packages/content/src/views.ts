import type { Static } from 'typebox';
import { type Access, accessesOf, manages, may } from './access.js';
import { type NicknameOf, shownBody, usersNamed } from './bodies.js';
import type { Deps } from './deps.js';
import type { Place } from './places.js';
import { shownHtml } from './rendering.js';
import type { Author, CategoryShape, PostShape, SectionShape } from './shapes.js';
import type { Category, Deletion, Post, Section } from './store.js';
import { type PlacedPost, readsPost, type Viewer } from './visible.js';

export const categoryView = (viewer: Viewer, category: Category): Static<typeof CategoryShape> =>
  placeView(viewer, category, accessesOf(category));

export const sectionView = (
  viewer: Viewer,
  { section, accesses }: Pick<Place, 'section' | 'accesses'>,
): Static<typeof SectionShape> => ({
  ...placeView(viewer, section, accesses),
  categoryId: section.categoryId,
});

// The rules name people, and permissions that others need not know of: who does not manage them learns what is theirs.
const placeView = (viewer: Viewer, place: Category | Section, accesses: readonly Access[]) => ({
  id: place._id,
  version: place.version,
  title: place.title,
  description: place.description,
  position: place.position,
  access: manages(viewer) ? place.access : null,
  mayWrite: may(viewer, 'write', accesses),
  mayModerate: may(viewer, 'moderate', accesses),
  createdAt: place.createdAt.toISOString(),
  state: place.state,
});

/** The posts of one place as this viewer may see them: those that were deleted are tombstones, but to moderators. */
export const showPosts = async (deps: Deps, viewer: Viewer, place: Place, posts: readonly Post[]) =>
  posts.map(await shower(deps, viewer, place, posts));

export const showPost = async (
  deps: Deps,
  viewer: Viewer,
  { post, place }: Pick<PlacedPost, 'post' | 'place'>,
) => (await shower(deps, viewer, place, [post]))(post);

const shower = async ({ users }: Deps, viewer: Viewer, place: Place, posts: readonly Post[]) => {
  const nameOf = await namesOf(users, posts.flatMap(namedInPost));
  return (post: Post) => postView(post, nameOf, readsPost(viewer, place, post));
};

export type NameOf = (userId: string) => Author;

export const nicknameBy =
  (nameOf: NameOf): NicknameOf =>
  (userId) =>
    nameOf(userId).nickname ?? undefined;

// Without asking auth: reading goes on while it is away, and a name not known here is shown as null.
export const namesOf = async (users: Deps['users'], userIds: readonly string[]): Promise<NameOf> => {
  const known = await users.peek(userIds);
  return (id) => ({ id, nickname: known.get(id)?.nickname ?? null });
};

const namedInPost = ({ authorId, body, edit, deletion }: Post): string[] => [
  authorId,
  ...usersNamed(body),
  ...(edit ? [edit.by] : []),
  ...(deletion ? [deletion.by] : []),
];

export const deedView = ({ at, by, reason }: Deletion, nameOf: NameOf) => ({
  at: at.toISOString(),
  by: nameOf(by),
  reason: reason ?? null,
});

const postView = (post: Post, nameOf: NameOf, isRead: boolean): Static<typeof PostShape> => ({
  id: post._id,
  version: post.version,
  threadId: post.threadId,
  number: post.number,
  author: nameOf(post.authorId),
  body: isRead ? shownBody(post.body, nicknameBy(nameOf)) : null,
  html: isRead ? shownHtml(post.html, nicknameBy(nameOf)) : null,
  replyTo: post.replyTo?.postId ?? null,
  createdAt: post.createdAt.toISOString(),
  edit: post.edit ? deedView(post.edit, nameOf) : null,
  state: post.state,
  deletion: post.deletion ? deedView(post.deletion, nameOf) : null,
});

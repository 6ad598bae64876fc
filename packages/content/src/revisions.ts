import type { Post, Revision } from './store.js';

/** What is kept of the texts that a post had: its first, and the latest ones. */
const most = 20;

/** What a post says now, and by which deed. */
export const revisionOf = ({ body, edit, createdAt, authorId }: Post): Revision => ({
  ...(edit ?? { at: createdAt, by: authorId, version: 1 }),
  body,
});

/** The history of a post once it says something else: with what it says now. */
export const historyWith = (post: Post): Revision[] => {
  const all = [...(post.history ?? []), revisionOf(post)];
  return all.length > most ? all.toSpliced(1, all.length - most) : all;
};

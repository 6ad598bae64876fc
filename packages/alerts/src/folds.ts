import type { Alert, HeardPost } from './alert.js';

/** The posts that one alert keeps: past it, it counts those between the first and the last of them. */
export const mostPosts = 50;

/** Whether the alert tells of this post, or has told of so many that it can only have been one of them. */
export const hasHeard = ({ posts, left }: Alert, { postId, number }: Pick<HeardPost, 'postId' | 'number'>) =>
  posts.some((post) => post.postId === postId) || (left !== undefined && number <= left.upTo);

/** The alert with one more post, as raised at that time. */
export const grown = (alert: Alert, post: HeardPost, raisedAt: Date): Alert => {
  const posts = [...alert.posts, post].toSorted((one, other) => one.number - other.number);
  const second = posts[1];
  if (posts.length <= mostPosts || second === undefined) return { ...alert, posts, raisedAt };
  const left = { count: (alert.left?.count ?? 0) + 1, upTo: Math.max(alert.left?.upTo ?? 0, second.number) };
  return { ...alert, posts: posts.toSpliced(1, 1), left, raisedAt };
};

/** The alert without these posts; undefined where nothing is left of it. */
export const without = (alert: Alert, postIds: ReadonlySet<string>): Alert | undefined => {
  const posts = alert.posts.filter(({ postId }) => !postIds.has(postId));
  if (posts.length === alert.posts.length) return alert;
  return posts.length === 0 ? undefined : { ...alert, posts };
};

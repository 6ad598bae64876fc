import type { AlertKind } from '@obey/contracts';

/** Somebody, as they were called when the alert was raised. */
export interface Actor {
  readonly userId: string;
  readonly nickname: string;
}

/** A post that an alert tells of. */
export interface HeardPost {
  readonly postId: string;
  /** Its place in the thread. */
  readonly number: number;
  /** Who did what the alert is about: who wrote it, or deleted it. */
  readonly by: Actor;
}

/** What one user should know, as it is stored. */
export interface Alert {
  readonly _id: string;
  readonly userId: string;
  readonly kind: AlertKind;
  /** Whose deed it is, where it is not about posts. */
  readonly by?: Actor;
  readonly threadId?: string;
  readonly title?: string;
  /** The posts that it tells of, in the order of their numbers; at most `mostPosts`. */
  readonly posts: readonly HeardPost[];
  /** Of how many more it tells, between the first and the second of these, and the highest of their numbers. */
  readonly left?: { readonly count: number; readonly upTo: number };
  readonly reason?: string;
  /** What the thread was called before. */
  readonly before?: string;
  /** When it was raised, or has grown last. */
  readonly raisedAt: Date;
  readonly read: boolean;
}

/** The order of alerts is by when they were raised, and by id within a millisecond. */
export type Place = Pick<Alert, '_id' | 'raisedAt'>;

/** Whether one alert stands after another. */
export const isAfter = (one: Place, other: Place): boolean =>
  one.raisedAt.getTime() === other.raisedAt.getTime() ? one._id > other._id : one.raisedAt > other.raisedAt;

/** How many posts it tells of; 1 where it tells of none. */
export const countOf = ({ posts, left }: Pick<Alert, 'posts' | 'left'>): number =>
  Math.max(1, posts.length + (left?.count ?? 0));

/** Everybody whose deed it is, the latest first, by their latest names. */
export const actorsOf = ({ posts, by }: Pick<Alert, 'posts' | 'by'>): Actor[] => {
  const actors = posts.length > 0 ? posts.map((post) => post.by).toReversed() : by ? [by] : [];
  const seen = new Set<string>();
  return actors.filter(({ userId }) => !seen.has(userId) && seen.add(userId));
};

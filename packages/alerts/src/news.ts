import { derivedId } from '@obey/choreography';
import type { AlertKind, Rule } from '@obey/contracts';
import type { Actor, Alert } from './alert.js';

/** What happened, before it is known who should hear of it. */
export interface News {
  readonly kind: AlertKind;
  /** What happened, by an id: a user has one alert for each cause. A post is one, whatever else it is. */
  readonly causeId: string;
  readonly actorId?: string;
  readonly thread?: ToldThread;
  readonly post?: { readonly postId: string; readonly number: number };
  /** How the post begins. */
  readonly excerpt?: string;
  readonly reason?: string;
  /** What the thread was called before. */
  readonly before?: string;
}

/** A thread, as a message tells of it. */
export interface ToldThread {
  readonly threadId: string;
  readonly sectionId: string;
  readonly title: string;
  readonly readableBy: Rule;
}

/** The reason of a deed, where one is given. */
export const because = (reason: string | undefined): { reason?: string } =>
  reason === undefined || reason.trim() === '' ? {} : { reason };

/** What is done to oneself and to what one wrote is told also where one does not see it any more, and whoever did it. */
export const isAboutOneself = (kind: AlertKind): boolean => aboutOneself.has(kind);

const aboutOneself: ReadonlySet<AlertKind> = new Set<AlertKind>([
  'thread-deleted',
  'thread-moved',
  'post-deleted',
  'banned',
  'unbanned',
  'muted',
  'unmuted',
]);

/** Whether it tells of a post as something to read. */
export const isOfPost = (kind: AlertKind): boolean => ofPosts.has(kind);

const ofPosts: ReadonlySet<AlertKind> = new Set(['thread-replied', 'mentioned', 'post-replied']);

/** The same for the same cause and user, however often it is heard of. */
export const alertId = ({ causeId }: Pick<News, 'causeId'>, userId: string): string =>
  derivedId('alert', causeId, userId);

/** The alert that a reply begins, to which later ones are added. */
export const foldId = ({ causeId }: Pick<News, 'causeId'>, userId: string): string =>
  derivedId('fold', causeId, userId);

/** The alert that the news is for one user. */
export const alertOf = (news: News, userId: string, actor: Actor | undefined, raisedAt: Date): Alert => {
  const { kind, thread, post, reason, before } = news;
  return {
    _id: alertId(news, userId),
    userId,
    kind,
    ...(actor && { by: actor }),
    ...(thread && { threadId: thread.threadId, title: thread.title }),
    posts: post && actor ? [{ ...post, by: actor }] : [],
    ...because(reason),
    ...(before !== undefined && { before }),
    raisedAt,
    read: false,
  };
};

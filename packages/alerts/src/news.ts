import { derivedId } from '@obey/choreography';
import type { Mail } from '@obey/contracts';
import type { Alert } from './alert.js';

interface Reply {
  readonly actorId: string;
  readonly threadId: string;
  readonly title: string;
  readonly postId: string;
  readonly excerpt: string;
}

/** What happened, before it is known who should hear of it. */
export type News =
  | ({ readonly kind: 'thread-replied' } & Reply)
  | ({ readonly kind: 'post-replied' } & Reply)
  | {
      readonly kind: 'thread-locked';
      readonly messageId: string;
      readonly actorId: string;
      readonly threadId: string;
      readonly title: string;
      readonly reason?: string;
    }
  | { readonly kind: 'banned'; readonly messageId: string; readonly reason: string };

export const actorOf = (news: News): string | undefined => ('actorId' in news ? news.actorId : undefined);

/**
 * One alert for each user and cause, however often and in whichever order the cause is heard of. A post is
 * one cause, whether it is news of its thread or an answer to a post.
 */
export const alertId = (news: News, userId: string): string =>
  derivedId('alert', 'postId' in news ? news.postId : news.messageId, userId);

/** One line for a person: `Ben replied to “Hello”`. */
export const textOf = (news: News, actor: string): string => oneLine(wordsOf(news, actor));

const wordsOf = (news: News, actor: string): string => {
  switch (news.kind) {
    case 'thread-replied':
      return `${actor} replied to “${news.title}”`;
    case 'post-replied':
      return `${actor} replied to your post in “${news.title}”`;
    case 'thread-locked':
      return `${actor} locked “${news.title}”${because(news.reason)}`;
    case 'banned':
      return `You were banned${because(news.reason)}`;
  }
};

const because = (reason: string | undefined) =>
  reason === undefined || reason.trim() === '' ? '' : `: ${reason}`;

const oneLine = (words: string) => words.replace(/[\p{Cc}\s]+/gu, ' ').trim();

/** The alert that the news is for one user. */
export const alertOf = (news: News, userId: string, actor: string, raisedAt: Date): Alert => ({
  _id: alertId(news, userId),
  userId,
  kind: news.kind,
  text: textOf(news, actor),
  ...('actorId' in news && { actorId: news.actorId, threadId: news.threadId }),
  ...('postId' in news && { postId: news.postId }),
  raisedAt,
  read: false,
});

/** The mail that the news is for a user of that nickname. */
export const mailOf = (news: News, nickname: string, actor: string, siteUrl: string): Mail => {
  switch (news.kind) {
    case 'thread-replied':
    case 'post-replied': {
      const { kind: template, title, excerpt, threadId } = news;
      return { template, params: { nickname, actor, title, excerpt, link: linkTo(siteUrl, threadId) } };
    }
    case 'thread-locked': {
      const { kind: template, title, threadId } = news;
      return { template, params: { nickname, actor, title, link: linkTo(siteUrl, threadId) } };
    }
    case 'banned':
      return { template: news.kind, params: { nickname, reason: news.reason } };
  }
};

const linkTo = (siteUrl: string, threadId: string) => `${siteUrl}/content/threads/${threadId}`;

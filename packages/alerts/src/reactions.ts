import { causedBy, type Message, on, type Reaction } from '@obey/choreography';
import {
  AlertsSendDigest,
  AuthUserBanned,
  AuthUserUnbanned,
  ContentPostDeleted,
  ContentPostReplied,
  ContentPostRestored,
  ContentSectionAccessChanged,
  ContentSubscriptionChanged,
  ContentThreadCreated,
  ContentThreadDeleted,
  ContentThreadLocked,
  ContentThreadMoved,
  ContentThreadRenamed,
  ContentThreadReplied,
  ContentThreadRestored,
  ContentThreadUnlocked,
  ContentUserMentioned,
  ContentUserMuted,
  ContentUserUnmuted,
} from '@obey/contracts';
import type { Digests } from './digests.js';
import type { FansOut } from './fan-out.js';
import { because, type News, type ToldThread } from './news.js';
import type { Raise } from './raise.js';
import type { Store } from './store.js';
import type { Unread } from './unread.js';

interface Deps {
  readonly store: Pick<Store, 'subscriptions' | 'threads' | 'sections'>;
  readonly raise: Pick<Raise, 'forUser'>;
  readonly digests: Pick<Digests, 'send'>;
  readonly fanOut: Pick<FansOut, 'begin'>;
  readonly unread: Pick<Unread, 'othersMaySee'>;
}

/** First what the message changes in what is known here, then whom it is news for. */
export const reactions = ({ store, raise, fanOut, unread, digests }: Deps): Reaction[] => {
  const { subscriptions, threads, sections } = store;

  const tellAuthor = (message: Message<AuthoredThread>, deed: Omit<News, 'causeId' | 'thread'>) =>
    raise.forUser(message.data.threadAuthorId, { ...deed, ...about(message) }, causedBy(message));

  return [
    on(AlertsSendDigest, digests.send),

    on(ContentThreadCreated, async ({ data }) => {
      await threads.hearOf(toldOf(data));
      await subscriptions.watchAsAuthor(data.threadId, data.authorId);
    }),

    on(ContentSubscriptionChanged, ({ data: { threadId, userId, level, version } }) =>
      subscriptions.choose(threadId, userId, level, version),
    ),

    on(ContentThreadReplied, async (message) => {
      const { data } = message;
      await threads.hearOf(toldOf(data));
      await subscriptions.watchAsAuthor(data.threadId, data.threadAuthorId);
      await fanOut.begin({ kind: 'thread-replied', ...newsOf(data) }, message, data.alsoTold);
    }),

    on(ContentPostReplied, async (message) => {
      const { data } = message;
      await threads.hearOf(toldOf(data));
      const news = { kind: 'post-replied', ...newsOf(data) } as const;
      await raise.forUser(data.repliedTo.authorId, news, causedBy(message));
    }),

    on(ContentUserMentioned, async (message) => {
      const { data } = message;
      await threads.hearOf(toldOf(data));
      await raise.forUser(data.userId, { kind: 'mentioned', ...newsOf(data) }, causedBy(message));
    }),

    on(ContentPostDeleted, async (message, { sequence }) => {
      const { postId, number, authorId, deletedBy: actorId, reason } = message.data;
      await threads.hearOf(toldOf(message.data));
      await threads.changePost(postId, true, sequence);
      await unread.othersMaySee();
      const deed = { kind: 'post-deleted', actorId, ...because(reason), post: { postId, number } } as const;
      await raise.forUser(authorId, { ...deed, ...about(message) }, causedBy(message));
    }),

    on(ContentPostRestored, async (message, { sequence }) => {
      const { postId, number, authorId, restoredBy: actorId } = message.data;
      await threads.hearOf(toldOf(message.data));
      await threads.changePost(postId, false, sequence);
      await unread.othersMaySee();
      const deed = { kind: 'post-restored', actorId, post: { postId, number } } as const;
      await raise.forUser(authorId, { ...deed, ...about(message) }, causedBy(message));
    }),

    on(ContentThreadLocked, async (message) => {
      const { threadId, threadAuthorId, lockedBy: actorId, reason } = message.data;
      await threads.hearOf(toldOf(message.data));
      await subscriptions.watchAsAuthor(threadId, threadAuthorId);
      await fanOut.begin({ kind: 'thread-locked', actorId, ...because(reason), ...about(message) }, message);
    }),

    on(ContentThreadUnlocked, async (message) => {
      const { unlockedBy: actorId } = message.data;
      await threads.hearOf(toldOf(message.data));
      await tellAuthor(message, { kind: 'thread-unlocked', actorId });
    }),

    on(ContentThreadRenamed, async (message, { sequence }) => {
      const { title, before, renamedBy: actorId } = message.data;
      await threads.change(toldOf(message.data), { title }, sequence);
      await tellAuthor(message, { kind: 'thread-renamed', actorId, before });
    }),

    on(ContentThreadMoved, async (message, { sequence }) => {
      const { sectionId, readableBy, movedBy: actorId } = message.data;
      await threads.change(toldOf(message.data), { sectionId, readableBy }, sequence);
      await unread.othersMaySee();
      await tellAuthor(message, { kind: 'thread-moved', actorId });
    }),

    on(ContentThreadDeleted, async (message, { sequence }) => {
      const { deletedBy: actorId, reason } = message.data;
      await threads.change(toldOf(message.data), { gone: true }, sequence);
      await unread.othersMaySee();
      await tellAuthor(message, { kind: 'thread-deleted', actorId, ...because(reason) });
    }),

    on(ContentThreadRestored, async (message, { sequence }) => {
      const { sectionId, readableBy, restoredBy: actorId } = message.data;
      await threads.change(toldOf(message.data), { gone: false, sectionId, readableBy }, sequence);
      await unread.othersMaySee();
      await tellAuthor(message, { kind: 'thread-restored', actorId });
    }),

    on(ContentSectionAccessChanged, async ({ data: { sectionId, readableBy, version } }) => {
      await sections.hearOf(sectionId, readableBy, version);
      await unread.othersMaySee();
    }),

    on(AuthUserBanned, (message) => {
      const { userId, reason } = message.data;
      const news = { kind: 'banned', causeId: message.id, ...because(reason) } as const;
      return raise.forUser(userId, news, causedBy(message));
    }),

    on(AuthUserUnbanned, (message) =>
      raise.forUser(message.data.userId, { kind: 'unbanned', causeId: message.id }, causedBy(message)),
    ),

    on(ContentUserMuted, (message) => {
      const { userId, mutedBy: actorId, reason } = message.data;
      const news = { kind: 'muted', causeId: message.id, actorId, ...because(reason) } as const;
      return raise.forUser(userId, news, causedBy(message));
    }),

    on(ContentUserUnmuted, (message) => {
      const { userId, unmutedBy: actorId } = message.data;
      return raise.forUser(userId, { kind: 'unmuted', causeId: message.id, actorId }, causedBy(message));
    }),
  ];
};

const toldOf = ({ threadId, sectionId, title, readableBy }: ToldThread): ToldThread => ({
  threadId,
  sectionId,
  title,
  readableBy,
});

interface AuthoredThread extends ToldThread {
  readonly threadAuthorId: string;
}

interface ToldPost extends ToldThread {
  readonly postId: string;
  readonly number: number;
  readonly authorId: string;
  readonly excerpt: string;
}

/** A post is the cause of all that is told of it. */
const newsOf = ({ postId, number, authorId: actorId, excerpt, ...thread }: ToldPost) => ({
  causeId: postId,
  actorId,
  thread: toldOf(thread),
  post: { postId, number },
  excerpt,
});

const about = ({ id, data }: Message<ToldThread>) => ({ causeId: id, thread: toldOf(data) });

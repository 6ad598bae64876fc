import { causedBy, type Message, on, type Reaction } from '@obey/choreography';
import {
  AlertsSendDigest,
  AuthUserBanned,
  AuthUserUnbanned,
  ContentPostDeleted,
  ContentPostReplied,
  ContentPostRestored,
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
  readonly store: Pick<Store, 'subscriptions' | 'threads'>;
  readonly raise: Pick<Raise, 'forUser'>;
  readonly digests: Pick<Digests, 'send'>;
  readonly fanOut: Pick<FansOut, 'begin'>;
  readonly unread: Pick<Unread, 'othersMaySee'>;
}

/** First what the message changes in what is known here, then whom it is news for. */
export const reactions = ({ store, raise, fanOut, unread, digests }: Deps): Reaction[] => {
  const { subscriptions, threads } = store;

  const tellAuthor = async (threadId: string, news: News, message: Message) => {
    const authorId = (await threads.find([threadId])).get(threadId)?.authorId;
    if (authorId !== undefined) await raise.forUser(authorId, news, causedBy(message));
  };

  return [
    on(AlertsSendDigest, digests.send),

    on(ContentThreadCreated, async ({ data }) => {
      await threads.hearOf(toldOf(data), data.authorId);
      await subscriptions.watchAsAuthor(data.threadId, data.authorId);
    }),

    on(ContentSubscriptionChanged, ({ data: { threadId, userId, level, version } }) =>
      subscriptions.choose(threadId, userId, level, version),
    ),

    on(ContentThreadReplied, async (message) => {
      const { data } = message;
      await threads.hearOf(toldOf(data), data.threadAuthorId);
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
      await threads.changePost(postId, true, sequence);
      await unread.othersMaySee();
      const deed = { kind: 'post-deleted', actorId, ...because(reason), post: { postId, number } } as const;
      await raise.forUser(authorId, { ...deed, ...about(message) }, causedBy(message));
    }),

    on(ContentPostRestored, async (message, { sequence }) => {
      const { postId, number, authorId, restoredBy: actorId } = message.data;
      await threads.changePost(postId, false, sequence);
      await unread.othersMaySee();
      const deed = { kind: 'post-restored', actorId, post: { postId, number } } as const;
      await raise.forUser(authorId, { ...deed, ...about(message) }, causedBy(message));
    }),

    on(ContentThreadLocked, async (message) => {
      const { lockedBy: actorId, reason } = message.data;
      await threads.hearOf(toldOf(message.data));
      await fanOut.begin({ kind: 'thread-locked', actorId, ...because(reason), ...about(message) }, message);
    }),

    on(ContentThreadUnlocked, async (message) => {
      const { threadId, unlockedBy: actorId } = message.data;
      await tellAuthor(threadId, { kind: 'thread-unlocked', actorId, ...about(message) }, message);
    }),

    on(ContentThreadRenamed, async (message, { sequence }) => {
      const { threadId, title, before, renamedBy: actorId } = message.data;
      await threads.change(toldOf(message.data), { title }, sequence);
      await tellAuthor(threadId, { kind: 'thread-renamed', actorId, before, ...about(message) }, message);
    }),

    on(ContentThreadMoved, async (message, { sequence }) => {
      const { threadId, readableBy, movedBy: actorId } = message.data;
      await threads.change(toldOf(message.data), { readableBy }, sequence);
      await unread.othersMaySee();
      await tellAuthor(threadId, { kind: 'thread-moved', actorId, ...about(message) }, message);
    }),

    on(ContentThreadDeleted, async (message, { sequence }) => {
      const { threadId, deletedBy: actorId, reason } = message.data;
      await threads.change(toldOf(message.data), { gone: true }, sequence);
      await unread.othersMaySee();
      const deed = { kind: 'thread-deleted', actorId, ...because(reason) } as const;
      await tellAuthor(threadId, { ...deed, ...about(message) }, message);
    }),

    on(ContentThreadRestored, async (message, { sequence }) => {
      const { threadId, readableBy, restoredBy: actorId } = message.data;
      await threads.change(toldOf(message.data), { gone: false, readableBy }, sequence);
      await unread.othersMaySee();
      await tellAuthor(threadId, { kind: 'thread-restored', actorId, ...about(message) }, message);
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

const toldOf = ({ threadId, title, readableBy }: ToldThread): ToldThread => ({ threadId, title, readableBy });

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

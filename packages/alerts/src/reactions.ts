import { on, type Reaction } from '@obey/choreography';
import {
  AuthUserBanned,
  ContentPostReplied,
  ContentThreadCreated,
  ContentThreadLocked,
  ContentThreadReplied,
} from '@obey/contracts';
import type { Raise } from './raise.js';
import type { Store } from './store.js';

interface Deps {
  readonly store: Pick<Store, 'subscribe'>;
  readonly raise: Raise;
}

export const reactions = ({ store, raise }: Deps): Reaction[] => [
  on(ContentThreadCreated, ({ data: { threadId, authorId } }) => store.subscribe(threadId, authorId)),

  on(ContentThreadReplied, async (message, { signal }) => {
    const { threadId, threadAuthorId, title, postId, authorId: actorId, excerpt } = message.data;
    await store.subscribe(threadId, threadAuthorId);
    const news = { kind: 'thread-replied', actorId, threadId, title, postId, excerpt } as const;
    await raise.forSubscribers(threadId, news, message, signal);
  }),

  on(ContentPostReplied, (message) => {
    const { threadId, title, postId, authorId: actorId, excerpt, repliedTo } = message.data;
    const news = { kind: 'post-replied', actorId, threadId, title, postId, excerpt } as const;
    return raise.forUser(repliedTo.authorId, news, message);
  }),

  on(ContentThreadLocked, (message, { signal }) => {
    const { threadId, title, lockedBy: actorId, reason } = message.data;
    const because = reason === undefined ? {} : { reason };
    const news = {
      kind: 'thread-locked',
      messageId: message.id,
      actorId,
      threadId,
      title,
      ...because,
    } as const;
    return raise.forSubscribers(threadId, news, message, signal);
  }),

  on(AuthUserBanned, (message) => {
    const { userId, reason } = message.data;
    return raise.forUser(userId, { kind: 'banned', messageId: message.id, reason }, message);
  }),
];

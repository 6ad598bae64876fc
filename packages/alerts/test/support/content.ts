import { createRuntime, encode, type Message, type Notification, newId } from '@obey/choreography';
import {
  ContentPostReplied,
  ContentSubscriptionChanged,
  ContentThreadCreated,
  ContentThreadLocked,
  ContentThreadReplied,
  ContentUserMentioned,
  type Rule,
  type SubscriptionLevel,
} from '@obey/contracts';
import type { ExecutionContext } from 'ava';
import { Redis } from 'ioredis';
import type { Static, TSchema } from 'typebox';
import { quick } from './auth.js';

export const anyone: Rule = { allow: ['anyone'], deny: [] };

/** A thread as content knows it. */
export interface Thread {
  readonly authorId: string;
  posts: number;
  title: string;
  readableBy: Rule;
}

export interface Told {
  readonly postId?: string;
  readonly number?: number;
  readonly alsoTold?: string[];
}

/** Says what content says, and may say the same message once more. */
export const startContent = async (t: Pick<ExecutionContext, 'teardown'>, url: string) => {
  const runtime = await createRuntime({ service: 'content', redis: url, tuning: quick });
  const redis = new Redis(url);
  t.teardown(async () => {
    await runtime.stop({ drainMs: 1_000 });
    redis.disconnect();
  });
  const sectionId = newId();
  const threads = new Map<string, Thread>();
  const untold = (authorId: string, readableBy = anyone) => {
    const threadId = newId();
    threads.set(threadId, { authorId, posts: 1, title: 'Hello', readableBy });
    return { threadId };
  };
  const known = (threadId: string): Thread => {
    const thread = threads.get(threadId);
    if (thread === undefined) throw new Error(`There is no thread ${threadId}`);
    return thread;
  };
  /** What every message says of a thread. */
  const about = (threadId: string) => {
    const { title, readableBy } = known(threadId);
    return { threadId, sectionId, title, readableBy };
  };
  /** The same, of what is done to it. */
  const deed = (threadId: string) => ({ ...about(threadId), threadAuthorId: known(threadId).authorId });
  /** A new post of a thread, as messages tell of it. */
  const post = (threadId: string, authorId: string, { postId = newId(), number }: Told = {}) => {
    const thread = known(threadId);
    if (number === undefined) thread.posts += 1;
    return { ...about(threadId), postId, number: number ?? thread.posts, authorId, excerpt: 'Yes, and …' };
  };
  return {
    runtime,
    sectionId,
    about,
    deed,
    post,
    /** A thread of which nothing is told yet. */
    untold,
    /** A new thread; its author is subscribed to it. */
    thread: async (authorId: string, readableBy?: Rule) => {
      const { threadId } = untold(authorId, readableBy);
      const postId = newId();
      await runtime.publish(ContentThreadCreated, {
        ...about(threadId),
        authorId,
        postId,
        excerpt: 'Hello',
      });
      return { threadId, postId };
    },
    /** From now on messages say this of the thread. */
    change: (threadId: string, change: Partial<Pick<Thread, 'title' | 'readableBy'>>) => {
      Object.assign(known(threadId), change);
    },
    subscribe: (threadId: string, userId: string, level: Static<typeof SubscriptionLevel>, version = 1) =>
      runtime.publish(ContentSubscriptionChanged, { threadId, userId, level, version }),
    reply: (threadId: string, authorId: string, { alsoTold, ...told }: Told = {}) => {
      const data = { ...post(threadId, authorId, told), threadAuthorId: known(threadId).authorId };
      return runtime.publish(ContentThreadReplied, { ...data, ...(alsoTold && { alsoTold }) });
    },
    answer: (
      threadId: string,
      authorId: string,
      repliedTo: { postId: string; authorId: string },
      told: Told = {},
    ) => runtime.publish(ContentPostReplied, { ...post(threadId, authorId, told), repliedTo }),
    mention: (threadId: string, authorId: string, userId: string, told: Told = {}) =>
      runtime.publish(ContentUserMentioned, { ...post(threadId, authorId, told), userId }),
    lock: (threadId: string, lockedBy: string) =>
      runtime.publish(ContentThreadLocked, { ...deed(threadId), lockedBy, reason: 'Off topic' }),
    /** Tells anything else of a thread. */
    tell: <D extends TSchema>(contract: Notification<D>, data: Static<D>) => runtime.publish(contract, data),
    /** Puts a message on its stream once more, as a relay does that has died before it could clear it. */
    again: async (message: Message) => {
      for (const key of await redis.keys('events:*')) {
        const entries = await redis.xrange(key, '-', '+');
        const found = entries.find(([, [, json = '']]) => json === encode(message));
        if (found) await redis.xadd(key, '*', ...found[1]);
      }
    },
  };
};

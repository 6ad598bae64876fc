import { createRuntime, encode, type Message, newId } from '@obey/choreography';
import {
  ContentPostReplied,
  ContentThreadCreated,
  ContentThreadLocked,
  ContentThreadReplied,
} from '@obey/contracts';
import type { ExecutionContext } from 'ava';
import { Redis } from 'ioredis';
import { quick } from './auth.js';

/** Says what content says, and may say the same message once more. */
export const startContent = async (t: Pick<ExecutionContext, 'teardown'>, url: string) => {
  const runtime = await createRuntime({ service: 'content', redis: url, tuning: quick });
  const redis = new Redis(url);
  t.teardown(async () => {
    await runtime.stop({ drainMs: 1_000 });
    redis.disconnect();
  });
  const title = 'Hello';
  const place = { sectionId: newId(), title, readableBy: { allow: ['anyone'], deny: [] } };
  const authors = new Map<string, string>();
  return {
    /** A thread of which nothing is told yet. */
    untold: (authorId: string) => {
      const threadId = newId();
      authors.set(threadId, authorId);
      return { threadId };
    },
    /** A new thread; its author is subscribed to it. */
    thread: async (authorId: string) => {
      const threadId = newId();
      const postId = newId();
      authors.set(threadId, authorId);
      await runtime.publish(ContentThreadCreated, { ...place, threadId, authorId, postId, excerpt: 'Hello' });
      return { threadId, postId };
    },
    reply: (threadId: string, authorId: string, postId: string = newId()) => {
      const post = { ...place, threadId, postId, number: 2, authorId, excerpt: 'Yes, and …' };
      const threadAuthorId = authors.get(threadId) ?? authorId;
      return runtime.publish(ContentThreadReplied, { ...post, threadAuthorId });
    },
    answer: (
      threadId: string,
      authorId: string,
      repliedTo: { postId: string; authorId: string },
      postId: string = newId(),
    ) => {
      const post = { ...place, threadId, postId, number: 2, authorId, excerpt: 'Yes, and …' };
      return runtime.publish(ContentPostReplied, { ...post, repliedTo });
    },
    lock: (threadId: string, lockedBy: string) =>
      runtime.publish(ContentThreadLocked, { ...place, threadId, lockedBy, reason: 'Off topic' }),
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

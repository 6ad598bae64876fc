import { createRuntime, newId, streamKeysOf } from '@obey/choreography';
import { ContentPostReplied, ContentSubscriptionChanged, ContentThreadReplied } from '@obey/contracts';
import { Redis } from 'ioredis';

const title = 'Which tea?';
const place = { sectionId: newId(), title, readableBy: { allow: ['anyone'], deny: [] } };
const excerpt = 'I have tried both of them for a while, and came back to the first.';

/** Content as alerts knows it, by its messages. */
export interface Forum {
  /** Somebody answers a post of this user. Gives the id of the answer, and says it only then. */
  answer(
    userId: string,
    actorId: string,
    threadId: string,
  ): { readonly postId: string; readonly said: Promise<unknown> };
  /** The user watches a thread. */
  watch(threadId: string, userId: string): Promise<unknown>;
  reply(threadId: string, actorId: string): { readonly postId: string; readonly said: Promise<unknown> };
  /** A new thread on the same partition of content's stream as this one, and one on another, while nobody else says anything. */
  threadsBeside(threadId: string): Promise<{ readonly same: string; readonly other: string }>;
  stop(): Promise<void>;
}

/** Stands in for content on the streams of this Redis, so that its work takes nothing from what is measured. */
export const startForum = async (url: string): Promise<Forum> => {
  const runtime = await createRuntime({ service: 'content', redis: url });
  const redis = new Redis(url);

  /** The stream that messages about this thread stand on. */
  const streamOf = async (threadId: string): Promise<string> => {
    await runtime.publish(ContentSubscriptionChanged, {
      threadId,
      userId: newId(),
      level: 'normal',
      version: 1,
    });
    for (const key of streamKeysOf(ContentSubscriptionChanged)) {
      const last = await redis.xrevrange(key, '+', '-', 'COUNT', 1);
      if (JSON.stringify(last).includes(threadId)) return key;
    }
    throw new Error(`The thread ${threadId} is on no stream.`);
  };
  const threadWhere = async (fits: (stream: string) => boolean): Promise<string> => {
    for (;;) {
      const threadId = newId();
      if (fits(await streamOf(threadId))) return threadId;
    }
  };

  return {
    answer: (userId, authorId, threadId) => {
      const postId = newId();
      const post = { ...place, threadId, postId, number: 2, authorId, excerpt };
      const repliedTo = { postId: newId(), authorId: userId };
      return { postId, said: runtime.publish(ContentPostReplied, { ...post, repliedTo }) };
    },
    watch: (threadId, userId) =>
      runtime.publish(ContentSubscriptionChanged, { threadId, userId, level: 'watching', version: 1 }),
    reply: (threadId, authorId) => {
      const postId = newId();
      const post = { ...place, threadId, postId, number: 2, authorId, excerpt };
      return { postId, said: runtime.publish(ContentThreadReplied, { ...post, threadAuthorId: authorId }) };
    },
    threadsBeside: async (threadId) => {
      const stream = await streamOf(threadId);
      return {
        same: await threadWhere((one) => one === stream),
        other: await threadWhere((one) => one !== stream),
      };
    },
    stop: async () => {
      redis.disconnect();
      await runtime.stop({ drainMs: 500 });
    },
  };
};

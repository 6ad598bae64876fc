import { createRuntime, newId } from '@obey/choreography';
import { ContentPostReplied, ContentSubscriptionChanged, ContentThreadReplied } from '@obey/contracts';

const title = 'Which tea?';
const place = { sectionId: newId(), title, readableBy: { allow: ['anyone'], deny: [] } };
const excerpt = 'I have tried both of them for a while, and came back to the first.';

/** Content as alerts knows it, by its messages. */
export interface Forum {
  /** Somebody answers a post of this user. Gives the id of the answer, and says it only then. */
  answer(userId: string, actorId: string): { readonly postId: string; readonly said: Promise<unknown> };
  /** The user watches a thread. */
  watch(threadId: string, userId: string): Promise<unknown>;
  reply(threadId: string, actorId: string): { readonly postId: string; readonly said: Promise<unknown> };
  stop(): Promise<void>;
}

/** Stands in for content on the streams of this Redis, so that its work takes nothing from what is measured. */
export const startForum = async (redis: string): Promise<Forum> => {
  const runtime = await createRuntime({ service: 'content', redis });
  return {
    answer: (userId, authorId) => {
      const postId = newId();
      const post = { ...place, threadId: newId(), postId, number: 2, authorId, excerpt };
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
    stop: () => runtime.stop({ drainMs: 500 }),
  };
};

import type { Cause, Outgoing, Runtime } from '@obey/choreography';
import { ContentPostReplied, ContentThreadReplied } from '@obey/contracts';
import type { Post } from './store.js';
import { type PlacedThread, seenBy } from './visible.js';

/** What a reply tells: the thread was replied to, and so was the author of another post, if it names one. */
export const repliesTold = (
  runtime: Pick<Runtime, 'compose'>,
  placed: PlacedThread,
  { replyTo, ...post }: Post,
  excerpt: string,
  cause: Cause,
): Outgoing[] => {
  const data = { ...toldOfPost(placed, post), excerpt };
  const { authorId: threadAuthorId } = placed.thread;
  const told = [runtime.compose(ContentThreadReplied, { ...data, threadAuthorId }, { cause })];
  if (replyTo === undefined || replyTo.authorId === post.authorId) return told;
  return [...told, runtime.compose(ContentPostReplied, { ...data, repliedTo: replyTo }, { cause })];
};

/** What every message about a thread says of it. */
export const toldOfThread = ({ thread, place }: PlacedThread) => ({
  threadId: thread._id,
  sectionId: thread.sectionId,
  title: thread.title,
  readableBy: seenBy(place, thread),
});

/** The same for a post. */
export const toldOfPost = (
  placed: PlacedThread,
  { _id, number, authorId }: Pick<Post, '_id' | 'number' | 'authorId'>,
) => ({ ...toldOfThread(placed), postId: _id, number, authorId });

import type { Cause, Outgoing, Runtime } from '@obey/choreography';
import { ContentPostReplied, ContentThreadReplied } from '@obey/contracts';
import type { Post } from './store.js';
import { type PlacedThread, seenBy } from './visible.js';

/** What a reply tells: the thread was replied to, and so was the author of another post, if it names one. */
export const repliesTold = (
  runtime: Pick<Runtime, 'compose'>,
  placed: PlacedThread,
  { replyTo, ...post }: Post,
  { excerpt, mentioned }: { readonly excerpt: string; readonly mentioned: readonly string[] },
  cause: Cause,
): Outgoing[] => {
  const data = { ...toldOfPost(placed, post), excerpt };
  const answers = replyTo !== undefined && replyTo.authorId !== post.authorId ? replyTo : undefined;
  const alsoTold = [...new Set([...(answers ? [answers.authorId] : []), ...mentioned])];
  const { authorId: threadAuthorId } = placed.thread;
  const reply = { ...data, threadAuthorId, ...(alsoTold.length > 0 && { alsoTold }) };
  const told = [runtime.compose(ContentThreadReplied, reply, { cause })];
  if (answers === undefined) return told;
  return [...told, runtime.compose(ContentPostReplied, { ...data, repliedTo: answers }, { cause })];
};

/** What every message about a thread says of it. */
export const toldOfThread = ({ thread, place }: PlacedThread) => ({
  threadId: thread._id,
  sectionId: thread.sectionId,
  title: thread.title,
  readableBy: seenBy(place, thread),
});

/** The same, with whose thread it is, of what is done to it. */
export const toldOfAuthoredThread = (placed: PlacedThread) => ({
  ...toldOfThread(placed),
  threadAuthorId: placed.thread.authorId,
});

/** The same for a post. */
export const toldOfPost = (
  placed: PlacedThread,
  { _id, number, authorId }: Pick<Post, '_id' | 'number' | 'authorId'>,
) => ({ ...toldOfThread(placed), postId: _id, number, authorId });

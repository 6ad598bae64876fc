import type { Cause, Runtime } from '@obey/choreography';
import { ContentPostReplied, ContentThreadReplied } from '@obey/contracts';
import { excerptOf } from './excerpts.js';
import type { Post, Thread } from './store.js';

/** What a reply tells: the thread was replied to, and so was the author of another post, if it names one. */
export const repliesTold = (
  runtime: Pick<Runtime, 'compose'>,
  thread: Pick<Thread, 'title' | 'authorId'>,
  { _id, threadId, number, authorId, body, replyTo }: Post,
  cause: Cause,
) => {
  const data = { threadId, title: thread.title, postId: _id, number, authorId, excerpt: excerptOf(body) };
  const told = [
    runtime.compose(ContentThreadReplied, { ...data, threadAuthorId: thread.authorId }, { cause }),
  ];
  if (replyTo === undefined || replyTo.authorId === authorId) return told;
  return [...told, runtime.compose(ContentPostReplied, { ...data, repliedTo: replyTo }, { cause })];
};

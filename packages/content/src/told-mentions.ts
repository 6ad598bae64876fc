import type { Cause, Outgoing, Runtime } from '@obey/choreography';
import { ContentUserMentioned } from '@obey/contracts';
import { toldOfPost } from './replies.js';
import type { Post } from './store.js';
import type { Text } from './texts.js';
import type { Writer } from './users.js';
import { type PlacedThread, seesThread } from './visible.js';

/** How many users one post can tell that it mentions them, through all its edits. */
const most = 50;

/** Whom to tell that they are mentioned: who may read it, has not been told yet, and did not write it. */
export const mentionedAnew = (
  { mentioned }: Text,
  { thread, place }: PlacedThread,
  { authorId, mentioned: told = [] }: Pick<Post, 'authorId' | 'mentioned'>,
  writer: Writer,
): string[] => {
  const knowing = new Set([authorId, writer.userId, ...told]);
  return mentioned
    .filter((user) => !knowing.has(user.userId) && !user.banned && seesThread(user, place, thread))
    .map(({ userId }) => userId)
    .slice(0, Math.max(0, most - told.length));
};

/** What tells each of these users that the post mentions them. */
export const mentionsTold = (
  runtime: Pick<Runtime, 'compose'>,
  placed: PlacedThread,
  post: Pick<Post, '_id' | 'number' | 'authorId'>,
  { excerpt, userIds }: { readonly excerpt: string; readonly userIds: readonly string[] },
  cause: Cause,
): Outgoing[] => {
  const data = { ...toldOfPost(placed, post), excerpt };
  return userIds.map((userId) => runtime.compose(ContentUserMentioned, { ...data, userId }, { cause }));
};

import type { UserReplica } from '@obey/user-replica';
import { isAboutOneself, isOfPost, type News } from './news.js';
import { channelsOf, noPreferences } from './preferences.js';
import type { Reader } from './raised.js';
import { maySee } from './shown.js';
import type { Store } from './store.js';

export type Users = Pick<
  UserReplica<'nickname' | 'email' | 'rank' | 'permissions' | 'banned'>,
  'get' | 'getMany' | 'peek'
>;

/** Those of these users who are to hear of the news. */
export type Hearers = (news: News, userIds: readonly string[]) => Promise<Reader[]>;

interface Deps {
  readonly store: Pick<Store, 'threads' | 'subscriptions' | 'mutedUsers' | 'preferences'>;
  readonly users: Users;
}

/**
 * Not whose own deed it is, who wants no alerts of the kind, whom auth does not know, or who has muted the thread; nor, but for
 * what is done to oneself, who may not see what it is about or has muted whose deed it is. A query for each of these, however
 * many users there are.
 */
export const createHearers =
  ({ store: { threads, subscriptions, mutedUsers, preferences }, users }: Deps): Hearers =>
  async (news, userIds) => {
    const { kind, actorId, thread, post } = news;
    const others = userIds.filter((userId) => userId !== actorId);
    if (others.length === 0) return [];
    const noOne = new Set<string>();
    const [known, chosen, threadMuted, actorMuted, knownThreads, gone] = await Promise.all([
      users.getMany(others),
      preferences.findMany(others),
      thread ? subscriptions.mutedBy(thread.threadId, others) : noOne,
      actorId !== undefined && !isAboutOneself(kind) ? mutedUsers.mutedBy(actorId, others) : noOne,
      threads.find(thread ? [thread.threadId] : []),
      threads.gonePosts(post && isOfPost(kind) ? [post.postId] : []),
    ]);
    if (gone.size > 0) return [];
    const there = knownThreads.get(thread?.threadId ?? '');
    return others.flatMap((userId) => {
      const reader = known.get(userId);
      const { inApp } = channelsOf(chosen.get(userId) ?? noPreferences, kind);
      if (reader === undefined || !inApp || threadMuted.has(userId) || actorMuted.has(userId)) return [];
      if (thread === undefined || isAboutOneself(kind)) return [reader];
      const wasShown = maySee(reader, { gone: false, readableBy: thread.readableBy });
      return wasShown && (there === undefined || maySee(reader, there)) ? [reader] : [];
    });
  };

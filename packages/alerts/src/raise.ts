import type { Cause } from '@obey/choreography';
import type { Actor, Alert, HeardPost } from './alert.js';
import type { Digests } from './digests.js';
import { changesBy, type PostNews, takenOut } from './folding.js';
import type { Hearers, Users } from './hearers.js';
import { alertOf, isOfPost, type News } from './news.js';
import type { Raised, Reader } from './raised.js';
import type { Say } from './say.js';
import type { StoredAlert } from './store/alerts.js';
import type { Store } from './store.js';
import type { Unread } from './unread.js';

interface Deps {
  readonly store: Pick<Store, 'alerts' | 'folds'>;
  readonly hearers: Hearers;
  readonly users: Pick<Users, 'get'>;
  readonly say: Say;
  readonly unread: Pick<Unread, 'changed'>;
  readonly digests: Pick<Digests, 'awaited'>;
  readonly now?: () => Date;
}

export interface Raise {
  /** Raises one alert for the user, if they are to hear of it. What is said of it is stored in the same write. */
  forUser(userId: string, news: News, cause: Cause): Promise<void>;
  /**
   * Stores an alert for each of these users who are to hear of it, and gives those that they have by this news, also
   * where an earlier try has stored them. It is up to the caller to say, once, what is said of them.
   */
  forMany(userIds: readonly string[], news: News): Promise<Raised[]>;
}

/** Decides whom which alert is raised for. Begun again after a failure, it raises what is missing. */
export const createRaise = ({
  store,
  hearers,
  users,
  say,
  unread,
  digests,
  now = risingClock(),
}: Deps): Raise => {
  const actorOf = async ({ actorId }: News): Promise<Actor | undefined> =>
    actorId === undefined
      ? undefined
      : { userId: actorId, nickname: (await users.get(actorId))?.nickname ?? 'Someone' };

  const around = async (userIds: readonly string[], { thread, post }: PostNews) => {
    const found = thread ? await store.folds.around(thread.threadId, userIds, post) : [];
    const byUser = new Map<string, StoredAlert[]>();
    for (const alert of found) byUser.set(alert.userId, [...(byUser.get(alert.userId) ?? []), alert]);
    return byUser;
  };

  /** Takes the post out of the alerts of a user that tell of more, until there is nothing to take out. */
  const takeOut = async (userId: string, news: PostNews): Promise<void> => {
    for (;;) {
      const found = (await around([userId], news)).get(userId) ?? [];
      const changes = takenOut(found.filter(isFold), news.post.postId);
      if (changes.length === 0) return;
      await store.folds.write(changes);
    }
  };

  // What others change meanwhile is not overwritten, but looked at again: until nothing is left to do.
  const fold = async (readers: readonly Reader[], news: PostNews, post: HeardPost): Promise<Raised[]> => {
    for (;;) {
      const found = await around(
        readers.map(({ userId }) => userId),
        news,
      );
      const changes = readers.flatMap(({ userId }) =>
        changesBy({ news, post, now }, userId, found.get(userId) ?? []),
      );
      if (changes.length === 0)
        return readers.flatMap((reader) => {
          const holding = found.get(reader.userId)?.find((alert) => isFold(alert) && holds(alert, post));
          return holding ? [{ alert: holding, reader, news }] : [];
        });
      await store.folds.write(changes);
    }
  };

  return {
    forUser: async (userId, news, cause) => {
      const [reader] = await hearers(news, [userId]);
      if (reader === undefined) return;
      const alert = alertOf(news, userId, await actorOf(news), now());
      const [messages = []] = await say([{ alert, reader, news }], cause);
      const isNew = await store.alerts.insert(alert, messages);
      if (isPostNews(news)) {
        if (!isNew && news.kind === 'post-replied') await store.alerts.promote(alert);
        await takeOut(userId, news);
      }
      await unread.changed([userId]);
      await digests.awaited([userId]);
    },

    forMany: async (userIds, news) => {
      const readers = await hearers(news, userIds);
      if (readers.length === 0) return [];
      const actor = await actorOf(news);
      const raised =
        isPostNews(news) && actor
          ? await fold(readers, news, { ...news.post, by: actor })
          : readers.map((reader) => ({ alert: alertOf(news, reader.userId, actor, now()), reader, news }));
      if (!isPostNews(news)) await store.alerts.insertMany(raised.map(({ alert }) => alert));
      const reached = readers.map(({ userId }) => userId);
      await unread.changed(reached);
      await digests.awaited(reached);
      return raised;
    },
  };
};

const isFold = ({ kind }: StoredAlert) => kind === 'thread-replied';
const holds = ({ posts }: Alert, { postId }: HeardPost) => posts.some((post) => post.postId === postId);
const isPostNews = (news: News): news is PostNews => isOfPost(news.kind) && news.post !== undefined;

/** No two alerts of one instance are of the same millisecond: their order by time is that of their causes. */
const risingClock = () => {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now());
    return new Date(last);
  };
};

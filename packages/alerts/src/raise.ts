import { type Cause, causedBy, type Message, type Runtime } from '@obey/choreography';
import { AlertsAlertRaised, MailingSendEmail } from '@obey/contracts';
import type { UserReplica } from '@obey/user-replica';
import type { Alert } from './alert.js';
import { actorOf, alertId, alertOf, mailOf, type News, textOf } from './news.js';
import type { Raised, Store } from './store.js';

interface Deps {
  readonly store: Pick<Store, 'subscribers' | 'raise' | 'promote'>;
  readonly users: Pick<UserReplica<'nickname' | 'email'>, 'get'>;
  readonly runtime: Pick<Runtime, 'compose'>;
  readonly siteUrl: string;
  readonly now?: () => Date;
}

export interface Raise {
  /** Raises one alert for the user, unless it was their own deed or there is no such user. */
  forUser(userId: string, news: News, message: Message): Promise<void>;
  /** Raises one alert for each subscriber of the thread but the one who did it. */
  forSubscribers(threadId: string, news: News, message: Message, signal: AbortSignal): Promise<void>;
}

/** Subscribers that are looked up, and alerts that are stored, in one go. */
const batch = 200;

/** Begun again after a failure, it raises what is missing: an alert that is stored stays as it is. */
export const createRaise = ({ store, users, runtime, siteUrl, now = risingClock() }: Deps): Raise => {
  const nameOf = async (news: News) => {
    const actorId = actorOf(news);
    return (actorId === undefined ? null : await users.get(actorId))?.nickname ?? 'Someone';
  };

  const raisedFor = async (userId: string, news: News, actor: string, cause: Cause): Promise<Raised[]> => {
    const user = userId === actorOf(news) ? null : await users.get(userId);
    if (user === null) return [];
    const alert = alertOf(news, userId, actor, now());
    const mail = mailOf(news, user.nickname, actor, siteUrl);
    const messages = [
      runtime.compose(AlertsAlertRaised, tellingOf(alert), { cause }),
      runtime.compose(MailingSendEmail, { to: user.email, mail }, { cause }),
    ];
    return [{ alert, messages }];
  };

  return {
    forUser: async (userId, news, message) => {
      const actor = await nameOf(news);
      const raised = await raisedFor(userId, news, actor, causedBy(message));
      await store.raise(raised);
      if (raised.length > 0 && news.kind === 'post-replied')
        await store.promote(alertId(news, userId), textOf(news, actor));
    },
    forSubscribers: async (threadId, news, message, signal) => {
      const actor = await nameOf(news);
      const cause = causedBy(message);
      let userIds: string[] = [];
      do {
        signal.throwIfAborted();
        userIds = await store.subscribers(threadId, userIds.at(-1) ?? '', batch);
        const raised = await Promise.all(userIds.map((userId) => raisedFor(userId, news, actor, cause)));
        await store.raise(raised.flat());
      } while (userIds.length === batch);
    },
  };
};

const tellingOf = ({ _id, raisedAt, read: _, ...alert }: Alert) => ({
  alertId: _id,
  ...alert,
  raisedAt: raisedAt.toISOString(),
});

/** No two alerts of one instance are of the same millisecond: their order by time is that of their causes. */
const risingClock = () => {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Date.now());
    return new Date(last);
  };
};

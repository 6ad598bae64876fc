import { type Cause, derivedId, type Outgoing, type Runtime } from '@obey/choreography';
import { type Mail, MailingSendEmail } from '@obey/contracts';
import { type Alert, actorsOf } from './alert.js';
import { foldId, type News } from './news.js';
import { channelsOf, noPreferences, type Preferences } from './preferences.js';
import type { Raised, Reader } from './raised.js';
import type { PreferencesStore } from './store/preferences.js';
import type { UnsubscribeLinks } from './unsubscribe-links.js';
import { textOf } from './words.js';

/** The mail about each of these alerts, at its place, where its user is to have one at once. */
export type Mails = (raised: readonly Raised[], cause: Cause) => Promise<readonly (Outgoing | undefined)[]>;

interface Deps {
  readonly runtime: Pick<Runtime, 'compose'>;
  readonly preferences: Pick<PreferencesStore, 'findMany'>;
  readonly links: Pick<UnsubscribeLinks, 'linkTo'>;
  readonly siteUrl: string;
}

/** However often the same is raised, its mail is the same command, by its id. */
export const createMails = ({ runtime, preferences, links, siteUrl }: Deps): Mails => {
  const mailFor = ({ alert, reader, news }: Raised, chosen: Preferences, cause: Cause) => {
    if (!isMailed({ alert, reader, news }, chosen)) return undefined;
    const { kind } = alert;
    const data = {
      to: reader.email,
      mail: mailOf(alert, news, reader, siteUrl),
      ...(chosen.locale !== undefined && { locale: chosen.locale }),
      ...(kind !== 'banned' && {
        unsubscribe: { link: links.linkTo({ userId: reader.userId, channel: 'email', kind }) },
      }),
    };
    const { message, ...outgoing } = runtime.compose(MailingSendEmail, data, { cause });
    return { ...outgoing, message: { ...message, id: derivedId('mail', news.causeId, reader.userId) } };
  };

  return async (raised, cause) => {
    const chosen = await preferences.findMany(raised.map(({ reader }) => reader.userId));
    return raised.map((one) => mailFor(one, chosen.get(one.reader.userId) ?? noPreferences, cause));
  };
};

/** Who is banned is mailed of nothing but the ban; and an alert that grows was mailed when it began. */
const isMailed = ({ alert, reader, news }: Raised, chosen: Preferences): boolean => {
  if (reader.banned && alert.kind !== 'banned') return false;
  if (!channelsOf(chosen, alert.kind).email) return false;
  return alert.kind !== 'thread-replied' || alert._id === foldId(news, reader.userId);
};

/** The mail that an alert is, in the words of its template; where there is none for its kind, in those of the alert. */
const mailOf = (alert: Alert, news: News, { nickname }: Pick<Reader, 'nickname'>, siteUrl: string): Mail => {
  const { kind: template, threadId, title = '', reason } = alert;
  const actor = actorsOf(alert)[0]?.nickname ?? 'Someone';
  const link = linkOf(siteUrl, threadId);
  const because = reason === undefined ? {} : { reason };
  switch (template) {
    case 'thread-replied':
    case 'post-replied':
    case 'mentioned':
      return { template, params: { nickname, actor, title, excerpt: news.excerpt ?? '', link } };
    case 'thread-locked':
      return { template, params: { nickname, actor, title, link, ...because } };
    case 'thread-moved':
      return { template, params: { nickname, title, link, ...because } };
    case 'thread-deleted':
      return { template, params: { nickname, title, ...because } };
    case 'post-deleted':
      return { template, params: { nickname, title, link, ...because } };
    case 'banned':
    case 'muted':
      return { template, params: { nickname, reason: reason ?? '' } };
    case 'unmuted':
      return { template, params: { nickname } };
    case 'unbanned':
      return { template, params: { nickname, link: siteUrl } };
    case 'thread-unlocked':
    case 'thread-renamed':
    case 'thread-restored':
    case 'post-restored':
      return { template: 'notice', params: { nickname, words: textOf(alert), link } };
  }
};

/** Where to read on. */
export const linkOf = (siteUrl: string, threadId: string | undefined): string =>
  threadId === undefined ? siteUrl : `${siteUrl}/content/threads/${threadId}`;

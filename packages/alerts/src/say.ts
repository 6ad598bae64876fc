import type { Cause, Outgoing, Runtime } from '@obey/choreography';
import { AlertsAlertRaised, type Mail, MailingSendEmail, type Person } from '@obey/contracts';
import { type Alert, actorsOf } from './alert.js';
import type { News } from './news.js';
import { viewOf } from './view.js';

/** Who an alert is for, as they are known here. */
export interface Reader extends Person {
  readonly nickname: string;
  readonly email: string;
  readonly banned: boolean;
}

/** An alert that was raised, or has grown, and by what. */
export interface Raised {
  readonly alert: Alert;
  readonly reader: Reader;
  readonly news: News;
}

/** What is said of alerts that are about to be, or have been, stored: of each what stands at its place. */
export type Say = (raised: readonly Raised[], cause: Cause) => Promise<readonly (readonly Outgoing[])[]>;

interface Deps {
  readonly runtime: Pick<Runtime, 'compose'>;
  readonly siteUrl: string;
}

/** Says `AlertsAlertRaised` of each, and sends a mail about those for which there is one. */
export const createSay =
  ({ runtime, siteUrl }: Deps): Say =>
  async (raised, cause) =>
    raised.map(({ alert, reader, news }) => {
      const { id: alertId, read: _, ...view } = viewOf(alert);
      const told = runtime.compose(AlertsAlertRaised, { alertId, userId: alert.userId, ...view }, { cause });
      const mail = mailOf(alert, news, reader, siteUrl);
      return mail ? [told, runtime.compose(MailingSendEmail, { to: reader.email, mail }, { cause })] : [told];
    });

const mailOf = (alert: Alert, news: News, { nickname }: Reader, siteUrl: string): Mail | undefined => {
  const { threadId, title = '', reason = '' } = alert;
  const actor = actorsOf(alert)[0]?.nickname ?? 'Someone';
  const link = `${siteUrl}/content/threads/${threadId}`;
  switch (news.kind) {
    case 'thread-replied':
    case 'post-replied':
      return { template: news.kind, params: { nickname, actor, title, excerpt: news.excerpt ?? '', link } };
    case 'thread-locked':
      return { template: news.kind, params: { nickname, actor, title, link } };
    case 'banned':
      return { template: news.kind, params: { nickname, reason } };
    default:
      return undefined;
  }
};

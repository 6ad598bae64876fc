import type { Cause, Outgoing, Runtime } from '@obey/choreography';
import { AlertsAlertRaised, type Person } from '@obey/contracts';
import type { Alert } from './alert.js';
import type { Mails } from './mails.js';
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
  readonly mails: Mails;
}

/** Says `AlertsAlertRaised` of each, and sends the mails about those for which there is one at once. */
export const createSay =
  ({ runtime, mails }: Deps): Say =>
  async (raised, cause) => {
    const mailed = await mails(raised, cause);
    return raised.map(({ alert }, index) => {
      const { id: alertId, read: _, ...view } = viewOf(alert);
      const told = runtime.compose(AlertsAlertRaised, { alertId, userId: alert.userId, ...view }, { cause });
      const mail = mailed[index];
      return mail ? [told, mail] : [told];
    });
  };

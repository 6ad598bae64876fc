import type { Cause, Outgoing, Runtime } from '@obey/choreography';
import { AlertsAlertRaised } from '@obey/contracts';
import type { Mails } from './mails.js';
import type { Raised } from './raised.js';
import { viewOf } from './view.js';

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

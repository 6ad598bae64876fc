import { Outage, type Runtime } from '@obey/choreography';
import { MailingEmailFailed, MailingEmailSent, MailingSuppressionLifted } from '@obey/contracts';
import { createLedger, type Ledger, type Terms } from './ledger.js';
import { roomOf } from './templates.js';

interface Deps {
  readonly runtime: Pick<Runtime, 'follow'>;
  readonly terms: Terms;
}

export interface History {
  /** What mailing has said of late. Throws `Outage` where that is not known after `waitMs`. */
  ledger(waitMs: number): Promise<Ledger>;
  close(): void;
}

/**
 * Every instance hears what mailing itself has said, from as far back as it counts, and so knows how much was sent to
 * whom and which mailboxes are not there, whichever instance it was. Nothing else remembers it.
 */
export const followHistory = ({ runtime, terms }: Deps): History => {
  const { now = Date.now, windowMs, suppressedMs } = terms;
  const ledger = createLedger(terms);
  const ago = (ms: number) => new Date(now() - ms);
  const subscriptions: { unsubscribe(): void }[] = [];
  const hear = (begin: (caughtUp: () => void) => { unsubscribe(): void }) =>
    new Promise<void>((resolve) => subscriptions.push(begin(resolve)));
  let isKnown = false;
  const known = Promise.all([
    hear((caughtUp) =>
      runtime
        .follow(MailingEmailSent, { since: ago(windowMs), caughtUp })
        .subscribe(({ data: { to, template, messageId }, time }) =>
          ledger.sent({ to, room: roomOf(template), messageId, at: Date.parse(time) }),
        ),
    ),
    hear((caughtUp) =>
      runtime
        .follow(MailingEmailFailed, { since: ago(suppressedMs), caughtUp })
        .subscribe(({ data: { to, code, reason }, time }) => {
          if (code === 'bounced') ledger.bounced(to, reason, Date.parse(time));
        }),
    ),
    hear((caughtUp) =>
      runtime
        .follow(MailingSuppressionLifted, { since: ago(suppressedMs), caughtUp })
        .subscribe(({ data: { to }, time }) => ledger.lifted(to, Date.parse(time))),
    ),
  ]).then(() => {
    isKnown = true;
  });

  return {
    ledger: async (waitMs) => {
      if (!isKnown) await inTime(known, waitMs);
      return ledger;
    },
    close: () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    },
  };
};

const inTime = async (known: Promise<void>, waitMs: number) => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Outage('What mailing has said of late')), waitMs);
  });
  await Promise.race([known, over]).finally(() => clearTimeout(timer));
};

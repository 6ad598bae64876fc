import { type Context, on, type Reaction, type Runtime } from '@obey/choreography';
import { MailingEmailSent, MailingSendEmail } from '@obey/contracts';
import type { Deliver } from './delivery.js';
import { giveUp } from './give-up.js';
import type { History } from './history.js';
import { firstTongue, type Tongue } from './languages.js';
import type { Ledger } from './ledger.js';
import { type Command, dueAfterFailure, type Life, lifeOf, type Paces } from './life.js';
import type { Outcome } from './outcomes.js';
import { render } from './render.js';
import { roomOf } from './templates.js';

export interface Deps {
  readonly runtime: Pick<Runtime, 'publish'>;
  readonly deliver: Deliver;
  readonly history: Pick<History, 'ledger'>;
  /** The domain of Message-IDs. */
  readonly domain: string;
  /** For who asks for no language, or for none that is known. */
  readonly defaultTongue: Tongue;
  readonly paces: Paces;
  readonly became: (command: Command, outcome: Outcome, why?: string) => void;
  readonly now?: () => number;
}

/** A reaction is cut off after 30 s; sending may take up to 28 of them. */
const LEDGER_WAIT_MS = 1_000;

export const reactions = (deps: Deps): Reaction[] => {
  const { history, paces, domain, now = Date.now } = deps;
  return [
    on(MailingSendEmail, async (command, context) => {
      const ledger = await history.ledger(LEDGER_WAIT_MS);
      const life = lifeOf(command, context, paces);
      const { to, mail } = command.data;
      const { template } = mail;
      const messageId = `<${life.commandId}@${domain}>`;
      const room = roomOf(template);
      const sent = () => context.publish(MailingEmailSent, { to, template, messageId });
      // An earlier owner died between telling that it was sent and acknowledging it.
      if (ledger.wasSent(to, messageId)) return sent();
      await refuseIfHopeless(deps, command, life, ledger);
      const placeAt = ledger.mustWaitUntil(to, room);
      if (placeAt !== undefined) {
        const why = 'this address had as many mails as it may have in that time';
        return putOff(deps, command, life, context, placeAt < life.expiresAt ? placeAt : undefined, why);
      }
      const delivered = await deps.deliver(letterOf(deps, command, life, messageId), context);
      switch (delivered.kind) {
        case 'sent':
          ledger.sent({ to, room, messageId, at: now() });
          deps.became(command, 'sent');
          return sent();
        case 'later': {
          const tried = { ...life, failures: life.failures + 1 };
          const dueAt = dueAfterFailure(life, paces, now(), delivered.unsure);
          return putOff(deps, command, tried, context, dueAt, delivered.reason);
        }
        case 'refused': {
          const { reason, bounced } = delivered;
          if (bounced) ledger.bounced(to, reason, now());
          deps.became(command, bounced ? 'bounced' : 'refused', reason);
          return giveUp(deps.runtime, command, bounced ? 'bounced' : 'refused', reason);
        }
      }
    }),
  ];
};

/** Its time is over, or its mailbox is not there. */
const refuseIfHopeless = async (
  { runtime, became, now = Date.now }: Deps,
  command: Command,
  { expiresAt, failures }: Life,
  ledger: Ledger,
) => {
  if (expiresAt <= now()) {
    const tries = failures === 0 ? 'it was not tried' : `${failures} tries were in vain`;
    const reason = `Its time was over at ${new Date(expiresAt).toISOString()}; ${tries}`;
    became(command, 'expired', reason);
    return giveUp(runtime, command, 'expired', reason);
  }
  const suppression = ledger.suppression(command.data.to);
  if (suppression) {
    const until = new Date(suppression.until).toISOString();
    const reason = `Not tried until ${until}, since an earlier mail bounced: ${suppression.reason}`;
    became(command, 'suppressed', reason);
    return giveUp(runtime, command, 'suppressed', reason);
  }
};

/** Gives the command to mailing again for `dueAt`. Those behind it go on; the mail is still known by the first command. */
const putOff = async (
  { runtime, became }: Deps,
  command: Command,
  { commandId, firstGivenAt, failures, expiresAt }: Life,
  context: Context,
  dueAt: number | undefined,
  why: string,
) => {
  if (dueAt === undefined) {
    const reason = `Its time is over at ${new Date(expiresAt).toISOString()}, before it may be tried again: ${why}`;
    became(command, 'expired', reason);
    return giveUp(runtime, command, 'expired', reason);
  }
  const lifeMs = Math.max(1, Math.round(expiresAt - dueAt));
  const again = {
    ...command.data,
    putOff: { commandId, givenAt: firstGivenAt.toISOString(), failures, lifeMs },
  };
  context.send(MailingSendEmail, again, { notBefore: new Date(dueAt) });
  became(command, 'put-off', why);
};

const letterOf = ({ defaultTongue }: Deps, { data }: Command, { firstGivenAt }: Life, messageId: string) => {
  const { to, mail, locale, otherLocales = [], unsubscribe } = data;
  const tongue =
    firstTongue(locale === undefined ? otherLocales : [locale, ...otherLocales]) ?? defaultTongue;
  return {
    messageId,
    to,
    date: firstGivenAt,
    unsubscribe: unsubscribe?.link,
    hurried: roomOf(mail.template) === 'security',
    ...render(mail, tongue, unsubscribe?.link),
  };
};

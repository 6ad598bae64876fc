import Type from 'typebox';
import { owner } from './declare.js';
import { MailAddress, personal, Time } from './fields.js';
import { Locale, Mail, PutOff, Unsubscribe } from './mails.js';

const mailing = owner('mailing');

/**
 * Asks for a mail. In `locale`, else in the first of `otherLocales` that mailing speaks, else in the forum's own. It
 * lives for a day (`MAIL_COMMAND_LIFE`) from when it stands on its stream, or until `expiresAt` if that is earlier;
 * what could not be sent until then is not sent.
 */
export const MailingSendEmail = mailing.command('MailingSendEmail', {
  subject: 'to',
  data: Type.Object({
    to: MailAddress,
    mail: Mail,
    locale: Type.Optional(Locale),
    otherLocales: Type.Optional(Type.Array(Locale, { maxItems: 10 })),
    unsubscribe: Type.Optional(Unsubscribe),
    expiresAt: Type.Optional(Time),
    putOff: Type.Optional(PutOff),
  }),
});

/** The mail server has taken the mail. `messageId` is its RFC 5322 Message-ID. */
export const MailingEmailSent = mailing.notification('MailingEmailSent', {
  subject: 'to',
  data: Type.Object({ to: MailAddress, template: Type.String(), messageId: Type.String() }),
});

/**
 * Why a mail was given up. `refused`: the mail server will not have it (5xx); `bounced`: there is no such
 * mailbox (5xx), and no mail is tried there for a while; `suppressed`: not tried, because an earlier mail
 * bounced; `expired`: its time was over.
 */
export const MailFailure = Type.Enum(['refused', 'bounced', 'suppressed', 'expired']);

/** A mail was given up for good, `reason` says why in words; its command stands in the dead letters. */
export const MailingEmailFailed = mailing.notification('MailingEmailFailed', {
  subject: 'to',
  data: Type.Object({
    to: MailAddress,
    template: Type.String(),
    code: Type.Optional(MailFailure),
    reason: Type.String(personal('to')),
  }),
});

/** An operator knows that the mailbox is there: mails are tried again. */
export const MailingSuppressionLifted = mailing.notification('MailingSuppressionLifted', {
  subject: 'to',
  data: Type.Object({ to: MailAddress }),
});

import Type, { type Static } from 'typebox';
import { owner } from './declare.js';
import { Email, sensitive } from './fields.js';

const mailing = owner('mailing');

const Text = Type.String();
const Link = Type.String({ format: 'uri', ...sensitive });

/** The mails that can be sent: each template with the parameters that it needs. */
export const Mail = Type.Union([
  Type.Object({
    template: Type.Literal('confirm-sign-up'),
    params: Type.Object({ nickname: Text, link: Link }),
  }),
  Type.Object({
    template: Type.Literal('address-taken'),
    params: Type.Object({ nickname: Text }),
  }),
  Type.Object({
    template: Type.Literal('thread-replied'),
    params: Type.Object({ nickname: Text, actor: Text, title: Text, excerpt: Text, link: Link }),
  }),
  Type.Object({
    template: Type.Literal('post-replied'),
    params: Type.Object({ nickname: Text, actor: Text, title: Text, excerpt: Text, link: Link }),
  }),
  Type.Object({
    template: Type.Literal('thread-locked'),
    params: Type.Object({ nickname: Text, actor: Text, title: Text, link: Link }),
  }),
  Type.Object({
    template: Type.Literal('banned'),
    params: Type.Object({ nickname: Text, reason: Text }),
  }),
  Type.Object({
    template: Type.Literal('confirm-password-change'),
    params: Type.Object({ nickname: Text, link: Link }),
  }),
  Type.Object({
    template: Type.Literal('recover-password'),
    params: Type.Object({ nickname: Text, link: Link }),
  }),
  /** To who wants to recover the password of an account that is not there. */
  Type.Object({
    template: Type.Literal('no-account'),
    params: Type.Object({}),
  }),
  Type.Object({
    template: Type.Literal('password-changed'),
    params: Type.Object({ nickname: Text }),
  }),
]);
export type Mail = Static<typeof Mail>;

export const MailingSendEmail = mailing.command('MailingSendEmail', {
  subject: 'to',
  data: Type.Object({ to: Email, mail: Mail }),
});

/** The mail server has taken the mail. `messageId` is its RFC 5322 Message-ID. */
export const MailingEmailSent = mailing.notification('MailingEmailSent', {
  subject: 'to',
  data: Type.Object({ to: Email, template: Type.String(), messageId: Type.String() }),
});

/** The mail server has refused the mail for good (a 5xx reply). */
export const MailingEmailFailed = mailing.notification('MailingEmailFailed', {
  subject: 'to',
  data: Type.Object({ to: Email, template: Type.String(), reason: Type.String() }),
});

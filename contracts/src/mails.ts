import Type, { type Static, type TSchema } from 'typebox';
import { Id, personal, secret, Time } from './fields.js';

const Text = Type.String();
/** What tells of the receiver. */
const OfReceiver = Type.String(personal('to'));
/** What others wrote, or are called: a mail does not say who they are. */
const OfOthers = Type.String(secret);
const Link = Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2_000, ...secret });
const Count = Type.Integer({ minimum: 1 });

const mail = <Name extends string, Params extends Readonly<Record<string, TSchema>>>(
  template: Name,
  params: Params,
) => Type.Object({ template: Type.Literal(template), params: Type.Object(params) });

const reply = { nickname: OfReceiver, actor: OfOthers, title: Text, excerpt: OfOthers, link: Link };
const reason = Type.Optional(OfReceiver);

/** The mails that can be sent: each template with the parameters that it needs. Texts are plain text. */
export const Mail = Type.Union([
  mail('confirm-sign-up', { nickname: OfReceiver, link: Link }),
  mail('address-taken', { nickname: OfReceiver }),
  mail('confirm-password-change', { nickname: OfReceiver, link: Link }),
  mail('recover-password', { nickname: OfReceiver, link: Link }),
  /** To who wants to recover the password of an account that is not there. */
  mail('no-account', {}),
  mail('password-changed', { nickname: OfReceiver }),
  /** `count` posts, of which this is the last: one mail for many replies. */
  mail('thread-replied', { ...reply, count: Type.Optional(Count) }),
  mail('post-replied', reply),
  mail('mentioned', reply),
  mail('thread-locked', { nickname: OfReceiver, actor: OfOthers, title: Text, link: Link, reason }),
  mail('thread-moved', {
    nickname: OfReceiver,
    title: Text,
    section: Type.Optional(Text),
    link: Link,
    reason,
  }),
  mail('thread-deleted', { nickname: OfReceiver, title: Text, reason }),
  mail('post-deleted', { nickname: OfReceiver, title: Text, link: Type.Optional(Link), reason }),
  mail('muted', { nickname: OfReceiver, reason: OfReceiver, until: Type.Optional(Time) }),
  mail('unmuted', { nickname: OfReceiver }),
  mail('banned', { nickname: OfReceiver, reason: OfReceiver, until: Type.Optional(Time) }),
  mail('unbanned', { nickname: OfReceiver, link: Type.Optional(Link) }),
  /** What happened from `since` to `until`; `more` that are not among the items. */
  mail('digest', {
    nickname: OfReceiver,
    since: Time,
    until: Time,
    items: Type.Array(Type.Object({ text: OfOthers, link: Link }), { minItems: 1, maxItems: 100 }),
    more: Type.Optional(Count),
    link: Type.Optional(Link),
  }),
  /** What no other template says: a sentence in the words of the sender, which is the subject too. */
  mail('notice', { nickname: OfReceiver, words: OfOthers, link: Type.Optional(Link) }),
]);
export type Mail = Static<typeof Mail>;

/** BCP 47, like `de` or `de-AT`. One that mailing does not speak, or that is no such tag, is as good as none. */
export const Locale = Type.String({ maxLength: 100 });

/**
 * By which a reader ends mails of this kind: a link that answers GET with a page, and POST (RFC 8058) by doing
 * it. It opens that door to whoever has it.
 */
export const Unsubscribe = Type.Object({
  link: Type.String({ format: 'uri', pattern: '^https?://[^\\s<>]+$', maxLength: 900, ...secret }),
});

/** Says of a command that it is another one, put off: set by mailing, and by nobody else. */
export const PutOff = Type.Object({
  /** The command that was given: the mail is known by its id. */
  commandId: Id,
  /** When that came to stand on its stream: the Date of the mail. */
  givenAt: Time,
  /** How often the mail server was tried in vain. */
  failures: Type.Integer({ minimum: 0 }),
  /** What is left of its life, in ms, from when it stands on its stream again. */
  lifeMs: Type.Integer({ minimum: 1 }),
});

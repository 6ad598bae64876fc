import type { Content } from './content.js';
import type { Formats } from './formats.js';
import type { Language } from './languages.js';
import type { Params, Room, Template, TemplateName } from './template.js';
import { addressTaken } from './templates/address-taken.js';
import { banned } from './templates/banned.js';
import { confirmPasswordChange } from './templates/confirm-password-change.js';
import { confirmSignUp } from './templates/confirm-sign-up.js';
import { digest } from './templates/digest.js';
import { mentioned } from './templates/mentioned.js';
import { muted } from './templates/muted.js';
import { noAccount } from './templates/no-account.js';
import { notice } from './templates/notice.js';
import { passwordChanged } from './templates/password-changed.js';
import { postDeleted } from './templates/post-deleted.js';
import { postReplied } from './templates/post-replied.js';
import { recoverPassword } from './templates/recover-password.js';
import { threadDeleted } from './templates/thread-deleted.js';
import { threadLocked } from './templates/thread-locked.js';
import { threadMoved } from './templates/thread-moved.js';
import { threadReplied } from './templates/thread-replied.js';
import { unbanned } from './templates/unbanned.js';
import { unmuted } from './templates/unmuted.js';

/** Every mail by its name: one that is missing does not compile. */
export const templates: { readonly [Name in TemplateName]: Template<Name> } = {
  'confirm-sign-up': confirmSignUp,
  'address-taken': addressTaken,
  'confirm-password-change': confirmPasswordChange,
  'recover-password': recoverPassword,
  'no-account': noAccount,
  'password-changed': passwordChanged,
  'thread-replied': threadReplied,
  'post-replied': postReplied,
  mentioned,
  'thread-locked': threadLocked,
  'thread-moved': threadMoved,
  'thread-deleted': threadDeleted,
  'post-deleted': postDeleted,
  muted,
  unmuted,
  banned,
  unbanned,
  digest,
  notice,
};

/** A mail to be worded: a name, and the parameters that go with it. */
export type Named<Name extends TemplateName = TemplateName> = {
  [Each in Name]: { readonly template: Each; readonly params: Params[Each] };
}[Name];

/** The words of a mail. */
export const contentOf = <Name extends TemplateName>(
  { template, params }: Named<Name>,
  language: Language,
  formats: Formats,
): Content => {
  const found: Template<Name> = templates[template];
  return found.words[language](params, formats);
};

const isName = (name: string): name is TemplateName => Object.hasOwn(templates, name);
export const templateNames: readonly TemplateName[] = Object.keys(templates).filter(isName);

/** The mail of that name with the parameters of its example. */
export const exampleOf = <Name extends TemplateName>(template: Name): Named<Name> => {
  const found: Template<Name> = templates[template];
  return { template, params: found.example };
};

/** Of a mail sent by whichever version of mailing: names that are not known are news. */
export const roomOf = (template: string): Room => (isName(template) ? templates[template].room : 'news');

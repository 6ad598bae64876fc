import type { Mail } from '@obey/contracts';
import type { Content } from './render.js';
import { addressTaken } from './templates/address-taken.js';
import { banned } from './templates/banned.js';
import { confirmPasswordChange } from './templates/confirm-password-change.js';
import { confirmSignUp } from './templates/confirm-sign-up.js';
import { noAccount } from './templates/no-account.js';
import { passwordChanged } from './templates/password-changed.js';
import { postReplied } from './templates/post-replied.js';
import { recoverPassword } from './templates/recover-password.js';
import { threadLocked } from './templates/thread-locked.js';
import { threadReplied } from './templates/thread-replied.js';

/** The words of a mail. */
export const contentOf = (mail: Mail): Content => {
  switch (mail.template) {
    case 'confirm-sign-up':
      return confirmSignUp(mail.params);
    case 'address-taken':
      return addressTaken(mail.params);
    case 'thread-replied':
      return threadReplied(mail.params);
    case 'post-replied':
      return postReplied(mail.params);
    case 'thread-locked':
      return threadLocked(mail.params);
    case 'banned':
      return banned(mail.params);
    case 'confirm-password-change':
      return confirmPasswordChange(mail.params);
    case 'recover-password':
      return recoverPassword(mail.params);
    case 'no-account':
      return noAccount(mail.params);
    case 'password-changed':
      return passwordChanged(mail.params);
  }
};

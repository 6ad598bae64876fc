import { type Cause, newId } from '@obey/choreography';
import { MailingSendEmail } from '@obey/contracts';
import type { Reader } from '../callers.js';
import type { Deps } from '../deps.js';
import { isEmail, normaliseEmail } from '../emails.js';
import type { Logger } from '../logger.js';
import { isUsed, passwordVersionOf, recoveryUrl } from '../password-links.js';
import { passwordFault } from '../password-rules.js';
import { hashToken, newToken } from '../secrets.js';
import { bodyInvalid } from './refusals.js';
import { linkExpired, setPassword } from './set-password.js';

/**
 * Mails a link by which a new password can be chosen, or that there is no account. Which of them shows neither
 * in the answer nor in the work done: one read, one write, one mail, either way.
 */
export const recoverPassword =
  ({ store, delays, runtime, siteUrl, passwordLinkMs }: Deps) =>
  async (given: string, from: string, reader: Reader, cause: Cause, log: Logger): Promise<void> => {
    const email = normaliseEmail(given);
    if (!isEmail(email)) return bodyInvalid([{ pointer: '/email', detail: 'must be an e-mail address' }]);
    await delays.recovery.attempt(email, from, log);
    const user = await store.users.byEmail(email);
    const token = newToken();
    const tokenHash = hashToken(token);
    const link = recoveryUrl(siteUrl, token);
    const expiresAt = new Date(Date.now() + passwordLinkMs);
    const mail = user
      ? { template: 'recover-password' as const, params: { nickname: user.nickname, link } }
      : { template: 'no-account' as const, params: {} };
    const kept = user
      ? {
          _id: tokenHash,
          kind: 'recovery' as const,
          userId: user._id,
          passwordVersion: passwordVersionOf(user),
          expiresAt,
        }
      : { _id: newId(), kind: 'no-account' as const, expiresAt };
    await store.passwordLinks.insert(kept, [
      runtime.compose(MailingSendEmail, { to: email, mail, ...reader }, { cause }),
    ]);
    log.info({ userId: user?._id }, 'password recovery asked for');
  };

interface Choice {
  readonly token: string;
  readonly newPassword: string;
  /** Where it comes from. */
  readonly from: string;
}

/** Gives whoever holds the mailed link the password that they choose, and ends all sessions. */
export const resetPassword = (deps: Deps) => {
  const { store, passwords, delays, siteNames } = deps;
  const set = setPassword(deps);
  return async ({ token, newPassword, from }: Choice, cause: Cause, log: Logger): Promise<void> => {
    const link = await store.passwordLinks.recovery(hashToken(token), new Date());
    const user = link && (await store.users.byId(link.userId));
    if (!user || isUsed(link, user)) return linkExpired();
    const fault = passwordFault(newPassword, { ...user, siteNames });
    if (fault !== undefined) return bodyInvalid([{ pointer: '/newPassword', detail: fault }]);
    await set(link, await passwords.hash(newPassword), null, cause);
    log.info({ userId: user._id }, 'password reset');
    // It is done; that the device is not known yet only means that others' guesses may delay the sign-in.
    await delays.signIn
      .know(user.email, from)
      .catch((error: unknown) => log.warn({ err: error }, 'device not known'));
  };
};

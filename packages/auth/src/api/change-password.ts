import type { Cause } from '@obey/choreography';
import { MailingSendEmail } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import { isBanned } from '../bans.js';
import type { Deps } from '../deps.js';
import type { Logger } from '../logger.js';
import { changeUrl, passwordVersionOf } from '../password-links.js';
import { passwordFault } from '../password-rules.js';
import { hashToken, newToken } from '../secrets.js';
import { me } from './me.js';
import { banned, bodyInvalid } from './refusals.js';
import { linkExpired, setPassword } from './set-password.js';
import { verifyPassword } from './verify-password.js';

interface Given {
  readonly currentPassword: string;
  readonly newPassword: string;
}

interface Asking {
  readonly user: { readonly id: string; readonly sessionId: string };
  /** The address of the client. */
  readonly from: string;
}

/** Keeps a new password until the mailed link confirms it. Whoever asks must know the one that they have. */
export const askToChangePassword = (deps: Deps) => {
  const { store, passwords, delays, runtime, siteUrl, siteNames, passwordLinkMs } = deps;
  const current = me(deps);
  const verify = verifyPassword({ passwords, delays });
  return async (asking: Asking, given: Given, cause: Cause, log: Logger): Promise<void> => {
    const { id: userId, sessionId } = asking.user;
    const user = await current(userId);
    if (isBanned(user, new Date())) return banned();
    const fault = passwordFault(given.newPassword, { ...user, siteNames });
    if (fault !== undefined) return bodyInvalid([{ pointer: '/newPassword', detail: fault }]);
    const claim = { email: user.email, password: given.currentPassword, from: asking.from };
    const { right } = await verify({ ...claim, find: async () => user }, log);
    if (!right) {
      log.info({ userId, sessionId }, 'password change refused: wrong password');
      return refuse('forbidden', 'auth.wrong-password', 'The current password is wrong');
    }
    const token = newToken();
    const link = {
      _id: hashToken(token),
      kind: 'change' as const,
      userId,
      passwordVersion: passwordVersionOf(user),
      passwordHash: await passwords.hash(given.newPassword),
      sessionId,
      expiresAt: new Date(Date.now() + passwordLinkMs),
    };
    const params = { nickname: user.nickname, link: changeUrl(siteUrl, token) };
    const mail = { template: 'confirm-password-change' as const, params };
    await store.passwordLinks.insert(link, [
      runtime.compose(MailingSendEmail, { to: user.email, mail }, { cause }),
    ]);
    log.info({ userId, sessionId }, 'password change asked for');
  };
};

/** Makes the password that was chosen the user's, and ends all other sessions. */
export const confirmPasswordChange = (deps: Deps) => {
  const set = setPassword(deps);
  return async (token: string, cause: Cause, log: Logger): Promise<void> => {
    const link = await deps.store.passwordLinks.change(hashToken(token), new Date());
    if (!link) return linkExpired();
    await set(link, link.passwordHash, link.sessionId, cause);
    log.info({ userId: link.userId, sessionId: link.sessionId }, 'password changed');
  };
};

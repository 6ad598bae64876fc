import type { Cause } from '@obey/choreography';
import { AuthUserChanged, AuthUserPasswordChanged, MailingSendEmail } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { Deps } from '../deps.js';
import { isUsed, type PasswordLink, withPassword } from '../password-links.js';
import { publicUser, type User } from '../users.js';

/**
 * Gives the user of a link a new password. One write does it, makes this link and all others void, and holds
 * what follows: the notice by mail, and the notification by which sessions end. Of many who use one link at
 * once, one has done it.
 */
export const setPassword =
  ({ store, runtime }: Deps) =>
  async (link: PasswordLink, passwordHash: string, kept: string | null, cause: Cause): Promise<void> => {
    const decide = (user: User) =>
      isUsed(link, user) ? linkExpired() : withPassword(user, passwordHash, kept);
    const tell = (user: User) => {
      const mail = { template: 'password-changed' as const, params: { nickname: user.nickname } };
      return [
        runtime.compose(AuthUserPasswordChanged, { userId: user._id }, { cause }),
        runtime.compose(AuthUserChanged, publicUser(user, new Date()), { cause }),
        runtime.compose(MailingSendEmail, { to: user.email, mail }, { cause }),
      ];
    };
    if (!(await store.users.change(link.userId, decide, tell))) return linkExpired();
  };

/** The same for every link that is not good, whatever is wrong with it. */
export const linkExpired = (): never =>
  refuse(
    'gone',
    'auth.link-expired',
    'The link is no longer good: it has been used already, or it is too old. Ask for another',
  );

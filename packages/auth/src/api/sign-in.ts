import type { Cause } from '@obey/choreography';
import { AuthUserSignedIn } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import { isBanned } from '../bans.js';
import type { Caller } from '../callers.js';
import type { Deps } from '../deps.js';
import { isEmail, normaliseEmail } from '../emails.js';
import type { Logger } from '../logger.js';
import { passwordVersionOf } from '../password-links.js';
import type { User } from '../users.js';
import { banned } from './refusals.js';
import { shownUser } from './shown-user.js';
import { verifyPassword } from './verify-password.js';

interface Given {
  readonly email: string;
  readonly password: string;
}

/**
 * Begins a session. An unknown address costs the same work, and gets the same answer, as a wrong password;
 * that somebody is banned is told only to who knows the password.
 */
export const signIn = ({ store, sessions, passwords, delays, accessTokens, runtime }: Deps) => {
  const verify = verifyPassword({ passwords, delays });
  const renewHash = renewOutdatedHash({ store, passwords });
  return async (given: Given, { address, client }: Caller, cause: Cause, log: Logger) => {
    const email = normaliseEmail(given.email);
    const find = async () => (isEmail(email) ? store.users.byEmail(email) : null);
    const { user: found, right } = await verify(
      { email, password: given.password, from: address, find },
      log,
    );
    if (!found || !right) {
      log.info({ userId: found?._id }, 'sign-in refused: wrong credentials');
      return wrongCredentials();
    }
    if (isBanned(found, new Date())) {
      log.info({ userId: found._id }, 'sign-in refused: banned');
      return banned();
    }
    await renewHash(found, given.password, log);
    const passwordVersion = passwordVersionOf(found);
    const session = await sessions.begin(found._id, { passwordVersion, client, address });
    // A ban or a new password written meanwhile may have ended the user's sessions before this one began.
    const user = await store.users.byId(found._id);
    if (!user || isBanned(user, new Date())) {
      await sessions.end(found._id, session.sessionId);
      return banned();
    }
    if (passwordVersionOf(user) !== passwordVersion) {
      await sessions.end(found._id, session.sessionId);
      log.info({ userId: found._id }, 'sign-in refused: the password was changed meanwhile');
      return wrongCredentials();
    }
    const { sessionId, refreshToken } = session;
    await runtime.publish(
      AuthUserSignedIn,
      {
        userId: user._id,
        nickname: user.nickname,
        sessionId,
        expiresAt: session.expiresAt.toISOString(),
      },
      { cause },
    );
    log.info({ userId: user._id, sessionId }, 'signed in');
    const now = new Date();
    return {
      accessToken: await accessTokens.issue(user, sessionId, now),
      tokenType: 'Bearer' as const,
      expiresIn: accessTokens.seconds,
      refreshToken,
      user: shownUser(user, now),
    };
  };
};

const wrongCredentials = (): never =>
  refuse('unauthenticated', 'auth.wrong-credentials', 'The address or the password is wrong');

/** The hash follows the parameters of today as soon as the password is at hand. That it fails is no reason to turn anybody away. */
const renewOutdatedHash =
  ({ store, passwords }: Pick<Deps, 'store' | 'passwords'>) =>
  async (user: User, password: string, log: Logger): Promise<void> => {
    if (!passwords.isOutdated(user.passwordHash)) return;
    try {
      const renewed = await store.users.renewHash(user, await passwords.hash(password));
      if (renewed) log.info({ userId: user._id }, 'password hash renewed');
    } catch (error) {
      log.warn({ err: error, userId: user._id }, 'password hash not renewed');
    }
  };

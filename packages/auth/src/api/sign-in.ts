import type { Cause } from '@obey/choreography';
import { AuthUserSignedIn } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import { isBanned } from '../bans.js';
import type { Deps } from '../deps.js';
import { isEmail, normaliseEmail } from '../emails.js';
import type { Logger } from '../logger.js';
import { banned } from './refusals.js';
import { shownUser } from './shown-user.js';

interface Given {
  readonly email: string;
  readonly password: string;
}

/**
 * Begins a session. An unknown address costs the same work, and gets the same answer, as a wrong password;
 * that somebody is banned is told only to who knows the password.
 */
export const signIn =
  ({ store, sessions, passwords, accessTokens, runtime }: Deps) =>
  async (given: Given, cause: Cause, log: Logger) => {
    const email = normaliseEmail(given.email);
    const found = isEmail(email) ? await store.users.byEmail(email) : null;
    const right = await passwords.verify(found?.passwordHash, given.password);
    if (!found || !right) {
      log.info({ userId: found?._id }, 'sign-in refused: wrong credentials');
      return refuse('unauthenticated', 'auth.wrong-credentials', 'The address or the password is wrong');
    }
    if (isBanned(found, new Date())) {
      log.info({ userId: found._id }, 'sign-in refused: banned');
      return banned();
    }
    const session = await sessions.begin(found._id);
    // A ban written meanwhile may have ended the user's sessions before this one began.
    const user = await store.users.byId(found._id);
    if (!user || isBanned(user, new Date())) {
      await sessions.end(found._id, session.sessionId);
      return banned();
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

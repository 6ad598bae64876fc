import type { Cause } from '@obey/choreography';
import { AuthUserSignedUp } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import type { Deps } from '../deps.js';
import { hashToken } from '../secrets.js';
import type { PendingSignUp } from '../sign-ups.js';
import { isDuplicate } from '../store.js';
import { newUser } from '../users.js';
import { addressTaken, nicknameTaken } from './refusals.js';

/**
 * Makes the user of a sign-up. The user comes first and the sign-up goes then: a crash between them leaves
 * the link good, and doing it again finishes it. Of two who use one link at once, the one that removes the
 * sign-up has confirmed it.
 */
export const confirmSignUp =
  ({ store, runtime }: Deps) =>
  async (token: string, cause: Cause): Promise<void> => {
    const tokenHash = hashToken(token);
    const now = new Date();
    const pending = await store.signUps.pending(tokenHash, now);
    if (!pending) return linkExpired();
    const user = newUser({ ...pickUser(pending), roles: [] }, now);
    const data = { userId: user._id, nickname: user.nickname };
    try {
      await store.users.insert(user, [runtime.compose(AuthUserSignedUp, data, { cause })]);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      const isMade = (await store.users.byId(user._id)) !== null;
      if (!isMade && (await store.users.byEmail(user.email))) return addressTaken();
      if (!isMade) return nicknameTaken(user.nickname);
    }
    if (!(await store.signUps.remove(tokenHash))) return linkExpired();
  };

const pickUser = ({ userId, nickname, email, passwordHash }: PendingSignUp) => ({
  userId,
  nickname,
  email,
  passwordHash,
});

const linkExpired = (): never =>
  refuse(
    'gone',
    'auth.link-expired',
    'The link is no longer good: it has been used already, or it is too old. Sign in, or sign up again',
  );

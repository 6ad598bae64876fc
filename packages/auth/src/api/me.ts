import type { Cause } from '@obey/choreography';
import { AuthUserChanged, AuthUserSignedOut } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import { isBanned } from '../bans.js';
import type { Deps } from '../deps.js';
import { readNickname } from '../nicknames.js';
import { isDuplicate } from '../store.js';
import { publicUser, renamed, type User } from '../users.js';
import { banned, bodyInvalid, nicknameTaken } from './refusals.js';

/** The holder of a token, as stored now. */
export const me =
  ({ store }: Deps) =>
  async (userId: string): Promise<User> =>
    (await store.users.byId(userId)) ?? noSuchAccount();

export const rename =
  ({ store, runtime }: Deps) =>
  async (userId: string, given: string, cause: Cause): Promise<User> => {
    const reading = readNickname(given);
    if ('fault' in reading) return bodyInvalid([{ pointer: '/nickname', detail: reading.fault }]);
    const decide = (user: User) => (isBanned(user, new Date()) ? banned() : renamed(user, reading.nickname));
    const tell = (user: User) => [runtime.compose(AuthUserChanged, publicUser(user, new Date()), { cause })];
    try {
      return (await store.users.change(userId, decide, tell)) ?? noSuchAccount();
    } catch (error) {
      if (isDuplicate(error)) return nicknameTaken(reading.nickname);
      throw error;
    }
  };

/** Ends the session of a token. Signing out again says it again: a crash cannot leave it unsaid. */
export const signOut =
  ({ sessions, runtime }: Deps) =>
  async (userId: string, sessionId: string, cause: Cause): Promise<void> => {
    await sessions.end(userId, sessionId);
    await runtime.publish(AuthUserSignedOut, { userId, sessionId }, { cause });
  };

const noSuchAccount = (): never =>
  refuse('unauthenticated', 'auth.no-such-account', 'The account of this token is no more; sign in again');

import { answer, on, type Reaction } from '@obey/choreography';
import {
  AuthGetKeys,
  AuthGetUserById,
  AuthSessionRevoked,
  AuthUserBanned,
  AuthUserPasswordChanged,
} from '@obey/contracts';
import { isBanned } from './bans.js';
import type { Deps } from './deps.js';
import { isOutlived } from './password-links.js';
import { publicUser } from './users.js';

export const reactions = ({ store, sessions, signingKeys }: Deps): Reaction[] => [
  answer(AuthGetUserById, async ({ data }) => {
    const user = await store.users.byId(data.userId);
    return { user: user && publicUser(user, new Date()) };
  }),

  answer(AuthGetKeys, () => signingKeys.published()),

  // Says first that the sessions are revoked, and ends them by that: a crash in between leaves none unsaid.
  // Sessions begun after a ban that is lifted by now are spared, should this be repeated late.
  on(AuthUserBanned, async ({ data: { userId }, time }, context) => {
    const user = await store.users.byId(userId);
    const stillBanned = user !== null && isBanned(user, new Date());
    for (const { id, startedAt } of await sessions.list(userId)) {
      if (stillBanned || startedAt <= new Date(time))
        context.publish(AuthSessionRevoked, { userId, sessionId: id, reason: 'banned' });
    }
  }),

  // By the user as it is now: sessions that were begun with the new password are spared, however late this is.
  on(AuthUserPasswordChanged, async ({ data: { userId } }, context) => {
    const user = await store.users.byId(userId);
    for (const session of await sessions.list(userId)) {
      if (user && isOutlived(user, session))
        context.publish(AuthSessionRevoked, { userId, sessionId: session.id, reason: 'password changed' });
    }
  }),

  on(AuthSessionRevoked, ({ data: { userId, sessionId } }) => sessions.end(userId, sessionId)),
];

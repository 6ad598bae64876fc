import { answer, on, type Reaction } from '@obey/choreography';
import { AuthGetKeys, AuthGetUserById, AuthSessionRevoked, AuthUserBanned } from '@obey/contracts';
import { isBanned } from './bans.js';
import type { Deps } from './deps.js';
import { jwkSetOf } from './keys.js';
import { publicUser } from './users.js';

export const reactions = ({ store, sessions, keyRing }: Deps): Reaction[] => [
  answer(AuthGetUserById, async ({ data }) => {
    const user = await store.users.byId(data.userId);
    return { user: user && publicUser(user, new Date()) };
  }),

  answer(AuthGetKeys, () => jwkSetOf(keyRing)),

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

  on(AuthSessionRevoked, ({ data: { userId, sessionId } }) => sessions.end(userId, sessionId)),
];

import type { Cause } from '@obey/choreography';
import { AuthUserBanned, AuthUserChanged, AuthUserUnbanned } from '@obey/contracts';
import { refuse } from '@obey/service-kit';
import { type Ban, banRefused, isSameBan } from '../bans.js';
import type { Deps } from '../deps.js';
import { publicUser, type User } from '../users.js';
import { bodyInvalid } from './refusals.js';

interface Given {
  readonly reason: string;
  /** RFC 3339. */
  readonly until?: string;
}

/** Bans a user, or changes the ban. Their sessions end as a reaction to `AuthUserBanned`. */
export const banUser =
  ({ store, runtime }: Deps) =>
  async (actorId: string, userId: string, given: Given, cause: Cause): Promise<void> => {
    const now = new Date();
    const until = given.until === undefined ? null : new Date(given.until);
    if (until && until <= now) return bodyInvalid([{ pointer: '/until', detail: 'must be in the future' }]);
    const ban: Ban = { reason: given.reason, by: actorId, at: now, until };
    const actor = await store.users.byId(actorId);
    const decide = (user: User) => {
      refuseUnlessAbove(actor, user, now);
      return isSameBan(user.ban, ban) ? user : { ...user, ban };
    };
    const told = { userId, reason: ban.reason, ...(until && { until: until.toISOString() }) };
    const tell = (user: User) => [
      runtime.compose(AuthUserBanned, told, { cause }),
      runtime.compose(AuthUserChanged, publicUser(user, now), { cause }),
    ];
    if (!(await store.users.change(userId, decide, tell))) return noSuchUser();
  };

/** Lifts a ban; where there is none, there is nothing to do. */
export const unbanUser =
  ({ store, runtime }: Deps) =>
  async (actorId: string, userId: string, cause: Cause): Promise<void> => {
    const now = new Date();
    const actor = await store.users.byId(actorId);
    const decide = (user: User) => {
      refuseUnlessAbove(actor, user, now);
      return user.ban === null ? user : { ...user, ban: null };
    };
    const tell = (user: User) => [
      runtime.compose(AuthUserUnbanned, { userId }, { cause }),
      runtime.compose(AuthUserChanged, publicUser(user, now), { cause }),
    ];
    if (!(await store.users.change(userId, decide, tell))) return noSuchUser();
  };

/** By the rights that the actor holds now: their token may be older. */
const refuseUnlessAbove = (actor: User | null, target: User, now: Date) => {
  const refused = actor ? banRefused(actor, target, now) : 'not-permitted';
  switch (refused) {
    case undefined:
      return;
    case 'not-permitted':
      return refuse('forbidden', 'permission.missing', 'This needs the permission users.ban');
    case 'not-above':
      return refuse('forbidden', 'auth.rank-too-low', 'Only users of a lower rank than yours can be banned');
  }
};

const noSuchUser = (): never => refuse('not-found', 'auth.no-such-user', 'There is no user with this id');

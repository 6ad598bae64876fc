import { AuthUserBanned, AuthUserUnbanned } from '@obey/contracts';
import { instantOf } from '@obey/service-kit';
import { endBan } from '../ban-ends.js';
import { type Ban, isSameBan } from '../bans.js';
import type { Deps } from '../deps.js';
import { type Acting, actOn } from './acting.js';
import { bodyInvalid } from './refusals.js';

interface Given {
  readonly reason: string;
  /** RFC 3339. */
  readonly until?: string;
}

/** Bans a user, or changes the ban. Their sessions end as a reaction to `AuthUserBanned`. */
export const banUser = (deps: Deps) => {
  const act = actOn(deps);

  return async (acting: Acting, given: Given): Promise<void> => {
    const { actorId, userId, now, cause } = acting;
    const until = given.until === undefined ? null : instantOf(given.until);
    if (until && until <= now) return bodyInvalid([{ pointer: '/until', detail: 'must be in the future' }]);
    const ban: Ban = { reason: given.reason, by: actorId, at: now, until };
    // One whose time is over, and that nobody has ended yet, is told of before the next.
    await endBan({ store: deps.store, runtime: deps.runtime, log: acting.log })(userId);
    const told = { userId, reason: ban.reason, ...(until && { until: until.toISOString() }) };
    return act(
      acting,
      (user) => ({ act: { is: 'ban' }, after: isSameBan(user.ban, ban) ? user : { ...user, ban } }),
      () => [deps.runtime.compose(AuthUserBanned, told, { cause })],
    );
  };
};

/** Lifts a ban; where there is none, there is nothing to do. */
export const unbanUser = (deps: Deps) => {
  const act = actOn(deps);

  return (acting: Acting): Promise<void> =>
    act(
      acting,
      (user) => ({ act: { is: 'unban' }, after: user.ban === null ? user : { ...user, ban: null } }),
      () => [deps.runtime.compose(AuthUserUnbanned, { userId: acting.userId }, { cause: acting.cause })],
    );
};

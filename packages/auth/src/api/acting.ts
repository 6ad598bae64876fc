import type { Cause, Outgoing } from '@obey/choreography';
import { AuthUserChanged } from '@obey/contracts';
import { Refusal } from '@obey/service-kit';
import { type Act, actRefused, type Refused } from '../acts.js';
import type { Deps } from '../deps.js';
import type { Logger } from '../logger.js';
import type { RoleBook } from '../roles.js';
import { publicUser, type StoredUser, type User } from '../users.js';
import { noSuchUser } from './refusals.js';

/** Who acts on whom. */
export interface Acting {
  readonly actorId: string;
  readonly userId: string;
  readonly now: Date;
  readonly cause: Cause;
  readonly log: Logger;
}

interface Decided {
  readonly act: Act;
  /** The very same user if there is nothing to do. */
  readonly after: StoredUser;
}

/**
 * Does to a user what a decision says, if the actor may by the rights that they hold now: their token may be
 * older. Tells of it with the whole user; `tell` gives what is told before that. Refusals and changes are log
 * lines.
 */
export const actOn =
  ({ store, runtime }: Pick<Deps, 'store' | 'runtime'>) =>
  async (
    { actorId, userId, now, cause, log }: Acting,
    decide: (user: User, book: RoleBook) => Decided,
    tell: () => readonly Outgoing[] = () => [],
  ): Promise<void> => {
    const actor = await store.users.byId(actorId);
    const decideIfAllowed = (user: User, book: RoleBook) => {
      const { act, after } = decide(user, book);
      // What somebody does to themselves is decided on the user that is changed, not on one read before.
      refuseIf(actor && actRefused(actorId === userId ? user : actor, user, act, now));
      if (after !== user) done = act;
      return after;
    };
    let done: Act | undefined;
    const tellAll = (user: User) => [
      ...tell(),
      runtime.compose(AuthUserChanged, publicUser(user, now), { cause }),
    ];
    try {
      const user = (await store.users.change(userId, decideIfAllowed, tellAll)) ?? noSuchUser();
      if (done) log.info({ actorId, userId, version: user.version, ...summary(done) }, 'user changed');
    } catch (error) {
      logRefusal(error, { actorId, userId }, log);
      throw error;
    }
  };

const summary = (act: Act): Readonly<Record<string, string>> => {
  if (act.is === 'grant-role' || act.is === 'take-role') return { act: act.is, role: act.role.name };
  return 'permission' in act ? { act: act.is, permission: act.permission } : { act: act.is };
};

export const logRefusal = (error: unknown, ids: Readonly<Record<string, string>>, log: Logger): void => {
  if (error instanceof Refusal) log.info({ ...ids, code: error.code }, 'change refused');
};

/** Null: the actor is no more. */
export const refuseIf = (refused: Refused | null | undefined): void => {
  if (refused === undefined) return;
  throw refused === null
    ? new Refusal('unauthenticated', 'auth.no-such-account', 'The account of this token is no more')
    : forbidden(refused);
};

const forbidden = (refused: Refused): Refusal => {
  const refusal = (code: string, detail: string) => new Refusal('forbidden', code, detail);
  switch (refused.why) {
    case 'not-permitted':
      return refusal('permission.missing', `This needs the permission ${refused.permission}`);
    case 'not-above':
      return refusal('auth.rank-too-low', 'This can be done only to users of a lower rank than yours');
    case 'role-not-below':
      return refusal('auth.role-too-high', 'The rank of the role must be, and stay, lower than yours');
    case 'role-fixed':
      return refusal('auth.role-fixed', 'The role administrator holds every permission, and stays as it is');
    case 'not-held': {
      const list = refused.permissions.join(', ');
      return refusal('auth.permission-not-held', `You can give only what you hold; you do not hold ${list}`);
    }
  }
};

import { type Ban, isBanned } from './bans.js';
import { isOwnPermission, type Permission } from './permissions.js';
import type { Rights } from './rights.js';
import { administrator, type Role, type RoleRights } from './roles.js';

/** Somebody as decisions see them: by the rights that they hold now. */
export interface Person {
  readonly _id: string;
  readonly roles: readonly string[];
  readonly rights: Rights;
  readonly ban: Ban | null;
}

/** What one user may do to another. */
export type Act =
  | { readonly is: 'ban' | 'unban' }
  | { readonly is: 'grant-role' | 'take-role'; readonly role: Role }
  | { readonly is: 'grant' | 'take-grant' | 'deny' | 'lift-denial'; readonly permission: string };

export type Refused =
  | { readonly why: 'not-permitted'; readonly permission: Permission }
  | { readonly why: 'not-above' | 'role-not-below' | 'role-fixed' }
  | { readonly why: 'not-held'; readonly permissions: readonly string[] };

const needed: Readonly<Record<Act['is'], Permission>> = {
  ban: 'users.ban',
  unban: 'users.ban',
  'grant-role': 'roles.grant',
  'take-role': 'roles.grant',
  grant: 'permissions.grant',
  'take-grant': 'permissions.grant',
  deny: 'permissions.grant',
  'lift-denial': 'permissions.grant',
};

/** What only takes rights away: that much anybody with the permission may do to themselves. */
const takesAway = ({ is }: Act): boolean => is === 'take-role' || is === 'take-grant' || is === 'deny';

/**
 * Why this actor may not do this to this user; undefined if they may. Nobody acts on their equals or betters,
 * nor gives what they do not hold. Of all roles that are not below the actor's own rank, only
 * administrators may give one, which is theirs: or there could never be a second administrator.
 */
export const actRefused = (actor: Person, target: Person, act: Act, now: Date): Refused | undefined => {
  const refused = notPermitted(actor, needed[act.is], now);
  if (refused) return refused;
  const givesUp = actor._id === target._id && takesAway(act);
  if (!givesUp && actor.rights.rank <= target.rights.rank) return { why: 'not-above' };
  switch (act.is) {
    case 'ban':
    case 'unban':
    case 'take-role':
    case 'take-grant':
    case 'deny':
      return undefined;
    case 'grant-role': {
      const { name, rank, permissions } = act.role;
      const isTheirs = name === administrator && actor.roles.includes(administrator);
      if (rank >= actor.rights.rank && !isTheirs) return { why: 'role-not-below' };
      return notHeld(actor, permissions);
    }
    case 'grant':
    case 'lift-denial':
      return notHeld(actor, [act.permission]);
  }
};

/**
 * Why this actor may not make the role so, or change it to this; undefined if they may. What it has already is
 * not theirs to give, so only what is added must be theirs.
 */
export const roleRefused = (
  actor: Person,
  name: string,
  { before, after }: { readonly before: RoleRights | undefined; readonly after: RoleRights },
  now: Date,
): Refused | undefined => {
  const refused = notPermitted(actor, 'roles.manage', now);
  if (refused) return refused;
  if (name === administrator) return { why: 'role-fixed' };
  if (Math.max(before?.rank ?? 0, after.rank) >= actor.rights.rank) return { why: 'role-not-below' };
  return notHeld(
    actor,
    after.permissions.filter((permission) => !before?.permissions.includes(permission)),
  );
};

const notPermitted = (actor: Person, permission: Permission, now: Date): Refused | undefined =>
  isBanned(actor, now) || !actor.rights.permissions.includes(permission)
    ? { why: 'not-permitted', permission }
    : undefined;

// What operators name themselves nobody would ever hold first, if administrators did not give it.
const notHeld = ({ roles, rights }: Person, given: readonly string[]): Refused | undefined => {
  const isGiver = roles.includes(administrator);
  const permissions = given.filter(
    (permission) => !rights.permissions.includes(permission) && !(isGiver && isOwnPermission(permission)),
  );
  return permissions.length > 0 ? { why: 'not-held', permissions } : undefined;
};

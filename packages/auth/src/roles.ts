import type { Cause } from '@obey/choreography';
import { permissions } from './permissions.js';

/** What a role gives: whom its holders stand above, and what they may do. */
export interface RoleRights {
  readonly rank: number;
  readonly permissions: readonly string[];
}

export interface Role extends RoleRights {
  readonly name: string;
  /** The version of the book that this role came with as it is. */
  readonly version: number;
  /** What the change to it followed from; what its holders are told of follows from the same. */
  readonly cause?: Cause;
}

/** All roles are one document, so that whoever reads them sees all of one time. */
export interface RoleBook {
  readonly _id: 'roles';
  /** Rises by one with every change of a role. */
  readonly version: number;
  readonly roles: readonly Role[];
}

/** The role that holds every permission, stands above all others, and stays as it is. */
export const administrator = 'administrator';

export const highestRank = 100;

/** All roles are read at once, and often: they are to stay few. */
export const mostRoles = 100;

/** The roles of a new forum; an operator may change all but the first. */
export const newRoleBook = (): RoleBook => ({
  _id: 'roles',
  version: 1,
  roles: [
    { name: administrator, rank: highestRank, permissions, version: 1 },
    {
      name: 'moderator',
      rank: 50,
      permissions: ['posts.moderate', 'roles.read', 'threads.lock', 'users.ban', 'users.mute', 'users.read'],
      version: 1,
    },
    { name: 'member', rank: 10, permissions: [], version: 1 },
  ],
});

export const roleNamed = ({ roles }: Pick<RoleBook, 'roles'>, name: string): Role | undefined =>
  roles.find((role) => role.name === name);

const isSame = (one: RoleRights | undefined, other: RoleRights): boolean =>
  one !== undefined &&
  one.rank === other.rank &&
  one.permissions.length === other.permissions.length &&
  other.permissions.every((permission) => one.permissions.includes(permission));

/** The book with this role in it; the very same book if it stands there so already. */
export const withRole = (book: RoleBook, name: string, rights: RoleRights, cause?: Cause): RoleBook => {
  if (isSame(roleNamed(book, name), rights)) return book;
  const version = book.version + 1;
  const role: Role = {
    name,
    rank: rights.rank,
    permissions: [...new Set(rights.permissions)].sort(),
    version,
    ...(cause && { cause }),
  };
  return { ...book, version, roles: [...book.roles.filter((other) => other.name !== name), role] };
};

/** The book in which the administrator holds what this version of auth knows, though an older one wrote it. */
export const withAdministrator = (book: RoleBook): RoleBook =>
  withRole(book, administrator, { rank: highestRank, permissions });

import fc from 'fast-check';
import type { Person } from '../src/acts.js';
import type { Ban } from '../src/bans.js';
import { permissions } from '../src/permissions.js';
import { type Holder, rightsOf } from '../src/rights.js';
import { administrator, newRoleBook, type RoleBook, withRole } from '../src/roles.js';

export const now = new Date('2026-01-01T00:00:00Z');

/** A person of these roles, grants and denials. */
export const person = (
  _id: string,
  holder: Partial<Holder> = {},
  { ban = null, book = newRoleBook() }: { ban?: Ban | null; book?: RoleBook } = {},
): Person & Holder => {
  const held = { roles: [], grants: [], denials: [], ...holder };
  return { _id, ...held, rights: rightsOf(held, book), ban };
};

export const somePermissions = fc.subarray([...permissions]);

export const anyRole = fc.record({ rank: fc.integer({ min: 0, max: 99 }), permissions: somePermissions });

export const roleNames = ['a', 'b', 'c', 'd'];

/** Roles a to d beside those of a new forum. */
export const anyBook: fc.Arbitrary<RoleBook> = fc
  .tuple(anyRole, anyRole, anyRole, anyRole)
  .map((roles) => roles.reduce((book, role, at) => withRole(book, roleNames[at] ?? '', role), newRoleBook()));

export const anyHolder: fc.Arbitrary<Holder> = fc.record({
  roles: fc.subarray([administrator, ...roleNames]),
  grants: somePermissions,
  denials: somePermissions,
});

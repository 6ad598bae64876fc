import { type RoleBook, type RoleRights, roleNamed } from './roles.js';

/** What gives and takes rights: roles, and what was granted or denied to this one user. */
export interface Holder {
  readonly roles: readonly string[];
  readonly grants: readonly string[];
  /** A denial wins over any role and grant. */
  readonly denials: readonly string[];
}

/** What somebody may do: whom they stand above, and which permissions they hold (sorted). */
export type Rights = RoleRights;

type Book = Pick<RoleBook, 'roles'>;

/** The highest rank of the roles, 0 without any; the permissions of the roles and the grants without the denials. */
export const rightsOf = ({ roles, grants, denials }: Holder, book: Book): Rights => {
  const held = roles.flatMap((name) => roleNamed(book, name) ?? []);
  const given = new Set([...held.flatMap(({ permissions }) => permissions), ...grants]);
  for (const denied of denials) given.delete(denied);
  return { rank: Math.max(0, ...held.map(({ rank }) => rank)), permissions: [...given].sort() };
};

/** Where one permission comes from; `held` is what follows. */
export interface Origin {
  readonly permission: string;
  readonly held: boolean;
  /** The roles that give it. */
  readonly roles: string[];
  readonly granted: boolean;
  readonly denied: boolean;
}

/** Every permission that a role, a grant or a denial names, with where it comes from; sorted. */
export const originsOf = (holder: Holder, book: Book): Origin[] => {
  const roles = holder.roles.flatMap((name) => roleNamed(book, name) ?? []);
  const named = [...roles.flatMap(({ permissions }) => permissions), ...holder.grants, ...holder.denials];
  const { permissions } = rightsOf(holder, book);
  return [...new Set(named)].sort().map((permission) => ({
    permission,
    held: permissions.includes(permission),
    roles: roles.filter((role) => role.permissions.includes(permission)).map(({ name }) => name),
    granted: holder.grants.includes(permission),
    denied: holder.denials.includes(permission),
  }));
};

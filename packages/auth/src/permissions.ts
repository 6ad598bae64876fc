/** The permissions that routes ask for, of any service. */
export const permissions = [
  'audit.erase',
  'audit.read',
  'categories.manage',
  'permissions.grant',
  'posts.moderate',
  'posts.purge',
  'replicas.read',
  'roles.grant',
  'roles.manage',
  'roles.read',
  'threads.lock',
  'users.ban',
  'users.mute',
  'users.read',
] as const;

export type Permission = (typeof permissions)[number];

/** How permissions begin that operators name themselves, to open private places to some: `access.staff`. */
const accessTo = 'access.';

export const ownPermission = '^access\\.[a-z][a-z0-9-]{0,31}$';

export const isOwnPermission = (permission: string): boolean => permission.startsWith(accessTo);

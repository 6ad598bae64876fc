import { refuse } from './refusal.js';
import type { User } from './user.js';

/**
 * Who may call a route: anyone, a visitor (without a token, or with a good one), whoever holds a valid access
 * token, or whom it gives a permission.
 */
export type Access = 'anyone' | 'visitor' | 'user' | { readonly permission: string };

/**
 * With access 'anyone', a valid token gives a user, and a missing or bad one none. To a 'visitor' a bad token is
 * refused: who is signed in must not be shown, unnoticed, what strangers see.
 */
export type UserOf<X extends Access> = X extends 'anyone' | 'visitor' ? User | undefined : User;

/** Whether this user may call a route of this access. */
export const isAdmitted = <X extends Access>(access: X, user: User | undefined): user is UserOf<X> => {
  if (access === 'anyone' || access === 'visitor') return true;
  if (user === undefined) return false;
  return access === 'user' || user.permissions.includes(permissionOf(access));
};

/** Throws the refusal of one who is not admitted: 'unauthenticated' without a user, else 'forbidden'. */
export const refuseEntry = (access: Access, user: User | undefined): never => {
  if (user === undefined) {
    return refuse('unauthenticated', 'token.missing', 'Send an access token: Authorization: Bearer <token>', {
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  }
  return refuse('forbidden', 'permission.missing', `This needs the permission ${permissionOf(access)}`);
};

const permissionOf = (access: Access): string => (typeof access === 'object' ? access.permission : '');

import { type FieldFault, refuse } from '@obey/service-kit';

/** Refusals that more than one route gives. */

/** What the schemas of the routes cannot check, refused as what they can. */
export const bodyInvalid = (faults: readonly Omit<FieldFault, 'in'>[]): never =>
  refuse('invalid', 'request.invalid', 'The request does not fit; see errors for each bad field', {
    errors: faults.map((fault) => ({ in: 'body', ...fault })),
  });

export const nicknameTaken = (nickname: string): never =>
  refuse('conflict', 'auth.nickname-taken', `The nickname ${nickname} is taken; choose another`);

export const addressTaken = (): never =>
  refuse('conflict', 'auth.address-taken', 'The address has an account already; sign in with it');

export const banned = (): never => refuse('forbidden', 'auth.banned', 'This account is banned');

/** The same for every refresh token that is not good, whatever is wrong with it. */
export const refreshTokenInvalid = (): never =>
  refuse('unauthenticated', 'auth.refresh-token-invalid', 'The refresh token is not good; sign in again');

export const noSuchUser = (): never =>
  refuse('not-found', 'auth.no-such-user', 'There is no user with this id');

export const noSuchRole = (name: string): never =>
  refuse('not-found', 'auth.no-such-role', `There is no role ${name}; GET /auth/roles lists all`);

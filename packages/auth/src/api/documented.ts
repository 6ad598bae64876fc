import type { Refuses } from '@obey/service-kit';

/** What more than one route refuses, for their documents. */

export const slowDown: Refuses = { 429: ['auth.slow-down'] };
export const busy: Refuses = { 503: ['auth.busy'] };
export const noAccount: Refuses = { 401: ['auth.no-such-account'] };
export const noUser: Refuses = { 404: ['auth.no-such-user'] };

/** Changing what another user is, or may do. */
export const acting: readonly Refuses[] = [noAccount, noUser, { 403: ['auth.rank-too-low'] }];

import type { Static, TSchema } from 'typebox';
import { AuthGetKeys, AuthSessionRevoked, AuthUserChanged, AuthUserSignedOut } from './auth.js';
import type { Declared } from './declare.js';

/** Tokens that are void: of a session, or of a user before this version, unless they give just these rights. */
type Voided =
  | { readonly userId: string; readonly sessionId: string }
  | { readonly userId: string; readonly version: number; readonly unless?: Rights };

interface Rights {
  readonly rank: number;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

type VoidedBy = <D extends TSchema>(
  notification: Declared<'notification', D>,
  voids: (data: Static<D>) => Voided,
) => void;

/** What every service checks access tokens by: whose keys, and which notifications make tokens void. */
export const accessTokens = {
  keys: AuthGetKeys,
  voided: (by: VoidedBy): void => {
    by(AuthSessionRevoked, ({ userId, sessionId }) => ({ userId, sessionId }));
    by(AuthUserSignedOut, ({ userId, sessionId }) => ({ userId, sessionId }));
    // A ban says this too. Who was banned when a token was theirs has lost it for good, also once the ban is lifted.
    by(AuthUserChanged, ({ userId, version, banned, rank, roles, permissions }) => ({
      userId,
      version,
      ...(!banned && { unless: { rank, roles, permissions } }),
    }));
  },
};

import type { User } from './users.js';

/** What every mailed link that concerns a password is kept with. */
interface Link {
  /** The hash of the token in the link. */
  readonly _id: string;
  readonly userId: string;
  /** The user's when the link was made: any new password makes it void. */
  readonly passwordVersion: number;
  readonly expiresAt: Date;
}

/** Lets whoever reads the user's mail choose a new password. */
export interface RecoveryLink extends Link {
  readonly kind: 'recovery';
}

/** Lets a password that was chosen already be the user's. */
export interface ChangeLink extends Link {
  readonly kind: 'change';
  readonly passwordHash: string;
  /** The session that it was chosen in, which goes on. */
  readonly sessionId: string;
}

/** Somebody asked for an account that is not there: it only carries the mail that says so. */
export interface VainRecovery {
  readonly _id: string;
  readonly kind: 'no-account';
  readonly expiresAt: Date;
}

export type PasswordLink = RecoveryLink | ChangeLink;

/** How often the password of a user has been another. */
export const passwordVersionOf = (user: Pick<User, 'passwordVersion'>): number => user.passwordVersion ?? 0;

/** Whether a link is void: by it, or by another way, the password has changed since it was made. */
export const isUsed = (link: PasswordLink, user: User): boolean =>
  link.passwordVersion !== passwordVersionOf(user);

/** The user with a new password. All sessions have to end but for the one that is kept, if any. */
export const withPassword = (user: User, passwordHash: string, keptSession: string | null): User => ({
  ...user,
  passwordHash,
  passwordVersion: passwordVersionOf(user) + 1,
  keptSession,
});

/** Whether a session was begun with a password that the user no longer has, and was not kept. */
export const isOutlived = (user: User, session: { id: string; passwordVersion: number }): boolean =>
  session.passwordVersion < passwordVersionOf(user) && session.id !== user.keptSession;

/** Where the mailed links lead: pages with a button, and only that uses the token. */
export const recoveryUrl = (siteUrl: string, token: string): string =>
  `${siteUrl}/auth/password/reset?token=${encodeURIComponent(token)}`;

export const changeUrl = (siteUrl: string, token: string): string =>
  `${siteUrl}/auth/me/password/confirm?token=${encodeURIComponent(token)}`;

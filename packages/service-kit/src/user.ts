/** What a user may do. */
export interface Rights {
  readonly rank: number;
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
}

/** Who calls, as their access token says. */
export interface User extends Rights {
  readonly id: string;
  readonly sessionId: string;
  /** The version of the user that the token was issued for; 0 where it does not say. */
  readonly version: number;
}

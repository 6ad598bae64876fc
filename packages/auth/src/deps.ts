import type { Runtime } from '@obey/choreography';
import type { KeyRing } from './keys.js';
import type { Passwords } from './passwords.js';
import type { RefreshTokens } from './refresh-tokens.js';
import type { Sessions } from './sessions.js';
import type { Store } from './store.js';
import type { AccessTokens } from './tokens.js';

/** What the routes and reactions of auth work with. */
export interface Deps {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly keyRing: KeyRing;
  readonly runtime: Runtime;
  readonly siteUrl: string;
  /** How long a link that confirms a sign-up is good, in milliseconds. */
  readonly signUpLinkMs: number;
}

import type { Runtime } from '@obey/choreography';
import type { ClientAddress } from './client-address.js';
import type { Delays } from './delays.js';
import type { Holders } from './holders.js';
import type { Passwords } from './passwords.js';
import type { RefreshTokens } from './refresh-tokens.js';
import type { Sessions } from './sessions.js';
import type { SigningKeys } from './signing-keys.js';
import type { Store } from './store.js';
import type { AccessTokens } from './tokens.js';

/** What the routes and reactions of auth work with. */
export interface Deps {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly passwords: Passwords;
  readonly accessTokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly signingKeys: SigningKeys;
  readonly runtime: Runtime;
  /** What slows the guessing of passwords down, and the mailing of links to whoever has not asked for them. */
  readonly delays: { readonly signIn: Delays; readonly signUp: Delays; readonly recovery: Delays };
  readonly clientAddress: ClientAddress;
  readonly holders: Holders;
  readonly siteUrl: string;
  /** Words that no password may be; see `siteNamesOf`. */
  readonly siteNames: readonly string[];
  /** How long a link that confirms a sign-up is good, in milliseconds. */
  readonly signUpLinkMs: number;
  /** The same for a link that changes a password. */
  readonly passwordLinkMs: number;
}

import {
  AuthGetKeys,
  AuthSessionRevoked,
  AuthUserBanned,
  AuthUserChanged,
  AuthUserSignedIn,
  AuthUserSignedOut,
  AuthUserSignedUp,
  AuthUserUnbanned,
  MailingSendEmail,
} from '@obey/contracts';
import { defineService } from '@obey/service-kit';
import { ensureAdministrator } from './administrator.js';
import { routes } from './api.js';
import { config } from './config.js';
import type { Deps } from './deps.js';
import { newKeyRing } from './keys.js';
import { createPasswords } from './passwords.js';
import { reactions } from './reactions.js';
import { createRefreshTokens } from './refresh-tokens.js';
import { deriveKey } from './secrets.js';
import { createSessions } from './sessions.js';
import { openStore } from './store.js';
import { createAccessTokens } from './tokens.js';

/** Who the users are: sign-up, sign-in, sessions, bans, and the keys that access tokens are checked by. */
export const auth = defineService({
  name: 'auth',
  config,
  says: [
    AuthUserSignedUp,
    AuthUserSignedIn,
    AuthUserSignedOut,
    AuthUserChanged,
    AuthUserBanned,
    AuthUserUnbanned,
    AuthSessionRevoked,
    MailingSendEmail,
  ],
  asks: [],
  retention: { groups: ['auth', 'content', 'alerts', 'presence'] },
  mongo: true,
  tokens: AuthGetKeys,
  async create({ config, db, redis, runtime, log }) {
    const store = await openStore({ db, runtime });
    const sealingKey = deriveKey(config.AUTH_SECRET, 'signing-keys');
    const keyRing = await store.keys.firstOr(() => newKeyRing(sealingKey, new Date()));
    const accessTokens = await createAccessTokens({
      ring: keyRing,
      sealingKey,
      issuer: config.TOKEN_ISSUER,
      audience: config.TOKEN_AUDIENCE,
      seconds: config.ACCESS_TOKEN_SECONDS,
    });
    const refreshTokens = createRefreshTokens(deriveKey(config.AUTH_SECRET, 'refresh-tokens'));
    const sessions = createSessions({
      redis,
      tokens: refreshTokens,
      limits: { idle: config.SESSION_IDLE, total: config.SESSION_LIMIT, grace: config.REFRESH_GRACE },
    });
    const passwords = await createPasswords({
      concurrency: config.HASH_CONCURRENCY,
      queue: config.HASH_QUEUE,
    });
    await ensureAdministrator({ store, passwords, runtime, log }, config);
    const deps: Deps = {
      store,
      sessions,
      passwords,
      accessTokens,
      refreshTokens,
      keyRing,
      runtime,
      siteUrl: config.SITE_URL,
      signUpLinkMs: config.SIGN_UP_LINK,
    };
    return { reactions: reactions(deps), routes: routes(deps) };
  },
});

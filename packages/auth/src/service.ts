import {
  AuthSessionRevoked,
  AuthUserBanned,
  AuthUserChanged,
  AuthUserPasswordChanged,
  AuthUserSignedIn,
  AuthUserSignedOut,
  AuthUserSignedUp,
  AuthUserUnbanned,
  accessTokens,
  MailingSendEmail,
} from '@obey/contracts';
import { defineService } from '@obey/service-kit';
import { ensureAdministrator } from './administrator.js';
import { routes } from './api.js';
import { endBansInTime } from './ban-ends.js';
import { createClientAddress } from './client-address.js';
import { config } from './config.js';
import { createDelays, mailPaces, signInPaces } from './delays.js';
import type { Deps } from './deps.js';
import { watchHolders } from './holders.js';
import { siteNamesOf } from './password-rules.js';
import { createPasswords } from './passwords.js';
import { reactions } from './reactions.js';
import { createRefreshTokens } from './refresh-tokens.js';
import { deriveKey, marksBy, sealingBy } from './secrets.js';
import { createSessions } from './sessions.js';
import { openSigningKeys } from './signing-keys.js';
import { openStore } from './store.js';
import { createAccessTokens } from './tokens.js';

/** Who the users are: sign-up, sign-in, sessions, bans, and the keys that access tokens are checked by. */
export const auth = defineService({
  name: 'auth',
  summary: 'Sign-up, sign-in, tokens, sessions, passwords; bans, roles and permissions',
  config,
  says: [
    AuthUserSignedUp,
    AuthUserSignedIn,
    AuthUserSignedOut,
    AuthUserChanged,
    AuthUserBanned,
    AuthUserUnbanned,
    AuthUserPasswordChanged,
    AuthSessionRevoked,
    MailingSendEmail,
  ],
  asks: [],
  retention: { groups: ['auth', 'content', 'alerts'] },
  mongo: true,
  tokens: accessTokens,
  async create({ config, db, redis, runtime, log }) {
    const store = await openStore({ db, runtime });
    const marks = marksBy(config);
    const refreshTokens = createRefreshTokens(marks.key, marks.keyBefore);
    const sessions = createSessions({
      redis,
      tokens: refreshTokens,
      limits: { idle: config.SESSION_IDLE, total: config.SESSION_LIMIT, grace: config.REFRESH_GRACE },
    });
    const passwords = await createPasswords({
      concurrency: config.HASH_CONCURRENCY,
      queue: config.HASH_QUEUE,
    });
    const clientAddress = createClientAddress(config.GATEWAY_ADDRESSES);
    const key = deriveKey(config.AUTH_SECRET, 'delays');
    const delays = {
      signIn: createDelays({ redis, key, purpose: 'sign-in', paces: signInPaces(config.SIGN_IN_TRIES) }),
      signUp: createDelays({ redis, key, purpose: 'sign-up', paces: mailPaces(config.SIGN_UPS) }),
      recovery: createDelays({ redis, key, purpose: 'recovery', paces: mailPaces(50) }),
    };
    const siteNames = siteNamesOf(config.SITE_URL, config.SITE_NAME);
    await ensureAdministrator({ store, passwords, runtime, log, siteNames }, config);
    const signingKeys = await openSigningKeys({
      keys: store.keys,
      sealing: sealingBy(config),
      lifeMs: config.SIGNING_KEY_LIFE,
      log,
    });
    const accessTokens = createAccessTokens({
      keys: signingKeys,
      issuer: config.TOKEN_ISSUER,
      audience: config.TOKEN_AUDIENCE,
      seconds: config.ACCESS_TOKEN_SECONDS,
    });
    const holders = watchHolders({ store, runtime, log }, { everyMs: 5_000 });
    const deps: Deps = {
      store,
      sessions,
      passwords,
      accessTokens,
      refreshTokens,
      signingKeys,
      runtime,
      delays,
      clientAddress,
      holders,
      siteUrl: config.SITE_URL,
      siteNames,
      signUpLinkMs: config.SIGN_UP_LINK,
      passwordLinkMs: config.PASSWORD_LINK,
    };
    const stopEndingBans = endBansInTime({ store, runtime, log });
    const close = async () => {
      await stopEndingBans();
      await holders.close();
      await signingKeys.close();
    };
    return { reactions: reactions(deps), routes: routes(deps), close };
  },
});

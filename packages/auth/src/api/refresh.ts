import type { Cause } from '@obey/choreography';
import { AuthSessionRevoked } from '@obey/contracts';
import { isBanned } from '../bans.js';
import type { Deps } from '../deps.js';
import type { Logger } from '../logger.js';
import { isOutlived } from '../password-links.js';
import type { RefreshToken } from '../refresh-tokens.js';
import { banned, refreshTokenInvalid } from './refusals.js';

/**
 * Gives a new access token, by the user's rights as they are now, and a new refresh token for the one
 * presented. One that was replaced earlier has two holders, so its session ends for both.
 */
export const refresh =
  ({ store, sessions, accessTokens, refreshTokens, runtime }: Deps) =>
  async (text: string, cause: Cause, log: Logger) => {
    const revoke = async ({ userId, sessionId }: RefreshToken, reason: string) => {
      await runtime.publish(AuthSessionRevoked, { userId, sessionId, reason }, { cause });
      await sessions.end(userId, sessionId);
      log.warn({ userId, sessionId, reason }, 'session revoked');
    };

    const token = refreshTokens.read(text);
    if (!token) return refreshTokenInvalid();
    const [user, session] = await Promise.all([
      store.users.byId(token.userId),
      sessions.find(token.userId, token.sessionId),
    ]);
    if (!user) return refreshTokenInvalid();
    if (isBanned(user, new Date())) {
      if (session) await revoke(token, 'banned');
      return banned();
    }
    if (session && isOutlived(user, session)) {
      await revoke(token, 'password changed');
      return refreshTokenInvalid();
    }
    const rotation = await sessions.rotate(token);
    switch (rotation.is) {
      case 'gone':
        return refreshTokenInvalid();
      case 'reused':
        await revoke(token, 'a refresh token was used twice');
        return refreshTokenInvalid();
      case 'rotated':
      case 'repeated':
        return {
          accessToken: await accessTokens.issue(user, token.sessionId, new Date()),
          tokenType: 'Bearer' as const,
          expiresIn: accessTokens.seconds,
          refreshToken: rotation.refreshToken,
        };
    }
  };

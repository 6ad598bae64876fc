import { newId } from '@obey/choreography';
import { SignJWT } from 'jose';
import { algorithm } from './keys.js';
import type { SigningKeys } from './signing-keys.js';
import type { User } from './users.js';

interface Options {
  readonly keys: Pick<SigningKeys, 'current'>;
  readonly issuer: string;
  readonly audience: string;
  readonly seconds: number;
}

/** The forum's own front end is the one client there is; RFC 9068 wants it named. */
const clientId = 'forum';

/** Issues access tokens (RFC 9068) that say who acts, in which session, and what they may do now. */
export const createAccessTokens = ({ keys, issuer, audience, seconds }: Options) => {
  const issue = async (
    { _id, version, roles, rights }: User,
    sessionId: string,
    now: Date,
  ): Promise<string> => {
    const { kid, key } = await keys.current();
    const { rank, permissions } = rights;
    const issuedAt = Math.floor(now.getTime() / 1_000);
    return new SignJWT({
      sid: sessionId,
      client_id: clientId,
      rank,
      roles,
      permissions,
      user_version: version,
    })
      .setProtectedHeader({ alg: algorithm, typ: 'at+jwt', kid })
      .setIssuer(issuer)
      .setAudience(audience)
      .setSubject(_id)
      .setJti(newId())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + seconds)
      .sign(key);
  };

  return { issue, seconds };
};

export type AccessTokens = ReturnType<typeof createAccessTokens>;

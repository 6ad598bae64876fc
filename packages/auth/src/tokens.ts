import { newId } from '@obey/choreography';
import { SignJWT } from 'jose';
import { algorithm, type KeyRing, openKey } from './keys.js';
import { rightsOf } from './roles.js';
import type { User } from './users.js';

interface Options {
  readonly ring: KeyRing;
  readonly sealingKey: Uint8Array;
  readonly issuer: string;
  readonly audience: string;
  readonly seconds: number;
}

/** The forum's own front end is the one client there is; RFC 9068 wants it named. */
const clientId = 'forum';

/** Issues access tokens (RFC 9068) that say who acts, in which session, and what they may do now. */
export const createAccessTokens = async ({ ring, sealingKey, issuer, audience, seconds }: Options) => {
  const current = ring.keys.find(({ state }) => state === 'current');
  if (!current) throw new TypeError('The key ring has no current key');
  const key = await openKey(current, sealingKey);

  const issue = async ({ _id, roles }: User, sessionId: string, now: Date): Promise<string> => {
    const { rank, permissions } = rightsOf(roles);
    const issuedAt = Math.floor(now.getTime() / 1_000);
    return new SignJWT({ sid: sessionId, client_id: clientId, rank, roles, permissions })
      .setProtectedHeader({ alg: algorithm, typ: 'at+jwt', kid: current.kid })
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

export type AccessTokens = Awaited<ReturnType<typeof createAccessTokens>>;

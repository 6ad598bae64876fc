import { answer, createRuntime, newId } from '@obey/choreography';
import { AuthGetKeys, AuthSessionRevoked, AuthUserChanged } from '@obey/contracts';
import type { ExecutionContext } from 'ava';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { issuer } from './upstreams.js';

/** Somebody whose tokens are signed here. */
export const someone = (rank = 10) => ({
  userId: newId(),
  sessionId: newId(),
  version: 1,
  rank,
  roles: [],
  permissions: [],
});

export type Someone = ReturnType<typeof someone>;

/** Stands in for auth on the streams: it signs tokens, and says whose are void. */
export const startAuth = async (t: ExecutionContext, redis: string) => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA', use: 'sig' };
  const runtime = await createRuntime({ service: 'auth', redis });
  await runtime.start([answer(AuthGetKeys, () => ({ keys: [jwk] }))]);
  t.teardown(() => runtime.stop());
  const tokenOf = ({ userId, sessionId, version, ...rights }: Someone, life = '5m') =>
    new SignJWT({ sid: sessionId, client_id: 'forum', user_version: version, ...rights })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: jwk.kid })
      .setIssuer(issuer)
      .setAudience(issuer)
      .setSubject(userId)
      .setJti(newId())
      .setIssuedAt()
      .setExpirationTime(life)
      .sign(privateKey);
  return {
    tokenOf,
    /** The header that a token of theirs is sent by. */
    bearer: async (user: Someone, life?: string) => ({
      Authorization: `Bearer ${await tokenOf(user, life)}`,
    }),
    ban: ({ userId, version, rank }: Someone) =>
      runtime.publish(AuthUserChanged, {
        ...{ userId, rank, version: version + 1, roles: [], permissions: [] },
        ...{ nickname: 'ada', email: 'ada@example.org', banned: true },
      }),
    endSession: ({ userId, sessionId }: Someone) =>
      runtime.publish(AuthSessionRevoked, { userId, sessionId, reason: 'ended' }),
  };
};

import { answer, createRuntime, newId } from '@obey/choreography';
import { AuthGetKeys, AuthGetUserById, type User } from '@obey/contracts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const issuer = 'https://bench.test';

/** Somebody who writes. */
export interface Writer {
  readonly userId: string;
  /** An access token that is good for a minute at the least. */
  token(): Promise<string>;
}

/** As long as a token may live. */
const tokenMs = 300_000;

/** Auth as content knows it, by its messages: so many users, and what their tokens are checked by. */
export interface Writers {
  readonly all: readonly Writer[];
  stop(): Promise<void>;
}

/** Stands in for auth on the streams of this Redis, so that its work takes nothing from what is measured. */
export const startWriters = async (redis: string, count: number): Promise<Writers> => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519' });
  const key = { ...(await exportJWK(publicKey)), kid: 'bench', alg: 'EdDSA', use: 'sig' };
  const users = Array.from({ length: count }, (_, index) => userAt(index));
  const byId = new Map(users.map((user) => [user.userId, user]));
  const runtime = await createRuntime({ service: 'auth', redis });
  await runtime.start([
    answer(AuthGetKeys, () => ({ keys: [key] })),
    answer(AuthGetUserById, ({ data }) => ({ user: byId.get(data.userId) ?? null })),
  ]);
  const tokenOf = ({ userId, version, rank, roles, permissions }: User) =>
    new SignJWT({ sid: newId(), client_id: 'forum', user_version: version, rank, roles, permissions })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: key.kid })
      .setIssuer(issuer)
      .setAudience(issuer)
      .setSubject(userId)
      .setJti(newId())
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
  return {
    all: users.map((user) => ({ userId: user.userId, token: renewing(() => tokenOf(user)) })),
    stop: () => runtime.stop({ drainMs: 500 }),
  };
};

/** Signs one token for many requests. */
const renewing = (sign: () => Promise<string>): (() => Promise<string>) => {
  let signedAt = Number.NEGATIVE_INFINITY;
  let token: Promise<string> | undefined;
  return () => {
    if (token === undefined || performance.now() - signedAt > tokenMs - 60_000) {
      signedAt = performance.now();
      token = sign();
    }
    return token;
  };
};

/** Of a rank that no limit on new users holds for. */
const userAt = (index: number): User => ({
  userId: newId(),
  version: 1,
  nickname: `writer-${index}`,
  email: `writer-${index}@bench.test`,
  rank: 100,
  roles: ['administrator'],
  permissions: ['categories.manage'],
  banned: false,
});

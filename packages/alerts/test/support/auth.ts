import { answer, createRuntime, newId } from '@obey/choreography';
import {
  AuthGetKeys,
  AuthGetUserById,
  AuthSessionRevoked,
  AuthUserBanned,
  AuthUserChanged,
  AuthUserUnbanned,
  type User,
} from '@obey/contracts';
import type { ExecutionContext } from 'ava';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

type Test = Pick<ExecutionContext, 'teardown'>;

export const tokenEnv = { TOKEN_ISSUER: 'https://forum.example', TOKEN_AUDIENCE: 'https://forum.example' };

export const quick = { retryBaseMs: 20, retryMaxMs: 200, blockMs: 200, heartbeatMs: 200 };

/** Answers as auth does: users, and the key that tokens are signed with. */
export const startAuth = async (t: Test, redis: string) => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const kid = newId();
  const key = { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' };
  const users = new Map<string, User>();
  const start = async () => {
    const started = await createRuntime({ service: 'auth', redis, tuning: quick });
    await started.start([
      answer(AuthGetUserById, ({ data: { userId } }) => ({ user: users.get(userId) ?? null })),
      answer(AuthGetKeys, () => ({ keys: [key] })),
    ]);
    return started;
  };
  let runtime = await start();
  t.teardown(() => runtime.stop({ drainMs: 1_000 }));

  /** A user that auth knows from now on. */
  const user = (nickname: string, rights: Partial<User> = {}): User => {
    const email = `${nickname.toLowerCase().replaceAll(' ', '.')}@example.org`;
    const made = { userId: newId(), version: 1, nickname, email, rank: 0 };
    const known = { ...made, roles: [], permissions: [], banned: false, ...rights };
    users.set(known.userId, known);
    return known;
  };

  return {
    user,
    users,
    stop: () => runtime.stop(),
    restart: async () => {
      runtime = await start();
    },
    change: async (userId: string, change: Partial<User>) => {
      const known = users.get(userId) ?? user('Somebody');
      const changed = { ...known, ...change, version: known.version + 1 };
      users.set(userId, changed);
      await runtime.publish(AuthUserChanged, changed);
    },
    revoke: (userId: string, sessionId: string) =>
      runtime.publish(AuthSessionRevoked, { userId, sessionId, reason: 'test' }),
    unban: (userId: string) => runtime.publish(AuthUserUnbanned, { userId }),
    ban: (userId: string, reason: string) => runtime.publish(AuthUserBanned, { userId, reason }),
    /** An access token of that user. */
    token: (userId: string, sessionId = newId()): Promise<string> =>
      new SignJWT({
        sid: sessionId,
        user_version: users.get(userId)?.version,
        client_id: 'test',
        rank: users.get(userId)?.rank ?? 0,
        roles: [],
        permissions: users.get(userId)?.permissions ?? [],
      })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
        .setIssuer(tokenEnv.TOKEN_ISSUER)
        .setAudience(tokenEnv.TOKEN_AUDIENCE)
        .setSubject(userId)
        .setJti(newId())
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey),
  };
};

import { answer, createRuntime, newId, type Runtime } from '@obey/choreography';
import { AuthGetKeys, AuthGetUserById, AuthUserChanged, type User } from '@obey/contracts';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export const issuer = 'https://forum.example';

/** Stands in for auth on the streams: it has users, signs their tokens, and can go away. */
export interface Auth {
  add(user?: Partial<User>): User;
  /** An access token (RFC 9068) of this user. */
  tokenOf(user: User): Promise<string>;
  change(user: User, change: Partial<User>): Promise<User>;
  /** Changes a user as though the notification were lost. */
  changeUntold(user: User, change: Partial<User>): User;
  /** The users who were asked about. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
  /** Comes back after `stop`. */
  start(): Promise<void>;
}

export const startAuth = async (redis: string): Promise<Auth> => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'EdDSA', use: 'sig' };
  const users = new Map<string, User>();
  const asked: string[] = [];
  const start = async (): Promise<Runtime> => {
    const started = await createRuntime({ service: 'auth', redis });
    await started.start([
      answer(AuthGetKeys, () => ({ keys: [jwk] })),
      answer(AuthGetUserById, ({ data: { userId } }) => {
        asked.push(userId);
        return { user: users.get(userId) ?? null };
      }),
    ]);
    return started;
  };
  let runtime = await start();
  const changeUntold: Auth['changeUntold'] = (user, change) => {
    const changed = { ...user, ...change, version: user.version + 1 };
    users.set(user.userId, changed);
    return changed;
  };
  return {
    add: (given = {}) => {
      const user: User = {
        userId: newId(),
        version: 1,
        nickname: 'ada',
        email: 'ada@example.org',
        rank: 0,
        roles: [],
        permissions: [],
        banned: false,
        ...given,
      };
      users.set(user.userId, user);
      return user;
    },
    tokenOf: ({ userId, version, rank, roles, permissions }) =>
      new SignJWT({ sid: newId(), client_id: 'test', user_version: version, rank, roles, permissions })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: jwk.kid })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(userId)
        .setJti(newId())
        .setIssuedAt()
        .setExpirationTime('5m')
        .sign(privateKey),
    change: async (user, change) => {
      const changed = changeUntold(user, change);
      await runtime.publish(AuthUserChanged, changed);
      return changed;
    },
    changeUntold,
    asked,
    stop: () => runtime.stop({ drainMs: 500 }),
    start: async () => {
      runtime = await start();
    },
  };
};

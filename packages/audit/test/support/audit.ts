import { answer, createRuntime, newId, type Runtime } from '@obey/choreography';
import { AuthGetKeys } from '@obey/contracts';
import { startService } from '@obey/service-kit';
import { startMongo, startRedis, until } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type Document, MongoClient } from 'mongodb';
import { audit } from '../../src/service.js';

type Test = Pick<ExecutionContext, 'teardown'>;

const tokenEnv = { TOKEN_ISSUER: 'https://forum.example', TOKEN_AUDIENCE: 'https://forum.example' };
export const quick = {
  retryBaseMs: 20,
  retryMaxMs: 200,
  blockMs: 200,
  heartbeatMs: 200,
  commandTimeoutMs: 10_000,
};

/** Answers with the key that tokens are signed with, and may say what auth says. */
const startAuth = async (t: Test, redis: string) => {
  const { publicKey, privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const kid = newId();
  const key = { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA', use: 'sig' };
  const runtime = await createRuntime({ service: 'auth', redis, tuning: quick });
  t.teardown(() => runtime.stop({ drainMs: 1_000 }));
  await runtime.start([answer(AuthGetKeys, () => ({ keys: [key] }))]);
  const token = (...permissions: string[]): Promise<string> =>
    new SignJWT({ sid: newId(), user_version: 1, client_id: 'test', rank: 0, roles: [], permissions })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
      .setIssuer(tokenEnv.TOKEN_ISSUER)
      .setAudience(tokenEnv.TOKEN_AUDIENCE)
      .setSubject(newId())
      .setJti(newId())
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey);
  return { runtime, token };
};

export interface Reply {
  readonly status: number;
  readonly body: Document;
}

/** Redis, MongoDB, somebody who says what auth says, and audit, once it is started. */
export const stage = async (t: Test) => {
  const redis = await startRedis(t);
  const mongo = await startMongo(t, 'audit');
  const env = {
    REDIS_URL: redis.url,
    MONGO_URL: mongo.url,
    MONGO_DATABASE: mongo.database,
    ...tokenEnv,
  };
  const client = await MongoClient.connect(mongo.url, { monitorCommands: true });
  t.teardown(() => client.close());
  const db = client.db(mongo.database);
  const auth = await startAuth(t, redis.url);
  const token = await auth.token('audit.read', 'audit.erase');

  return {
    redis,
    env,
    db,
    auth,
    events: db.collection<Document & { _id: string }>('events'),
    /** Another service, with nothing to react to. */
    speaker: async (service: string): Promise<Runtime> => {
      const runtime = await createRuntime({ service, redis: redis.url, tuning: quick });
      t.teardown(() => runtime.stop({ drainMs: 1_000 }));
      return runtime;
    },
    start: async (more: Record<string, string> = {}) => {
      const running = await startService(audit, { ...env, ...more }, { log: 'silent' });
      t.teardown(() => running.stop());
      const call = async (method: string, path: string, bearer = token): Promise<Reply> => {
        const response = await fetch(`${running.url}${path}`, {
          method,
          headers: { authorization: `Bearer ${bearer}` },
        });
        const body: Document = JSON.parse((await response.text()) || '{}');
        return { status: response.status, body };
      };
      return { url: running.url, call, get: (path: string) => call('GET', path), stop: () => running.stop() };
    },
    /** Resolves when so many messages are kept, but for those by which audit asks for keys. */
    kept: (count: number, withinMs = 20_000) =>
      until(
        `${count} messages are kept`,
        async () => {
          const others = { type: { $ne: 'auth.get.keys' } };
          return (await db.collection('events').countDocuments(others)) >= count;
        },
        withinMs,
      ),
  };
};

import { createKeys, createTokenCheck, createVoidedMemory } from '@obey/service-kit';
import { exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { pino } from 'pino';
import type { Operation } from '../embedded-mongo/workload.js';

const issuer = 'https://bench.test';

/** One token as auth issues them, checked by service-kit and by jose alone; each rejects where the token is refused. */
export const prepareChecks = async (): Promise<{ ours: Operation; bare: Operation }> => {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const kid = 'bench';
  const token = await new SignJWT({
    sid: '0190a0a0-0000-7000-8000-000000000002',
    client_id: 'forum',
    rank: 50,
    roles: ['moderator'],
    permissions: ['users.ban', 'threads.lock', 'categories.manage'],
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
    .setIssuer(issuer)
    .setAudience(issuer)
    .setSubject('0190a0a0-0000-7000-8000-000000000001')
    .setJti('0190a0a0-0000-7000-8000-000000000003')
    .setIssuedAt()
    .setExpirationTime('5m')
    .sign(privateKey);

  const set = { keys: [{ ...(await exportJWK(publicKey)), kid }] };
  const keys = createKeys({
    ask: async () => set,
    redis: { get: async () => null, set: async () => 'OK' as const },
    place: 'bench:keys',
    log: pino({ level: 'silent' }),
  });
  const check = createTokenCheck({
    keys,
    issuer,
    audience: issuer,
    verdict: createVoidedMemory(Date.now).verdict,
  });
  const options = {
    algorithms: ['EdDSA'],
    typ: 'at+jwt',
    issuer,
    audience: issuer,
    requiredClaims: ['exp', 'sub', 'client_id', 'iat', 'jti'],
  };
  return {
    ours: async () => {
      if (!(await check(`Bearer ${token}`))) throw new Error('The token was nobody’s.');
    },
    bare: async () => {
      await jwtVerify(token, publicKey, options);
    },
  };
};

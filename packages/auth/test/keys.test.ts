import { randomBytes } from 'node:crypto';
import test from 'ava';
import { calculateJwkThumbprint, createLocalJWKSet, jwtVerify } from 'jose';
import { jwkSetOf, KeysUnreadable, newKeyRing, openKey } from '../src/keys.js';
import { createAccessTokens } from '../src/tokens.js';
import { newUser } from '../src/users.js';

const now = new Date();
const user = newUser(
  {
    userId: '0190a0a0-0000-7000-8000-000000000001',
    nickname: 'Ada',
    email: 'ada@example.org',
    passwordHash: '',
    roles: ['administrator'],
  },
  now,
);

test('an access token is what RFC 9068 wants, and the published keys verify it', async (t) => {
  const sealingKey = randomBytes(32);
  const ring = await newKeyRing(sealingKey, now);
  const options = { ring, sealingKey, issuer: 'https://a.test', audience: 'https://b.test', seconds: 300 };
  const token = await (await createAccessTokens(options)).issue(user, 'session', now);
  const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(jwkSetLike(ring)), {
    typ: 'at+jwt',
    issuer: 'https://a.test',
    audience: 'https://b.test',
    algorithms: ['EdDSA'],
    requiredClaims: ['jti', 'client_id', 'iat'],
  });
  t.like(payload, { sub: user._id, sid: 'session', rank: 100, roles: ['administrator'] });
  t.deepEqual(payload.permissions, ['categories.manage', 'users.ban', 'threads.lock']);
  t.is((payload.exp ?? 0) - (payload.iat ?? 0), 300);
  t.is(protectedHeader.kid, ring.keys[0]?.kid);
});

const jwkSetLike = (ring: Parameters<typeof jwkSetOf>[0]) => ({
  keys: ring.keys.map((key) => key.publicJwk),
});

test('published keys have no private half, and are named by their thumbprint', async (t) => {
  const ring = await newKeyRing(randomBytes(32), now);
  const [key] = jwkSetOf(ring).keys;
  t.like(key, { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' });
  t.false('d' in (key ?? {}));
  t.is(key?.kid, await calculateJwkThumbprint(ring.keys[0]?.publicJwk ?? {}));
});

test('under another secret a stored key cannot be read, and the error says what to do', async (t) => {
  const [key] = (await newKeyRing(randomBytes(32), now)).keys;
  if (!key) return t.fail('the ring has no key');
  const error = await t.throwsAsync(openKey(key, randomBytes(32)), { instanceOf: KeysUnreadable });
  t.regex(error.message, /AUTH_SECRET/);
  t.true(error.cause instanceof Error);
});

import { randomBytes } from 'node:crypto';
import test from 'ava';
import { calculateJwkThumbprint, createLocalJWKSet, jwtVerify } from 'jose';
import { currentOf, newKeyRing } from '../src/key-ring.js';
import { jwkSetOf, KeysUnreadable, makeKey, openKey } from '../src/keys.js';
import { permissions } from '../src/permissions.js';
import { newRoleBook } from '../src/roles.js';
import { createAccessTokens } from '../src/tokens.js';
import { newUser, withRights } from '../src/users.js';

const now = new Date();
const stored = newUser(
  {
    userId: '0190a0a0-0000-7000-8000-000000000001',
    nickname: 'Ada',
    email: 'ada@example.org',
    passwordHash: '',
    roles: ['administrator'],
  },
  now,
);
const user = withRights(stored, newRoleBook());

const ringUnder = (sealingKey: Uint8Array) => newKeyRing(() => makeKey(sealingKey, now), now);

const issuing = async () => {
  const sealingKey = randomBytes(32);
  const ring = await ringUnder(sealingKey);
  const current = currentOf(ring);
  const signer = { kid: current.kid, key: await openKey(current, { sealingKey }) };
  const tokens = createAccessTokens({
    keys: { current: async () => signer },
    issuer: 'https://a.test',
    audience: 'https://b.test',
    seconds: 300,
  });
  const published = createLocalJWKSet({ keys: ring.keys.map(({ publicJwk }) => publicJwk) });
  return { ring, tokens, published };
};

test('an access token is the document that RFC 9068 describes, and the published keys verify it', async (t) => {
  const { ring, tokens, published } = await issuing();
  const token = await tokens.issue(user, 'session', now);
  const { payload, protectedHeader } = await jwtVerify(token, published, {
    typ: 'at+jwt',
    issuer: 'https://a.test',
    audience: 'https://b.test',
    algorithms: ['EdDSA'],
  });
  t.deepEqual(protectedHeader, { alg: 'EdDSA', typ: 'at+jwt', kid: currentOf(ring).kid });
  const { permissions: granted, jti, ...claims } = payload;
  const iat = Math.floor(now.getTime() / 1_000);
  t.deepEqual(claims, {
    iss: 'https://a.test',
    aud: 'https://b.test',
    sub: user._id,
    client_id: 'forum',
    sid: 'session',
    iat,
    exp: iat + 300,
    rank: 100,
    roles: ['administrator'],
    user_version: user.version,
  });
  t.deepEqual(granted, [...permissions]);
  t.regex(String(jti), /^[0-9a-f-]{36}$/);
});

test('no two access tokens are the same: each has an id of its own', async (t) => {
  const { tokens } = await issuing();
  const [one, other] = [await tokens.issue(user, 's', now), await tokens.issue(user, 's', now)];
  t.not(one, other);
});

test('published keys have no private half, and are named by their thumbprint', async (t) => {
  const ring = await ringUnder(randomBytes(32));
  const published = jwkSetOf(ring).keys;
  t.is(published.length, 2);
  for (const [at, key] of published.entries()) {
    t.like(key, { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' });
    t.false('d' in key);
    t.is(key.kid, await calculateJwkThumbprint(ring.keys[at]?.publicJwk ?? {}));
  }
});

test('under another secret a stored key cannot be read, and the error says what to do', async (t) => {
  const current = currentOf(await ringUnder(randomBytes(32)));
  const error = await t.throwsAsync(openKey(current, { sealingKey: randomBytes(32) }), {
    instanceOf: KeysUnreadable,
  });
  t.regex(error.message, /AUTH_SECRET/);
  t.true(error.cause instanceof Error);
});

import { createHmac } from 'node:crypto';
import test from 'ava';
import { pino } from 'pino';
import { createKeys, type Keys } from '../src/keys.js';
import { Refusal } from '../src/refusal.js';
import { createTokenCheck } from '../src/tokens.js';
import { createSigner, goodClaims, issuer } from './support/signing.js';

const log = pino({ level: 'silent' });

const checkBy = (keys: Keys) => createTokenCheck({ keys, issuer, audience: issuer });

const setup = async () => {
  const signer = await createSigner('key-1');
  const keys = createKeys({
    ask: async () => ({ keys: [signer.jwk] }),
    redis: { get: async () => null, set: async () => 'OK' as const },
    place: 'shop:keys',
    log,
  });
  return { signer, check: checkBy(keys) };
};

const codeOf = async (checking: Promise<unknown>) => {
  const outcome = await checking.then(
    () => 'accepted',
    (error: unknown) => error,
  );
  if (!(outcome instanceof Refusal)) return outcome;
  return outcome.extra.headers?.['WWW-Authenticate'] ? outcome.code : 'no challenge';
};

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const inFiveMinutes = () => Math.floor(Date.now() / 1_000) + 300;

test('a good token gives its user; no token gives none', async (t) => {
  const { signer, check } = await setup();
  t.deepEqual(await check(`Bearer ${await signer.sign()}`), {
    id: 'user-1',
    sessionId: 'session-1',
    rank: 0,
    roles: [],
    permissions: ['orders.refund'],
  });
  t.truthy(await check(`bearer ${await signer.sign()}`));
  t.is(await check(''), undefined);
});

test('a token of another type, issuer, audience or time is turned away', async (t) => {
  const { signer, check } = await setup();
  const past = Math.floor(Date.now() / 1_000) - 1;
  const bad = {
    'an id token': await signer.sign({}, { typ: 'JWT' }),
    'no type': await signer.sign({}, { typ: undefined }),
    'another issuer': await signer.sign({ iss: 'https://evil.example' }),
    'another audience': await signer.sign({ aud: 'https://other.example' }),
    'no issuer': await signer.sign({ iss: undefined }),
    'no audience': await signer.sign({ aud: undefined }),
    'no expiry': await signer.sign({ exp: undefined }),
    'not yet valid': await signer.sign({ nbf: inFiveMinutes() }),
    'no subject': await signer.sign({ sub: undefined }),
    'no session': await signer.sign({ sid: undefined }),
    'a rank that is text': await signer.sign({ rank: '100' }),
    'permissions that are no list': await signer.sign({ permissions: 'all' }),
  };
  for (const [what, token] of Object.entries(bad))
    t.is(await codeOf(check(`Bearer ${token}`)), 'token.invalid', what);
  t.is(await codeOf(check(`Bearer ${await signer.sign({ exp: past })}`)), 'token.expired');
});

test('a token that is not signed, or not with a published key, is turned away', async (t) => {
  const { signer, check } = await setup();
  const stranger = await createSigner('key-1');
  const claims = part({ ...goodClaims, sub: 'user-2', exp: inFiveMinutes() });
  const good = await signer.sign();
  const [header, payload, signature] = good.split('.');
  const confused = `${part({ alg: 'HS256', typ: 'at+jwt', kid: 'key-1' })}.${claims}`;
  const hmac = (secret: string) => createHmac('sha256', secret).update(confused).digest('base64url');
  const bad = {
    'alg none': `${part({ alg: 'none', typ: 'at+jwt', kid: 'key-1' })}.${claims}.`,
    'no signature': `${header}.${payload}.`,
    'no signature part': `${header}.${payload}`,
    'other claims': `${header}.${claims}.${signature}`,
    'HS256 with the public key as text': `${confused}.${hmac(signer.pem)}`,
    'HS256 with the public key as JWK': `${confused}.${hmac(signer.jwk.x ?? '')}`,
    'a foreign key by the same id': await stranger.sign(),
    'a foreign key in the header': await stranger.sign({}, { jwk: stranger.jwk }),
    'an unknown key id': await signer.sign({}, { kid: 'key-2' }),
    'no key id': await signer.sign({}, { kid: undefined }),
    'a critical header that nobody knows': `${part({ alg: 'EdDSA', typ: 'at+jwt', kid: 'key-1', crit: ['x'], x: 1 })}.${claims}.${signature}`,
    'no token': 'x',
    'two tokens': `${good} ${good}`,
  };
  for (const [what, token] of Object.entries(bad))
    t.is(await codeOf(check(`Bearer ${token}`)), 'token.invalid', what);
  t.is(await codeOf(check(`Basic ${good}`)), 'token.invalid');
});

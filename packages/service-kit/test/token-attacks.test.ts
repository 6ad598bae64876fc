import { createHmac } from 'node:crypto';
import test from 'ava';
import { calculateJwkThumbprint } from 'jose';
import nock from 'nock';
import { startChecking } from './support/checking.js';
import { createSigner, goodClaims, goodTimes } from './support/signing.js';

/** The attacks that RFC 8725 and RFC 9068 tell of, each on a token that is good but for it. */

type Checking = Awaited<ReturnType<typeof startChecking>>;
type Attacks = Readonly<Record<string, (checking: Checking) => string | Promise<string>>>;

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = (changes: object = {}) => ({ ...goodClaims, ...goodTimes(), ...changes });
const head = (changes: object = {}) => ({ alg: 'EdDSA', typ: 'at+jwt', kid: 'key-1', ...changes });

const signatureOf = async ({ signer }: Checking) => (await signer.sign()).split('.')[2] ?? '';

const hmacBy = (secret: string | Buffer, alg = 'HS256') => {
  const signed = `${part(head({ alg }))}.${part(claims())}`;
  return `${signed}.${createHmac(alg.replace('HS', 'sha'), secret).update(signed).digest('base64url')}`;
};

const withHeader =
  (changes: object) =>
  ({ signer }: Checking) =>
    signer.sign({}, { ...changes });

const unsigned = (alg: unknown) => () => `${part(head({ alg }))}.${part(claims())}.`;

const signatures: Attacks = {
  ...Object.fromEntries(
    ['none', 'None', 'NONE', 'nOnE', 'none ', '', null, ['none'], undefined].flatMap((alg) => [
      [`alg ${JSON.stringify(alg)}, and no signature`, unsigned(alg)],
      [
        `alg ${JSON.stringify(alg)}, and the signature of another token`,
        async (checking: Checking) =>
          `${part(head({ alg }))}.${part(claims())}.${await signatureOf(checking)}`,
      ],
    ]),
  ),
  'an empty signature': unsigned('EdDSA'),
  'no signature part': () => `${part(head())}.${part(claims())}`,
  'a signature of zeros': () => `${part(head())}.${part(claims())}.${Buffer.alloc(64).toString('base64url')}`,
  'a signature that is too short': async (checking) =>
    `${part(head())}.${part(claims())}.${(await signatureOf(checking)).slice(0, 43)}`,
  'other claims under a signature': async (checking) =>
    `${part(head())}.${part(claims({ sub: 'user-2' }))}.${await signatureOf(checking)}`,
  'another header under a signature': async ({ signer }) => {
    const [, payload, signature] = (await signer.sign()).split('.');
    return `${part(head({ more: 1 }))}.${payload}.${signature}`;
  },
  'HS256 by the bytes of the public key': ({ signer }) =>
    hmacBy(Buffer.from(signer.jwk.x ?? '', 'base64url')),
  'HS256 by the text of the public key': ({ signer }) => hmacBy(signer.jwk.x ?? ''),
  'HS256 by the public key as PEM': ({ signer }) => hmacBy(signer.pem),
  'HS512 by the public key as JWK': ({ signer }) => hmacBy(JSON.stringify(signer.jwk), 'HS512'),
  'HS256 by nothing': () => hmacBy(''),
  'HS256 in the header alone': async (checking) =>
    `${part(head({ alg: 'HS256' }))}.${part(claims())}.${await signatureOf(checking)}`,
  'the name of another curve': async (checking) =>
    `${part(head({ alg: 'ES256' }))}.${part(claims())}.${await signatureOf(checking)}`,
  'a foreign key under a known id': async () => (await createSigner('key-1')).sign(),
};

const foreign = async (header: (jwk: object) => object) => {
  const stranger = await createSigner('key-1');
  return stranger.sign({}, { ...header(stranger.jwk) });
};

const keySources: Attacks = {
  'a foreign key in the header': () => foreign((jwk) => ({ jwk })),
  'a foreign key in the header, named by its thumbprint': async () => {
    const stranger = await createSigner('key-1');
    return stranger.sign({}, { jwk: stranger.jwk, kid: await calculateJwkThumbprint(stranger.jwk) });
  },
  'a foreign key in the header, and no id': () => foreign((jwk) => ({ jwk, kid: undefined })),
  'a certificate in the header': () => foreign(() => ({ x5c: ['MIIB'], kid: undefined })),
  'an address of keys': () => foreign(() => ({ jku: 'https://evil.example/keys.json' })),
  'an address of keys, and no id': () =>
    foreign(() => ({ jku: 'https://evil.example/keys.json', kid: undefined })),
  'an address of a certificate': () => foreign(() => ({ x5u: 'https://evil.example/cert.pem' })),
  'an address as id': () => foreign(() => ({ kid: 'https://evil.example/keys.json' })),
};

const keyIds: Attacks = {
  'no key id': withHeader({ kid: undefined }),
  'an unknown key id': withHeader({ kid: 'key-2' }),
  'a path as key id': withHeader({ kid: '../../../../dev/null' }),
  'a path and a zero as key id': withHeader({ kid: 'key-1\u0000/../../etc/passwd' }),
  'a query as key id': withHeader({ kid: "key-1' OR '1'='1" }),
  'a list as key id': withHeader({ kid: ['key-1'] }),
  'a number as key id': withHeader({ kid: 1 }),
  'an object as key id': withHeader({ kid: { $ne: '' } }),
  'nothing as key id': withHeader({ kid: null }),
  'an empty key id': withHeader({ kid: '' }),
  'the name of what every object has as key id': withHeader({ kid: '__proto__' }),
  'a key id of 8,000 characters': withHeader({ kid: 'k'.repeat(8_000) }),
};

const types: Attacks = {
  'an id token': withHeader({ typ: 'JWT' }),
  'a logout token': withHeader({ typ: 'logout+jwt' }),
  'no type': withHeader({ typ: undefined }),
  'an empty type': withHeader({ typ: '' }),
  'a list as type': withHeader({ typ: ['at+jwt'] }),
};

/** L, the order of Ed25519's group: S and S + L verify alike where S is not checked (RFC 8032, section 5.1.7). */
const order = 2n ** 252n + 27742317777372353535851937790883648493n;

const plusOrder = (signature: string) => {
  const bytes = Buffer.from(signature, 'base64url');
  const s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + order;
  const added = Buffer.from(s.toString(16).padStart(64, '0'), 'hex').reverse();
  return Buffer.concat([bytes.subarray(0, 32), added]).toString('base64url');
};

/** The same token in another spelling. */
const respelled =
  (change: (token: string) => string) =>
  async ({ signer }: Checking) =>
    change(await signer.sign());

const respellings: Attacks = {
  'a last letter that means the same': respelled((token) => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    return token.slice(0, -1) + alphabet[alphabet.indexOf(token.slice(-1)) + 1];
  }),
  'a signature with padding': respelled((token) => `${token}==`),
  'a signature in the other alphabet': respelled((token) => {
    const [header, payload, signature = ''] = token.split('.');
    return `${header}.${payload}.+/${signature.slice(2)}`;
  }),
  'a signature with another one of its numbers': respelled((token) => {
    const [header, payload, signature = ''] = token.split('.');
    return `${header}.${payload}.${plusOrder(signature)}`;
  }),
  'line breaks': respelled((token) => token.replaceAll('.', '\n.')),
  'a fourth part': respelled((token) => `${token}.${token.split('.')[2]}`),
  'five parts': respelled((token) => `${token}.AA.AA`),
  'an empty header': respelled((token) => token.replace(/^[^.]+/, '')),
  'a header that is no object': respelled((token) => token.replace(/^[^.]+/, part(['EdDSA']))),
  'a header that is no JSON': respelled((token) => token.replace(/^[^.]+/, 'AAAA')),
  'the JSON form': respelled((token) => {
    const [header, payload, signature] = token.split('.');
    return JSON.stringify({ payload, protected: header, signature });
  }),
  'the JSON form, two signatures': respelled((token) => {
    const [header, payload, signature] = token.split('.');
    const one = { protected: header, signature };
    return part({ payload, signatures: [one, one] });
  }),
  'a payload that is no object': ({ signer }) => signer.signText('["user-1"]'),
  'a payload that is no JSON': ({ signer }) => signer.signText('user-1'),
  'a payload of nothing': ({ signer }) => signer.signText('null'),
  'a token of 1 MiB': ({ signer }) => signer.sign({ more: 'x'.repeat(2 ** 20) }),
  'a mebibyte of dots': () => '.'.repeat(2 ** 20),
};

/** Headers that the library of the test would not sign: written by hand, and signed as text. */
const critical: Attacks = Object.fromEntries(
  [
    { crit: ['x'], x: 1 },
    { crit: [] },
    { crit: ['exp'] },
    { crit: 'exp', exp: 1 },
    { crit: ['b64'], b64: false },
    { b64: false },
    { crit: ['b64'], b64: 'false' },
    { zip: 'DEF', crit: ['zip'] },
  ].map((header) => [
    `the header ${JSON.stringify(header)}`,
    ({ signer }: Checking) => signer.signParts(part(head(header)), part(claims())),
  ]),
);

const groups = { signatures, keySources, keyIds, types, respellings, critical };

for (const [group, attacks] of Object.entries(groups))
  for (const [what, attack] of Object.entries(attacks))
    test(`${group}: ${what}`, async (t) => {
      const checking = await startChecking();
      t.is(await checking.outcome(await checking.signer.sign()), 'accepted');
      t.is(await checking.outcome(await attack(checking)), 'token.invalid');
    });

test('nobody is asked for the keys that a token names', async (t) => {
  nock.disableNetConnect();
  t.teardown(() => {
    nock.cleanAll();
    nock.restore();
  });
  const stranger = await createSigner('key-9');
  const trap = nock('https://evil.example')
    .get(/./)
    .reply(200, { keys: [stranger.jwk] });
  const { outcome } = await startChecking();
  const source = 'https://evil.example/keys.json';
  for (const header of [{ jku: source }, { x5u: source }, { kid: source }, { iss: source }])
    t.is(await outcome(await stranger.sign({ iss: 'https://evil.example' }, { ...header })), 'token.invalid');
  t.false(trap.isDone());
  await fetch(source);
  t.true(trap.isDone());
});

test('an id that cannot be one of a key makes nobody ask for keys', async (t) => {
  const { signer, state, outcome } = await startChecking();
  for (const kid of [['key-1'], 1, { key: 1 }, null, 'k'.repeat(8_000)])
    t.is(await outcome(await signer.sign({}, { kid })), 'token.invalid');
  t.is(state.asked, 0);
});

test('a key that is published no more verifies nothing, 30 s later at the latest', async (t) => {
  const { signer, state, outcome } = await startChecking();
  const token = await signer.sign();
  t.is(await outcome(token), 'accepted');
  state.published = [];
  state.now += 30_000;
  t.is(await outcome(token), 'token.invalid');
  t.is(await outcome(await signer.sign()), 'token.invalid');
});

import test from 'ava';
import { startChecking } from './support/checking.js';
import { goodClaims, goodTimes, issuer } from './support/signing.js';

/** Tokens that are well signed, and say what they must not (RFC 8725, sections 3.8 to 3.11; RFC 9068, section 4). */

type Checking = Awaited<ReturnType<typeof startChecking>>;
type Attacks = Readonly<Record<string, (checking: Checking) => Promise<string>>>;

const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

const withClaims =
  (changes: object) =>
  ({ signer }: Checking) =>
    signer.sign({ ...changes });

/** Signed as it should be, with a payload whose text is written by hand. */
const withText =
  (change: (text: string) => string) =>
  ({ signer }: Checking) =>
    signer.signText(change(JSON.stringify({ ...goodClaims, ...goodTimes() })));

const required = [
  'iss',
  'aud',
  'sub',
  'exp',
  'iat',
  'jti',
  'client_id',
  'sid',
  'rank',
  'roles',
  'permissions',
];

const claimed: Attacks = {
  ...Object.fromEntries(required.map((name) => [`no ${name}`, withClaims({ [name]: undefined })])),
  ...Object.fromEntries(required.map((name) => [`null as ${name}`, withClaims({ [name]: null })])),
  'another audience': withClaims({ aud: 'https://other.example' }),
  'audiences without ours': withClaims({ aud: ['https://other.example', 'https://third.example'] }),
  'no audience in the list': withClaims({ aud: [] }),
  'an audience that begins like ours': withClaims({ aud: `${issuer}.evil.example` }),
  'an audience in a list in a list': withClaims({ aud: [[issuer]] }),
  'another issuer': withClaims({ iss: 'https://evil.example' }),
  'an issuer that begins like ours': withClaims({ iss: `${issuer}.evil.example` }),
  'issuers in a list': withClaims({ iss: [issuer] }),
  'an empty subject': withClaims({ sub: '' }),
  'a number as subject': withClaims({ sub: 1 }),
  'an object as subject': withClaims({ sub: { $ne: null } }),
  'a list as session': withClaims({ sid: ['session-1'] }),
  'a rank that is text': withClaims({ rank: '100' }),
  'a rank below nothing': withClaims({ rank: -1 }),
  'permissions that are no list': withClaims({ permissions: 'all' }),
  'permissions that are no text': withClaims({ permissions: [{ $gt: '' }] }),
};

const times: Attacks = {
  'exp as text': withClaims({ exp: String(inSeconds(300)) }),
  'exp as a date': withClaims({ exp: new Date(Date.now() + 300_000).toISOString() }),
  'exp that is no number': withText((text) => text.replace(/"exp":\d+/, '"exp":NaN')),
  'exp without an end': withText((text) => text.replace(/"exp":\d+/, '"exp":1e999')),
  'iat before all time': withText((text) => text.replace(/"iat":\d+/, '"iat":-1e999')),
  'a life of a day': withClaims({ exp: inSeconds(86_400) }),
  'a life of a second too much': ({ signer }) => {
    const { iat, exp } = goodTimes();
    return signer.sign({ iat, exp: exp + 1 });
  },
  'not valid yet': withClaims({ nbf: inSeconds(120) }),
  'nbf as text': withClaims({ nbf: '0' }),
  'iat as text': withClaims({ iat: String(inSeconds(0)) }),
  'issued in the far future': withClaims({ iat: inSeconds(86_400), exp: inSeconds(86_700) }),
};

const groups = { claimed, times };

for (const [group, attacks] of Object.entries(groups))
  for (const [what, attack] of Object.entries(attacks))
    test(`${group}: ${what}`, async (t) => {
      const checking = await startChecking();
      t.is(await checking.outcome(await checking.signer.sign()), 'accepted');
      t.is(await checking.outcome(await attack(checking)), 'token.invalid');
    });

test('of a claim that stands twice the last one counts (RFC 7519, section 4), whatever reads it', async (t) => {
  const { signer, check, outcome } = await startChecking();
  const text = JSON.stringify({ ...goodClaims, ...goodTimes() });
  const twice = await signer.signText(text.replace('{', '{"sub":"user-9","permissions":["all"],'));
  t.like(await check(`Bearer ${twice}`), { id: 'user-1', permissions: ['orders.refund'] });
  const other = await signer.signText(text.replace(/}$/, ',"aud":"https://other.example"}'));
  t.is(await outcome(other), 'token.invalid');
});

import { AuthUserSignedIn } from '@obey/contracts';
import test from 'ava';
import { decodeJwt } from 'jose';
import { permissions } from '../src/permissions.js';
import { adminEmail, call, member, password, signIn, startForum, textAt } from './forum.js';

const forum = await startForum();
let url = '';
let signInUrl = '';

test.before(async () => {
  ({ url } = await forum.start());
  signInUrl = `${url}/auth/sign-in`;
});

test.after.always(() => forum.stop());

test('who signs in gets tokens and themselves, and it is told', async (t) => {
  const { email, nickname, id } = await member(forum, url);
  const answer = await call('POST', signInUrl, { body: { email: ` ${email.toUpperCase()} `, password } });
  t.is(answer.status, 200);
  t.is(answer.headers.get('cache-control'), 'no-store');
  t.like(answer.body, {
    tokenType: 'Bearer',
    expiresIn: 300,
    user: { id, nickname, email, rank: 0, roles: [], permissions: [], banned: false, version: 1 },
  });
  t.notRegex(answer.text, /argon2|outbox|passwordHash|nicknameKey/);
  const sessionId = String(decodeJwt(textAt(answer.body, 'accessToken')).sid);
  const said = (await forum.said(AuthUserSignedIn.type)).find(
    ({ data }) => textAt(data, 'sessionId') === sessionId,
  );
  t.like(said?.data, { userId: id, nickname });
  t.true(Date.parse(textAt(said?.data, 'expiresAt')) > Date.now() + 29 * 86_400_000);
});

test('an unknown address and a wrong password get the same answer, whatever the password', async (t) => {
  const { email } = await member(forum, url);
  const attempts = [
    { email, password: 'wrong horse' },
    { email, password: '' },
    { email, password: 'x'.repeat(5_000) },
    { email: 'nobody@example.org', password },
    { email: 'nobody@example.org', password: '' },
    { email: 'no address at all', password: 'x'.repeat(5_000) },
  ];
  const headers = { 'X-Correlation-Id': 'same' };
  const answers = await Promise.all(attempts.map((body) => call('POST', signInUrl, { body, headers })));
  for (const answer of answers) {
    t.is(answer.status, 401);
    t.is(answer.text, answers[0]?.text ?? '');
    t.deepEqual([...answer.headers.keys()], [...(answers[0]?.headers.keys() ?? [])]);
  }
  t.is(textAt(answers[0]?.body, 'code'), 'auth.wrong-credentials');
});

for (const body of [
  { email: { $gt: '' }, password },
  { email: adminEmail, password: { $ne: '' } },
  { email: { $regex: '.*' }, password: { $regex: '.*' } },
  { email: [adminEmail], password },
  { email: adminEmail, password, $where: '1' },
])
  test(`${JSON.stringify(body)} does not sign in: 422`, async (t) => {
    const answer = await call('POST', signInUrl, { body });
    t.is(answer.status, 422);
    t.is(answer.headers.get('content-type')?.split(';')[0], 'application/problem+json');
  });

test('a full queue is 503 with Retry-After, and those in it are served', async (t) => {
  const narrow = await forum.start({
    HASH_CONCURRENCY: '1',
    HASH_QUEUE: '1',
    SIGN_IN_TRIES: '100',
    ADMIN_EMAIL: '',
    ADMIN_PASSWORD: '',
  });
  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      call('POST', `${narrow.url}/auth/sign-in`, { body: { email: adminEmail, password } }),
    ),
  );
  const busy = answers.filter(({ status }) => status === 503);
  t.true(busy.length > 0);
  t.is(answers.filter(({ status }) => status === 200).length, answers.length - busy.length);
  for (const answer of busy) {
    t.is(textAt(answer.body, 'code'), 'auth.busy');
    t.is(answer.headers.get('retry-after'), '1');
  }
});

test('the administrator is there from the start, with all permissions', async (t) => {
  const { accessToken } = await signIn(url, adminEmail);
  const answer = await call('GET', `${url}/auth/me`, { token: accessToken });
  t.like(answer.body, {
    nickname: 'admin',
    rank: 100,
    roles: ['administrator'],
    permissions: [...permissions],
  });
});

import { request } from 'node:http';
import { AuthSessionRevoked, AuthUserChanged, AuthUserPasswordChanged } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { call, mailedToken, member, password, signIn, startForum, textAt } from './forum.js';
import { enter, mailed, newPassword, recovered, refresh, reset, toldOf } from './new-passwords.js';

const forum = await startForum();
let url = '';
let resetUrl = '';

test.before(async () => {
  ({ url } = await forum.start());
  resetUrl = `${url}/auth/password/reset`;
});

test.after.always(() => forum.stop());

const links = () => forum.db.collection<{ _id: string; expiresAt: Date }>('passwordlinks');

test('by the mailed link a new password is chosen; every session ends, and a notice is mailed', async (t) => {
  const { id, email, refreshToken } = await member(forum, url);
  const other = await signIn(url, email);
  const token = await recovered(forum, url, email, 2);
  t.is(Buffer.from(token, 'base64url').length, 32);
  t.is((await enter(url, email, password)).status, 200);
  t.is((await reset(url, token)).status, 204);
  for (const ended of [refreshToken, other.refreshToken]) t.is((await refresh(url, ended)).status, 401);
  t.is((await enter(url, email, password)).status, 401);
  t.is((await enter(url, email, newPassword)).status, 200);
  t.deepEqual(await mailed(forum, email, 3), ['confirm-sign-up', 'recover-password', 'password-changed']);
  t.is((await toldOf(forum, id, AuthUserPasswordChanged.type)).length, 1);
  t.like((await toldOf(forum, id, AuthUserChanged.type)).at(-1)?.data, { version: 2, banned: false });
});

test('sessions end though nobody refreshes them, each told; one begun with the new password stays', async (t) => {
  const { id, email, refreshToken } = await member(forum, url);
  const other = await signIn(url, email);
  t.is((await reset(url, await recovered(forum, url, email, 2))).status, 204);
  const entered = await enter(url, email, newPassword);
  await until('the old sessions are gone', async () => {
    return (await forum.redis.keys(`auth:session:{${id}}*`)).length === 1;
  });
  t.is((await toldOf(forum, id, AuthSessionRevoked.type, 2)).length, 2);
  for (const ended of [refreshToken, other.refreshToken]) t.is((await refresh(url, ended)).status, 401);
  t.is((await refresh(url, textAt(entered.body, 'refreshToken'))).status, 200);
});

test('of many who use one link at once, one chooses the password', async (t) => {
  const { id, email } = await member(forum, url);
  const token = await recovered(forum, url, email, 2);
  const words = Array.from({ length: 8 }, (_, index) => `battery staple ${index}`);
  const answers = await Promise.all(words.map((word) => reset(url, token, word)));
  t.deepEqual(answers.map(({ status }) => status).sort(), [204, ...Array(7).fill(410)]);
  const winner = words[answers.findIndex(({ status }) => status === 204)] ?? '';
  t.is((await enter(url, email, winner)).status, 200);
  t.like(await forum.db.collection<{ _id: string }>('users').findOne({ _id: id }), {
    version: 2,
    passwordVersion: 1,
  });
  t.is((await toldOf(forum, id, AuthUserPasswordChanged.type)).length, 1);
});

test('a sign-in that began with the old password, and ends after the reset, is refused', async (t) => {
  const { id, email } = await member(forum, url);
  const token = await recovered(forum, url, email, 2);
  await Promise.all([reset(url, token), ...[1, 2, 3].map(() => enter(url, email, password))]);
  await until('no session of the old password is left', async () => {
    const keys = await forum.redis.keys(`auth:session:{${id}}*`);
    return keys.length === 0;
  });
  t.is((await enter(url, email, password)).status, 401);
});

test('one link used makes the others void', async (t) => {
  const { email } = await member(forum, url);
  const first = await recovered(forum, url, email, 2);
  const second = await recovered(forum, url, email, 3);
  t.is((await reset(url, second)).status, 204);
  const late = await reset(url, first, 'another staple');
  t.is(late.status, 410);
  t.is(textAt(late.body, 'code'), 'auth.link-expired');
});

test('a link is good for 30 minutes at the most, also before MongoDB has removed it', async (t) => {
  const { id, email } = await member(forum, url);
  const before = Date.now();
  const token = await recovered(forum, url, email, 2);
  const link = await links().findOne({ userId: id });
  const goodMs = (link?.expiresAt.getTime() ?? 0) - before;
  t.true(goodMs >= 30 * 60_000 && goodMs <= 30 * 60_000 + Date.now() - before);
  await links().updateOne({ userId: id }, { $set: { expiresAt: new Date(Date.now() - 1) } });
  t.is((await reset(url, token)).status, 410);
  t.is((await enter(url, email, password)).status, 200);
  await t.throwsAsync(forum.start({ PASSWORD_LINK: '31m' }), { message: /PASSWORD_LINK/ });
});

test('the token is kept hashed', async (t) => {
  const { id, email } = await member(forum, url);
  const token = await recovered(forum, url, email, 2);
  const stored = await until('the outbox is empty', async () => {
    const found = JSON.stringify(await links().findOne({ userId: id }));
    return !found.includes('outbox') && found;
  });
  t.false(stored.includes(token));
});

test('looking at the page uses nothing up; its form does, and tells what is wrong with a password', async (t) => {
  const { email } = await member(forum, url);
  const token = await recovered(forum, url, email, 2);
  const page = await call('GET', `${resetUrl}?token=${token}`, { headers: { Accept: 'text/html' } });
  t.is(page.status, 200);
  t.is(page.headers.get('cache-control'), 'no-store');
  t.is(page.headers.get('referrer-policy'), 'no-referrer');
  t.true(page.text.includes(`value="${token}"`));
  const post = async (word: string) => {
    const body = new URLSearchParams({ token, newPassword: word });
    const answer = await fetch(resetUrl, {
      method: 'POST',
      headers: { Accept: 'text/html,*/*;q=0.8' },
      body,
    });
    return { status: answer.status, text: await answer.text() };
  };
  const refused = await post('password');
  t.is(refused.status, 422);
  t.regex(refused.text, /tried first/);
  t.true(refused.text.includes(`value="${token}"`));
  t.is((await post(newPassword)).status, 200);
  const again = await post(newPassword);
  t.is(again.status, 410);
  t.regex(again.text, /no longer good/);
});

test('the link leads to the configured site, whatever the request calls it', async (t) => {
  const { email } = await member(forum, url);
  const { port } = new URL(url);
  const headers = {
    Host: 'evil.example',
    'X-Forwarded-Host': 'evil.example',
    Forwarded: 'host=evil.example',
    'Content-Type': 'application/json',
  };
  await new Promise<void>((resolve, reject) => {
    const asking = request(
      { host: '127.0.0.1', port, method: 'POST', path: '/auth/password/recover', headers },
      (answer) => answer.resume().once('end', resolve),
    );
    asking.once('error', reject);
    asking.end(JSON.stringify({ email }));
  });
  await mailedToken(forum, email, 2);
  const [, mail] = await forum.mailsTo(email);
  t.regex(
    textAt(mail?.data, 'mail', 'params', 'link'),
    /^https:\/\/forum\.test\/auth\/password\/reset\?token=/,
  );
});

test('an address without an account gets the same answer, and a mail that says so', async (t) => {
  const { email } = await member(forum, url);
  const headers = { 'X-Correlation-Id': 'same' };
  const [known, unknown] = await Promise.all(
    [email, 'nobody-there@example.org'].map((to) =>
      call('POST', `${url}/auth/password/recover`, { body: { email: to }, headers }),
    ),
  );
  t.is(known?.status, 202);
  t.is(unknown?.status, 202);
  t.is(unknown?.text, known?.text);
  const shown = (answer?: { headers: Headers }) =>
    [...(answer?.headers ?? [])].filter(([name]) => name !== 'date');
  t.deepEqual(shown(unknown), shown(known));
  t.deepEqual(await mailed(forum, 'nobody-there@example.org', 1), ['no-account']);
});

test('a password that may not be one is refused, and leaves the link good', async (t) => {
  const { email, nickname } = await member(forum, url);
  const token = await recovered(forum, url, email, 2);
  for (const word of ['short', 'iloveyou', nickname, email, 'forum.test', 'x'.repeat(129)]) {
    const answer = await reset(url, token, word);
    t.is(answer.status, 422, word);
    t.like(answer.body, { errors: [{ pointer: '/newPassword' }] });
  }
  t.is((await reset(url, token)).status, 204);
});

test('operators and made-up tokens are refused', async (t) => {
  const post = (path: string, body: object) => call('POST', `${url}/auth/password/${path}`, { body });
  t.is((await post('recover', { email: { $gt: '' } })).status, 422);
  t.is((await post('recover', { email: ['a@example.org'] })).status, 422);
  t.is((await post('recover', { email: 'a@example.org', $where: '1' })).status, 422);
  t.is((await post('recover', { email: 'no address' })).status, 422);
  t.is((await post('reset', { token: { $ne: '' }, newPassword })).status, 422);
  t.is((await post('reset', { token: 'x'.repeat(43), newPassword: { $ne: '' } })).status, 422);
  t.is((await post('reset', { token: 'x'.repeat(43), newPassword, userId: 'x' })).status, 422);
  t.is((await reset(url, 'x'.repeat(43))).status, 410);
  t.is((await reset(url, '')).status, 410);
});

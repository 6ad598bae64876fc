import { AuthSessionRevoked, AuthUserPasswordChanged } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { adminEmail, call, mailedToken, member, password, signIn, startForum, textAt } from './forum.js';
import { enter, mailed, newPassword, recovered, refresh, reset, toldOf } from './new-passwords.js';

const forum = await startForum();
let url = '';
let confirmUrl = '';

test.before(async () => {
  ({ url } = await forum.start());
  confirmUrl = `${url}/auth/me/password/confirm`;
});

test.after.always(() => forum.stop());

const ask = (token: string, body: object = { currentPassword: password, newPassword }) =>
  call('POST', `${url}/auth/me/password`, { token, body });

const confirm = (token: string) => call('POST', confirmUrl, { body: { token } });

/** A member who chose a new password, with the token of the mailed link. */
const asked = async () => {
  const who = await member(forum, url);
  const answer = await ask(who.accessToken);
  return { ...who, answer, link: await mailedToken(forum, who.email, 2) };
};

test('a new password is good once the mailed link confirms it; the other sessions end, and a notice is mailed', async (t) => {
  const { id, email, refreshToken, accessToken } = await member(forum, url);
  const other = await signIn(url, email);
  const answer = await ask(accessToken);
  t.is(answer.status, 202);
  t.deepEqual(answer.body, {});
  const link = await mailedToken(forum, email, 2);
  t.is((await enter(url, email, newPassword)).status, 401);
  t.is((await confirm(link)).status, 204);
  t.is((await refresh(url, other.refreshToken)).status, 401);
  t.is((await refresh(url, refreshToken)).status, 200);
  t.is((await enter(url, email, password)).status, 401);
  t.is((await enter(url, email, newPassword)).status, 200);
  t.deepEqual(await mailed(forum, email, 3), [
    'confirm-sign-up',
    'confirm-password-change',
    'password-changed',
  ]);
  t.is((await toldOf(forum, id, AuthUserPasswordChanged.type)).length, 1);
});

test('the other sessions end though nobody refreshes them', async (t) => {
  const { id, email, link, refreshToken } = await asked();
  await signIn(url, email);
  await signIn(url, email);
  t.is((await confirm(link)).status, 204);
  await until('the others are gone', async () => {
    return (await forum.redis.keys(`auth:session:{${id}}*`)).length === 1;
  });
  t.is((await toldOf(forum, id, AuthSessionRevoked.type, 2)).length, 2);
  t.is((await refresh(url, refreshToken)).status, 200);
});

test('the session that was kept ends with the next password', async (t) => {
  const { email, link, refreshToken } = await asked();
  t.is((await confirm(link)).status, 204);
  t.is((await reset(url, await recovered(forum, url, email, 4), 'another staple')).status, 204);
  t.is((await refresh(url, refreshToken)).status, 401);
});

test('of many who use one link at once, one has changed the password', async (t) => {
  const { id, link } = await asked();
  const answers = await Promise.all(Array.from({ length: 12 }, () => confirm(link)));
  t.deepEqual(answers.map(({ status }) => status).sort(), [204, ...Array(11).fill(410)]);
  t.is((await toldOf(forum, id, AuthUserPasswordChanged.type)).length, 1);
});

test('of a change and a recovery used at once, one wins, and its password is good', async (t) => {
  const { email, link } = await asked();
  const token = await recovered(forum, url, email, 3);
  const [changed, recoveredTo] = await Promise.all([confirm(link), reset(url, token, 'another staple')]);
  t.deepEqual([changed.status, recoveredTo.status].sort(), [204, 410]);
  const winner = changed.status === 204 ? newPassword : 'another staple';
  t.is((await enter(url, email, winner)).status, 200);
});

test('a link of one kind does nothing of the other', async (t) => {
  const { email, link } = await asked();
  const recovery = await recovered(forum, url, email, 3);
  t.is((await reset(url, link)).status, 410);
  t.is((await confirm(recovery)).status, 410);
  t.is((await enter(url, email, password)).status, 200);
});

test('looking at the page uses nothing up; its form, posted by a browser, does and shows a page', async (t) => {
  const { link } = await asked();
  const page = await call('GET', `${confirmUrl}?token=${link}`, { headers: { Accept: 'text/html' } });
  t.is(page.status, 200);
  t.true(page.text.includes(`value="${link}"`));
  const post = () =>
    call('POST', confirmUrl, { body: { token: link }, headers: { Accept: 'text/html,*/*;q=0.8' } });
  const done = await post();
  t.is(done.status, 200);
  t.regex(done.text, /is good from now on/);
  t.is((await post()).status, 410);
});

test('neither the new password nor the token is kept: only their hashes', async (t) => {
  const { id, link } = await asked();
  const links = forum.db.collection('passwordlinks');
  const stored = await until('the outbox is empty', async () => {
    const found = JSON.stringify(await links.findOne({ userId: id }));
    return !found.includes('outbox') && found;
  });
  t.false(stored.includes(link));
  t.false(stored.includes(newPassword));
});

test('who does not know the current password changes nothing', async (t) => {
  const { accessToken, email } = await member(forum, url);
  const answer = await ask(accessToken, { currentPassword: 'wrong horse', newPassword });
  t.is(answer.status, 403);
  t.is(textAt(answer.body, 'code'), 'auth.wrong-password');
  t.is((await forum.mailsTo(email)).length, 1);
});

test('what does not fit is refused with a pointer', async (t) => {
  const { accessToken, nickname, email } = await member(forum, url);
  const faulty: [object, string][] = [
    [{}, '/currentPassword'],
    [{ currentPassword: password }, '/newPassword'],
    [{ currentPassword: password, newPassword: 'short' }, '/newPassword'],
    [{ currentPassword: password, newPassword: 'Iloveyou' }, '/newPassword'],
    [{ currentPassword: password, newPassword: nickname }, '/newPassword'],
    [{ currentPassword: password, newPassword: email }, '/newPassword'],
    [{ currentPassword: { $ne: '' }, newPassword }, '/currentPassword'],
    [{ currentPassword: password, newPassword: { $gt: '' } }, '/newPassword'],
    [{ currentPassword: password, newPassword, userId: 'x' }, '/userId'],
  ];
  for (const [body, pointer] of faulty) {
    const answer = await ask(accessToken, body);
    t.is(answer.status, 422);
    t.like(answer.body, { errors: [{ pointer }] });
  }
  t.is((await call('POST', `${url}/auth/me/password`, { body: {} })).status, 401);
  t.is((await confirm('x'.repeat(43))).status, 410);
  t.is((await call('POST', confirmUrl, { body: { token: { $ne: '' } } })).status, 422);
});

test('who is banned changes no password', async (t) => {
  const { id, accessToken } = await member(forum, url);
  const admin = await signIn(url, adminEmail);
  await call('PUT', `${url}/auth/users/${id}/ban`, { token: admin.accessToken, body: { reason: 'spam' } });
  t.true([401, 403].includes((await ask(accessToken)).status));
});

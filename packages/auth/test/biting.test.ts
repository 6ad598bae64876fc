import { AuthUserChanged } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { decodeJwt } from 'jose';
import { adminEmail, call, member, signIn, startForum, textAt } from './forum.js';

const forum = await startForum();
let urls: string[] = [];
let admin = '';

test.before(async () => {
  urls = [(await forum.start()).url, (await forum.start()).url];
  admin = (await signIn(urls[0] ?? '', adminEmail)).accessToken;
});

test.after.always(() => forum.stop());

const codeAt = async (url: string, token: string) => {
  const answer = await call('GET', `${url}/auth/me`, { token });
  return answer.status === 200 ? 'accepted' : textAt(answer.body, 'code');
};

const everywhere = (code: string, token: string, at = urls) =>
  Promise.all(at.map((url) => until(`it is ${code}`, async () => (await codeAt(url, token)) === code)));

const ban = (id: string, at = urls[0]) =>
  call('PUT', `${at}/auth/users/${id}/ban`, { token: admin, body: { reason: 'spam' } });

test('a ban bites in every instance, in all sessions, also in one that is started later', async (t) => {
  const [url = ''] = urls;
  const { id, email, accessToken } = await member(forum, url);
  const other = await signIn(url, email);
  t.is((await ban(id)).status, 204);
  await everywhere('token.revoked', accessToken);
  await everywhere('token.revoked', other.accessToken);
  const later = await forum.start();
  t.is(await codeAt(later.url, accessToken), 'token.revoked');
});

test('once a ban is lifted old access tokens stay refused, and new ones pass at once', async (t) => {
  const [url = ''] = urls;
  const { id, email, accessToken } = await member(forum, url);
  await ban(id);
  await everywhere('token.revoked', accessToken);
  t.is((await call('DELETE', `${url}/auth/users/${id}/ban`, { token: admin })).status, 204);
  const fresh = await signIn(url, email);
  for (const at of urls) t.is(await codeAt(at, fresh.accessToken), 'accepted');
  await until('all is told', async () =>
    (await forum.said(AuthUserChanged.type)).some(
      ({ subject, data }) => subject === id && Reflect.get(Object(data), 'version') === 3,
    ),
  );
  for (const at of urls) t.is(await codeAt(at, fresh.accessToken), 'accepted');
  t.is(await codeAt(url, accessToken), 'token.revoked');
});

test('signing out ends the access token too, and no other session of its user', async (t) => {
  const [url = ''] = urls;
  const { email, accessToken } = await member(forum, url);
  const other = await signIn(url, email);
  t.is((await call('POST', `${url}/auth/sign-out`, { token: accessToken })).status, 204);
  await everywhere('token.revoked', accessToken);
  for (const at of urls) t.is(await codeAt(at, other.accessToken), 'accepted');
});

test('a new nickname makes no token void, and the next token names the new version', async (t) => {
  const [url = ''] = urls;
  const { accessToken, refreshToken, nickname } = await member(forum, url);
  const renamed = await call('PATCH', `${url}/auth/me`, {
    token: accessToken,
    body: { nickname: `${nickname}x` },
  });
  t.is(renamed.status, 200);
  const refreshed = await call('POST', `${url}/auth/token`, { body: { refreshToken } });
  const next = textAt(refreshed.body, 'accessToken');
  t.deepEqual([decodeJwt(accessToken).user_version, decodeJwt(next).user_version], [1, 2]);
  for (const token of [accessToken, next]) t.is(await codeAt(url, token), 'accepted');
});

test('a session ended by a token used twice is refused by its access token too', async (t) => {
  const [url = ''] = urls;
  const { accessToken, refreshToken } = await member(forum, url);
  let token = refreshToken;
  for (let times = 0; times < 2; times += 1) {
    const { body } = await call('POST', `${url}/auth/token`, { body: { refreshToken: token } });
    token = textAt(body, 'refreshToken');
  }
  t.is((await call('POST', `${url}/auth/token`, { body: { refreshToken } })).status, 401);
  await everywhere('token.revoked', accessToken);
});

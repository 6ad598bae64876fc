import { AuthSessionRevoked, AuthUserSignedOut } from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import { decodeJwt } from 'jose';
import { call, member, signIn, startForum, textAt } from './forum.js';

const forum = await startForum();
let url = '';

test.before(async () => {
  ({ url } = await forum.start());
});

test.after.always(() => forum.stop());

const refresh = (refreshToken: unknown, at = url) =>
  call('POST', `${at}/auth/token`, { body: { refreshToken } });

const nextOf = ({ body }: { body: unknown }) => textAt(body, 'refreshToken');

test('a refresh token gives a new pair, in the same session', async (t) => {
  const { refreshToken, accessToken, id } = await member(forum, url);
  const answer = await refresh(refreshToken);
  t.is(answer.status, 200);
  t.is(answer.headers.get('cache-control'), 'no-store');
  t.like(answer.body, { tokenType: 'Bearer', expiresIn: 300 });
  t.not(nextOf(answer), refreshToken);
  const [before, after] = [decodeJwt(accessToken), decodeJwt(textAt(answer.body, 'accessToken'))];
  t.is(after.sid, before.sid);
  t.is(after.sub, id);
  t.not(after.jti, before.jti);
  t.is((await refresh(nextOf(answer))).status, 200);
});

test('two tabs that refresh at once, over two instances, get the same successor', async (t) => {
  const other = await forum.start();
  const { refreshToken } = await member(forum, url);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => refresh(refreshToken, at % 2 ? url : other.url)),
  );
  t.deepEqual([...new Set(answers.map(({ status }) => status))], [200]);
  t.is(new Set(answers.map(nextOf)).size, 1);
  t.is((await refresh(nextOf(answers[0] ?? { body: undefined }))).status, 200);
});

test('a token replaced earlier ends its session for whoever holds it, and that is told', async (t) => {
  const { refreshToken, accessToken, id, email } = await member(forum, url);
  const second = nextOf(await refresh(refreshToken));
  const third = nextOf(await refresh(second));
  const stolen = await refresh(refreshToken);
  t.is(stolen.status, 401);
  t.is(textAt(stolen.body, 'code'), 'auth.refresh-token-invalid');
  t.is((await refresh(third)).status, 401);
  const revoked = await until('it is told', async () =>
    (await forum.said(AuthSessionRevoked.type)).find(({ subject }) => subject === id),
  );
  t.is(textAt(revoked.data, 'sessionId'), String(decodeJwt(accessToken).sid));
  t.is((await refresh((await signIn(url, email)).refreshToken)).status, 200);
});

test('without a grace the token just replaced ends the session too', async (t) => {
  const strict = await forum.start({ REFRESH_GRACE: '0s' });
  const { refreshToken } = await member(forum, url);
  t.is((await refresh(refreshToken, strict.url)).status, 200);
  t.is((await refresh(refreshToken, strict.url)).status, 401);
});

test('a token that was never ours is refused, and ends nothing', async (t) => {
  const { refreshToken } = await member(forum, url);
  const bytes = Buffer.from(refreshToken, 'base64url');
  bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
  t.is((await refresh(bytes.toString('base64url'))).status, 401);
  t.is((await refresh('')).status, 401);
  t.is((await refresh({ $ne: '' })).status, 422);
  t.is((await refresh(refreshToken)).status, 200);
});

test('a new access token says what its user may do now', async (t) => {
  const { refreshToken, id } = await member(forum, url);
  await forum.db
    .collection<{ _id: string }>('users')
    .updateOne({ _id: id }, { $set: { roles: ['administrator'] } });
  const { body } = await refresh(refreshToken);
  t.like(decodeJwt(textAt(body, 'accessToken')), { rank: 100, roles: ['administrator'] });
});

test('signing out ends the session, and says so', async (t) => {
  const { accessToken, refreshToken, id, email } = await member(forum, url);
  const other = await signIn(url, email);
  const answer = await call('POST', `${url}/auth/sign-out`, { token: accessToken });
  t.is(answer.status, 204);
  t.is((await refresh(refreshToken)).status, 401);
  t.is((await refresh(other.refreshToken)).status, 200);
  const said = (await forum.said(AuthUserSignedOut.type)).filter(({ subject }) => subject === id);
  t.deepEqual(
    said.map(({ data }) => textAt(data, 'sessionId')),
    [String(decodeJwt(accessToken).sid)],
  );
  t.is((await call('POST', `${url}/auth/sign-out`)).status, 401);
});

test('with Redis away it is 503, and the session stands when Redis is back', async (t) => {
  const own = await startForum();
  t.teardown(() => own.stop());
  const running = await own.start();
  const { refreshToken, email, password } = await member(own, running.url);
  own.server.signal('SIGSTOP');
  const away = await refresh(refreshToken, running.url);
  const signingIn = await call('POST', `${running.url}/auth/sign-in`, { body: { email, password } });
  own.server.signal('SIGCONT');
  for (const answer of [away, signingIn]) {
    t.is(answer.status, 503);
    t.is(textAt(answer.body, 'code'), 'unavailable');
    t.true(answer.headers.has('retry-after'));
  }
  await until('it refreshes again', async () => (await refresh(refreshToken, running.url)).status === 200);
});

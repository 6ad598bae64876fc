import test from 'ava';
import { adminEmail, call, signIn, startForum, textAt } from './forum.js';

const other = 'another secret of more than thirty-two characters';

test('the secret is changed without anybody being signed out, and the one before is then forgotten', async (t) => {
  const forum = await startForum();
  t.teardown(() => forum.stop());
  const AUTH_SECRET_BEFORE = forum.env.AUTH_SECRET ?? '';
  const old = await forum.start();
  const { accessToken, refreshToken } = await signIn(old.url, adminEmail);
  const before = await forum.db.collection('keys').findOne();

  const changes = { AUTH_SECRET: other, AUTH_SECRET_BEFORE };
  const [one, two] = await Promise.all([forum.start(changes), forum.start(changes)]);
  const after = await forum.db.collection('keys').findOne();
  t.is(after?.version, (before?.version ?? 0) + 1);
  for (const { url } of [one, two, old])
    t.is((await call('GET', `${url}/auth/me`, { token: accessToken })).status, 200);
  const refreshed = await call('POST', `${two.url}/auth/token`, { body: { refreshToken } });
  t.is(refreshed.status, 200);

  const fresh = await forum.start({ AUTH_SECRET: other });
  const again = await call('POST', `${fresh.url}/auth/token`, {
    body: { refreshToken: textAt(refreshed.body, 'refreshToken') },
  });
  t.is(again.status, 200);
  const token = textAt(again.body, 'accessToken');
  for (const { url } of [one, old]) t.is((await call('GET', `${url}/auth/me`, { token })).status, 200);
  await t.throwsAsync(forum.start(), { code: 'auth.keys-unreadable' });
});

test('a secret before that is not the one leaves the keys as they are, and stops the start', async (t) => {
  const forum = await startForum();
  t.teardown(() => forum.stop());
  await (await forum.start()).stop();
  const before = await forum.db.collection('keys').findOne();
  await t.throwsAsync(forum.start({ AUTH_SECRET: other, AUTH_SECRET_BEFORE: `not ${other}` }), {
    code: 'auth.keys-unreadable',
  });
  t.deepEqual(await forum.db.collection('keys').findOne(), before);
});

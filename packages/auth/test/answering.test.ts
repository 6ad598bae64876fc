import { newId, type Runtime } from '@obey/choreography';
import { AuthGetKeys, AuthGetUserById } from '@obey/contracts';
import test from 'ava';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { adminEmail, call, member, signIn, startForum, textAt } from './forum.js';

const forum = await startForum();
let url = '';
let asking: Runtime;

test.before(async () => {
  ({ url } = await forum.start());
  asking = await forum.another();
});

test.after.always(async () => {
  await asking?.stop();
  await forum.stop();
});

const checks = {
  issuer: 'https://forum.test',
  audience: 'https://forum.test',
  typ: 'at+jwt',
  algorithms: ['EdDSA'],
};

test('another service gets a user by asking, and null for nobody', async (t) => {
  const { id, nickname, email } = await member(forum, url);
  const { user } = await asking.ask(AuthGetUserById, { userId: id });
  t.deepEqual(user, {
    userId: id,
    version: 1,
    nickname,
    email,
    rank: 0,
    roles: [],
    permissions: [],
    banned: false,
  });
  t.deepEqual(await asking.ask(AuthGetUserById, { userId: newId() }), { user: null });
});

test('the keys, asked for or fetched, verify access tokens', async (t) => {
  const { accessToken, id } = await signIn(url, adminEmail);
  const asked = await asking.ask(AuthGetKeys, {});
  const fetched = await call('GET', `${url}/auth/.well-known/jwks.json`);
  t.deepEqual(fetched.body, asked);
  t.is(fetched.status, 200);
  t.regex(fetched.headers.get('cache-control') ?? '', /max-age=60/);
  t.notRegex(fetched.text, /"d":/);
  const remote = createRemoteJWKSet(new URL(`${url}/auth/.well-known/jwks.json`));
  const { payload } = await jwtVerify(accessToken, remote, checks);
  t.like(payload, { sub: id, rank: 100, client_id: 'forum' });
});

test.serial(
  'two instances that start at once on nothing agree on one key and one administrator',
  async (t) => {
    const fresh = await startForum();
    t.teardown(() => fresh.stop());
    const instances = await Promise.all([fresh.start(), fresh.start(), fresh.start()]);
    const sets = await Promise.all(
      instances.map(
        async (instance) => (await call('GET', `${instance.url}/auth/.well-known/jwks.json`)).text,
      ),
    );
    t.is(new Set(sets).size, 1);
    t.is(await fresh.db.collection('users').countDocuments(), 1);
    const [first, second] = instances;
    const { accessToken } = await signIn(first?.url ?? '', adminEmail);
    t.is((await call('GET', `${second?.url}/auth/me`, { token: accessToken })).status, 200);
  },
);

test.serial('the key stays across a restart: tokens issued before it are good after it', async (t) => {
  const fresh = await startForum();
  t.teardown(() => fresh.stop());
  const before = await fresh.start();
  const { accessToken } = await signIn(before.url, adminEmail);
  await before.stop();
  const after = await fresh.start();
  t.is((await call('GET', `${after.url}/auth/me`, { token: accessToken })).status, 200);
  const [ring] = await fresh.db.collection('keys').find().toArray();
  t.notRegex(JSON.stringify(ring), /"d":/);
});

test.serial('under another secret auth does not start, and says why', async (t) => {
  const fresh = await startForum();
  t.teardown(() => fresh.stop());
  await (await fresh.start()).stop();
  const AUTH_SECRET = 'another secret of more than thirty-two characters';
  await t.throwsAsync(fresh.start({ AUTH_SECRET }), { code: 'auth.keys-unreadable' });
});

test.serial('settings that make no administrator stop the start', async (t) => {
  const fresh = await startForum();
  t.teardown(() => fresh.stop());
  const half = await t.throwsAsync(fresh.start({ ADMIN_PASSWORD: '' }), {
    code: 'auth.administrator-faulty',
  });
  t.regex(half.message, /ADMIN_PASSWORD/);
  const weak = await t.throwsAsync(fresh.start({ ADMIN_PASSWORD: 'short' }), {
    code: 'auth.administrator-faulty',
  });
  t.regex(weak.message, /ADMIN_PASSWORD must have 8 to 128 characters/);
});

test('what is served is what is documented', async (t) => {
  const { body } = await call('GET', `${url}/auth/openapi.json`);
  t.is(textAt(body, 'openapi').slice(0, 3), '3.1');
  const paths: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'paths') : undefined;
  t.deepEqual(Object.keys(typeof paths === 'object' ? (paths ?? {}) : {}).sort(), [
    '/auth/.well-known/jwks.json',
    '/auth/me',
    '/auth/me/password',
    '/auth/me/password/confirm',
    '/auth/me/permissions',
    '/auth/password/recover',
    '/auth/password/reset',
    '/auth/roles',
    '/auth/roles/{role}',
    '/auth/sessions',
    '/auth/sessions/{id}',
    '/auth/sign-in',
    '/auth/sign-out',
    '/auth/sign-up',
    '/auth/sign-up/confirm',
    '/auth/token',
    '/auth/users',
    '/auth/users/{id}',
    '/auth/users/{id}/ban',
    '/auth/users/{id}/permissions/{permission}',
    '/auth/users/{id}/roles/{role}',
  ]);
});

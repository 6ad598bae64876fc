import test from 'ava';
import { call, member, password, startForum } from './forum.js';

const forum = await startForum();
let url = '';

test.before(async () => {
  ({ url } = await forum.start());
});

test.after.always(() => forum.stop());

/** Every route that anyone may post to, with a body that fits. */
const routes: Record<string, Record<string, string>> = {
  '/auth/sign-up': { nickname: 'Somebody', email: 'somebody@example.org', password },
  '/auth/sign-up/confirm': { token: 'x'.repeat(43) },
  '/auth/sign-in': { email: 'somebody@example.org', password },
  '/auth/token': { refreshToken: 'x'.repeat(43) },
  '/auth/me/password/confirm': { token: 'x'.repeat(43) },
  '/auth/password/recover': { email: 'somebody@example.org' },
  '/auth/password/reset': { token: 'x'.repeat(43), newPassword: 'battery staple' },
};

const operators: unknown[] = [
  { $ne: null },
  { $gt: '' },
  { $regex: '.*' },
  { $in: ['somebody@example.org'] },
  { $where: 'sleep(1000)' },
  [{ $ne: null }],
  ['somebody@example.org'],
  null,
  true,
  0,
];

for (const [path, body] of Object.entries(routes))
  test(`${path} takes no operator for a text, and no field that it does not know`, async (t) => {
    const faulty = Object.keys(body).flatMap((name) =>
      operators.map((operator) => ({ ...body, [name]: operator })),
    );
    const more = ['$where', '$expr', 'passwordHash', 'roles', '_id', '__proto__'].map((name) =>
      JSON.parse(`${JSON.stringify(body).slice(0, -1)},"${name}":"x"}`),
    );
    for (const given of [...faulty, ...more, [body]]) {
      const answer = await call('POST', `${url}${path}`, { body: given });
      t.true([400, 422].includes(answer.status), `${answer.status} ${JSON.stringify(given)}`);
    }
  });

test('the same holds for a form, and for the address of a page', async (t) => {
  for (const path of ['/auth/sign-up/confirm', '/auth/me/password/confirm', '/auth/password/reset']) {
    const form = new URLSearchParams({ 'token[$ne]': '', newPassword: 'battery staple' });
    t.is((await fetch(`${url}${path}`, { method: 'POST', body: form })).status, 422);
    t.is((await call('GET', `${url}${path}?token[$ne]=x`)).status, 422);
    t.is((await call('GET', `${url}${path}?token=x&token=y`)).status, 422);
  }
});

test('the list of routes is whole: no other can be posted to without a token', async (t) => {
  const { accessToken } = await member(forum, url);
  const { body } = await call('GET', `${url}/auth/openapi.json`, { token: accessToken });
  const { paths }: { paths: Record<string, Record<string, { security?: object[] }>> } = JSON.parse(
    JSON.stringify(body),
  );
  const open = Object.entries(paths).flatMap(([path, { post }]) =>
    post && (post.security === undefined || post.security.length === 0) ? [path] : [],
  );
  t.deepEqual(open.sort(), Object.keys(routes).sort());
});

import { until } from '@obey/test-servers';
import test from 'ava';
import { adminEmail, call, mailedToken, member, password, somebody, startForum, textAt } from './forum.js';
import { startGate } from './gate.js';
import { enter, newPassword, recovered, reset } from './new-passwords.js';

const forum = await startForum();
const gate = await startGate(forum.env.MONGO_URL ?? '');
let url = '';

test.before(async () => {
  ({ url } = await forum.start({ MONGO_URL: gate.url }));
});

test.after.always(async () => {
  await forum.stop();
  gate.close();
});

const isUnavailable = (
  t: { is: (one: unknown, other: unknown) => boolean; true: (is: boolean) => boolean },
  answer: Awaited<ReturnType<typeof call>>,
) => {
  t.is(answer.status, 503);
  t.is(answer.headers.get('content-type')?.split(';')[0], 'application/problem+json');
  t.true(Number(answer.headers.get('retry-after')) >= 1);
  t.is(textAt(answer.body, 'code'), 'unavailable');
};

test.serial(
  'with Redis away, signing in is 503 with Retry-After, and works when Redis is back',
  async (t) => {
    await forum.server.kill();
    isUnavailable(t, await enter(url, adminEmail, password));
    isUnavailable(t, await enter(url, 'nobody@example.org', password));
    isUnavailable(t, await call('POST', `${url}/auth/password/recover`, { body: { email: adminEmail } }));
    await forum.server.restart();
    await until('signing in works', async () => (await enter(url, adminEmail, password)).status === 200);
  },
);

test.serial(
  'with MongoDB away all is 503 and nothing half done: links stay good, and no attempt is counted',
  async (t) => {
    const who = await member(forum, url);
    const recovery = await recovered(forum, url, who.email, 2);
    const newcomer = somebody();
    await call('POST', `${url}/auth/sign-up`, { body: newcomer });
    const confirmation = await mailedToken(forum, newcomer.email);
    const late = somebody();
    const attempts: [string, object][] = [
      ['/auth/sign-up', late],
      ['/auth/sign-up/confirm', { token: confirmation }],
      ['/auth/password/recover', { email: who.email }],
      ['/auth/password/reset', { token: recovery, newPassword }],
      ...Array.from({ length: 12 }, (): [string, object] => [
        '/auth/sign-in',
        { email: who.email, password: 'wrong' },
      ]),
    ];
    gate.shut();
    const answers = await Promise.all(
      attempts.map(([path, body]) => call('POST', `${url}${path}`, { body })),
    );
    gate.open();
    for (const answer of answers.filter(({ status }) => status !== 429)) isUnavailable(t, answer);
    await until('auth is ready', async () => (await call('GET', `${url}/health/ready`)).status === 200);
    t.deepEqual(await forum.mailsTo(late.email), []);
    t.is((await forum.mailsTo(who.email)).length, 2);
    t.is((await enter(url, who.email, password)).status, 200);
    t.is((await reset(url, recovery)).status, 204);
    t.is((await enter(url, who.email, newPassword)).status, 200);
    t.is((await call('POST', `${url}/auth/sign-up/confirm`, { body: { token: confirmation } })).status, 204);
  },
);

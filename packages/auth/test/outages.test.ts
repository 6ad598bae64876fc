import {
  AuthSessionRevoked,
  AuthUserBanned,
  AuthUserChanged,
  AuthUserPasswordChanged,
  AuthUserUnbanned,
} from '@obey/contracts';
import { until } from '@obey/test-servers';
import test from 'ava';
import {
  adminEmail,
  call,
  mailedToken,
  member,
  password,
  signIn,
  somebody,
  startForum,
  textAt,
} from './forum.js';
import { startGate } from './gate.js';
import { enter, mailed, newPassword, recovered, refresh, reset, toldOf } from './new-passwords.js';

const forum = await startForum();
const gate = await startGate(forum.env.MONGO_URL ?? '');
const warnings: string[] = [];
let url = '';

test.before(async () => {
  const log = { write: (line: string) => void warnings.push(line) };
  ({ url } = await forum.start({ MONGO_URL: gate.url, LOG_LEVEL: 'warn' }, log));
  // From here on it has the keys that tokens are checked by, and need not ask for them after an outage.
  const { accessToken: token } = await signIn(url, adminEmail);
  await until('it has the keys', async () => (await call('GET', `${url}/auth/me`, { token })).status === 200);
});

test.after.always(async () => {
  await forum.stop();
  gate.close();
});

const ready = () =>
  until('auth is ready', async () => (await call('GET', `${url}/health/ready`)).status === 200, 60_000);

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
    await ready();
    t.deepEqual(await forum.mailsTo(late.email), []);
    t.is((await forum.mailsTo(who.email)).length, 2);
    t.is((await enter(url, who.email, password)).status, 200);
    t.is((await reset(url, recovery)).status, 204);
    t.is((await enter(url, who.email, newPassword)).status, 200);
    t.is((await call('POST', `${url}/auth/sign-up/confirm`, { body: { token: confirmation } })).status, 204);
  },
);

interface Stored {
  readonly _id: string;
  readonly ban: object | null;
  readonly outbox?: { readonly messages?: readonly object[] };
}

const users = () => forum.db.collection<Stored>('users');

const ban = async (id: string) => {
  const { accessToken: token } = await signIn(url, adminEmail);
  const until = new Date(Date.now() + 600_000).toISOString();
  return call('PUT', `${url}/auth/users/${id}/ban`, { token, body: { reason: 'spam', until } });
};

/** Somebody whose ban has been told of, by a relay that is over: one cut short would keep the next one waiting. */
const banned = async () => {
  const { id } = await member(forum, url);
  await until('the ban is done', async () => (await ban(id)).status === 204, 60_000);
  await toldOf(forum, id, AuthUserBanned.type);
  await until('nothing waits', async () => !(await users().findOne({ _id: id }))?.outbox?.messages);
  return id;
};

const endsNow = (id: string) => users().updateOne({ _id: id }, { $set: { 'ban.until': new Date() } });

test.serial(
  'a ban that is over while Redis is away is ended at once, and told of once when Redis is back',
  async (t) => {
    const id = await banned();
    await forum.server.kill();
    await endsNow(id);
    const isEnded = async () => (await users().findOne({ _id: id }))?.ban === null;
    await until('the ban is ended', isEnded, 60_000);
    await forum.server.restart();
    await ready();
    await toldOf(forum, id, AuthUserUnbanned.type);
    // What is told of this user comes in order: had it been told twice, it would have been by now.
    t.is((await ban(id)).status, 204);
    await toldOf(forum, id, AuthUserBanned.type, 2);
    t.is((await toldOf(forum, id, AuthUserUnbanned.type)).length, 1);
    const changes = await toldOf(forum, id, AuthUserChanged.type, 3);
    t.deepEqual(
      changes.map(({ data }) => [Reflect.get(Object(data), 'version'), Reflect.get(Object(data), 'banned')]),
      [
        [2, true],
        [3, false],
        [4, true],
      ],
    );
  },
);

test.serial(
  'a ban that is over while MongoDB is away is ended when MongoDB is back, and told of once',
  async (t) => {
    const id = await banned();
    warnings.length = 0;
    gate.shut();
    await endsNow(id);
    const hasTried = () => warnings.some((line) => line.includes('bans that are over'));
    await until('auth has tried in vain', hasTried, 60_000);
    t.deepEqual(
      (await forum.said(AuthUserUnbanned.type)).filter(({ subject }) => subject === id),
      [],
    );
    gate.open();
    await ready();
    await toldOf(forum, id, AuthUserUnbanned.type);
    t.is((await ban(id)).status, 204);
    await toldOf(forum, id, AuthUserBanned.type, 2);
    t.is((await toldOf(forum, id, AuthUserUnbanned.type)).length, 1);
    t.is((await toldOf(forum, id, AuthUserChanged.type, 3)).length, 3);
  },
);

test.serial(
  'a link used while Redis is away changes the password, once; what follows is told when Redis is back',
  async (t) => {
    const { id, email, refreshToken } = await member(forum, url);
    const token = await recovered(forum, url, email, 2);
    await forum.server.kill();
    t.is((await reset(url, token)).status, 204);
    t.is((await reset(url, token, 'another staple')).status, 410);
    await forum.server.restart();
    await ready();
    // Redis was started again: nobody reads its streams for as long as a lease of before may last.
    const sessions = () => forum.redis.keys(`auth:session:{${id}}*`);
    await until('the session is ended', async () => (await sessions()).length === 0, 60_000);
    t.is((await refresh(url, refreshToken)).status, 401);
    t.is((await enter(url, email, password)).status, 401);
    t.is((await enter(url, email, newPassword)).status, 200);
    t.deepEqual(await mailed(forum, email, 3), ['confirm-sign-up', 'recover-password', 'password-changed']);
    for (const { type } of [AuthUserPasswordChanged, AuthUserChanged, AuthSessionRevoked])
      t.is((await toldOf(forum, id, type)).length, 1, type);
  },
);

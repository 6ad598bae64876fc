import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Message } from '@obey/choreography';
import {
  AuthSessionRevoked,
  AuthUserBanned,
  AuthUserChanged,
  AuthUserSignedUp,
  AuthUserUnbanned,
} from '@obey/contracts';
import { freePort, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import {
  adminEmail,
  call,
  type Forum,
  mailedToken,
  member,
  signIn,
  somebody,
  startForum,
  textAt,
} from './forum.js';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));

const isUp = async (url: string) => {
  const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
  return answer?.status === 200;
};

const kill = async (process: ChildProcess) => {
  if (process.exitCode !== null || process.signalCode !== null) return;
  process.kill('SIGKILL');
  await once(process, 'exit');
};

/** A forum whose auth is a process of its own, which can be killed and launched again, and where it serves. */
const startKillable = async (t: ExecutionContext) => {
  const forum = await startForum();
  t.teardown(() => forum.stop());
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const launch = async () => {
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, ...forum.env, MONGO_DATABASE: forum.database, PORT: String(port) },
      stdio: 'ignore',
    });
    t.teardown(() => kill(child));
    await until('auth is ready', () => isUp(url), 60_000);
    return child;
  };
  return { forum, url, launch };
};

/** The one that was killed had begun to relay what this user's document holds; the test need not wait until that claim has run out. */
const endClaim = async ({ db }: Forum, email: string) => {
  const { matchedCount } = await db
    .collection('users')
    .updateOne({ email, 'outbox.messages.0': { $exists: true } }, { $set: { 'outbox.dueAt': new Date(0) } });
  return matchedCount;
};

test('a user whose address is confirmed is told of, though auth was killed before Redis could take it', async (t) => {
  const { forum, url, launch } = await startKillable(t);
  const first = await launch();
  const who = somebody();
  t.is((await call('POST', `${url}/auth/sign-up`, { body: who })).status, 202);
  const token = await mailedToken(forum, who.email);
  forum.server.signal('SIGKILL');
  const answer = await call('POST', `${url}/auth/sign-up/confirm`, { body: { token } });
  await kill(first);
  await forum.server.restart();
  t.is(answer.status, 204);
  const told = async () => {
    const messages = await forum.said(AuthUserSignedUp.type);
    return messages.filter(({ data }) => textAt(data, 'nickname') === who.nickname);
  };
  t.deepEqual(await told(), []);
  t.is(await endClaim(forum, who.email), 1);
  await launch();
  await until('it is told of', async () => (await told()).length > 0, 60_000);
  const { email, password } = who;
  t.is((await call('POST', `${url}/auth/sign-in`, { body: { email, password } })).status, 200);
});

test('a ban is told of once, and ends what was begun, though auth was killed before Redis could take it', async (t) => {
  const { forum, url, launch } = await startKillable(t);
  const first = await launch();
  const { id, email, accessToken } = await member(forum, url);
  const { accessToken: admin } = await signIn(url, adminEmail);
  // From here on the keys that tokens are checked by are in its memory.
  const isKnown = async () => (await call('GET', `${url}/auth/me`, { token: admin })).status === 200;
  await until('it has the keys', isKnown);
  forum.server.signal('SIGKILL');
  const answer = await call('PUT', `${url}/auth/users/${id}/ban`, {
    token: admin,
    body: { reason: 'spam' },
  });
  await kill(first);
  await forum.server.restart();
  t.is(answer.status, 204);
  const told = async ({ type }: { type: string }) =>
    (await forum.said(type)).filter(({ subject }) => subject === id);
  const sessions = () => forum.redis.keys(`auth:session:{${id}}*`);
  t.deepEqual(await told(AuthUserBanned), []);
  t.is((await sessions()).length, 1);
  t.is(await endClaim(forum, email), 1);
  await launch();
  await until('the session is ended', async () => (await sessions()).length === 0, 60_000);
  await until('the access token is refused', async () => {
    const { status, body } = await call('GET', `${url}/auth/me`, { token: accessToken });
    return status === 401 && textAt(body, 'code') === 'token.revoked';
  });
  // What is told of this user comes in order: had the ban been told twice, it would have been by now.
  t.is((await call('DELETE', `${url}/auth/users/${id}/ban`, { token: admin })).status, 204);
  const isLast = ({ data }: Message) => Reflect.get(Object(data), 'version') === 3;
  await until('the end of the ban is told', async () => (await told(AuthUserChanged)).some(isLast));
  t.is((await told(AuthUserChanged)).length, 2);
  for (const once of [AuthUserBanned, AuthSessionRevoked, AuthUserUnbanned])
    t.is((await told(once)).length, 1, once.type);
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AuthUserSignedUp } from '@obey/contracts';
import { freePort, until } from '@obey/test-servers';
import test from 'ava';
import { call, mailedToken, somebody, startForum, textAt } from './forum.js';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
const forum = await startForum();
test.after.always(() => forum.stop());

const isUp = async (url: string) => {
  const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
  return answer?.status === 200;
};

const kill = async (process: ChildProcess) => {
  if (process.exitCode !== null || process.signalCode !== null) return;
  process.kill('SIGKILL');
  await once(process, 'exit');
};

test('a user whose address is confirmed is told of, though auth was killed before Redis could take it', async (t) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const launch = () => {
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, ...forum.env, MONGO_DATABASE: forum.database, PORT: String(port) },
      stdio: 'ignore',
    });
    t.teardown(() => kill(child));
    return child;
  };
  const first = launch();
  await until('auth is ready', () => isUp(url));
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
  // The one that was killed had begun to relay it; the test need not wait until that claim has run out.
  const claimOver = { $set: { 'outbox.dueAt': new Date(0) } };
  const held = await forum.db
    .collection('users')
    .updateOne({ email: who.email, 'outbox.messages.0': { $exists: true } }, claimOver);
  t.is(held.matchedCount, 1);
  launch();
  await until('it is told of', async () => (await told()).length > 0);
  await until('auth is ready again', () => isUp(url));
  const { email, password } = who;
  t.is((await call('POST', `${url}/auth/sign-in`, { body: { email, password } })).status, 200);
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, until } from '@obey/test-servers';
import test from 'ava';
import { call, mailedToken, somebody, startForum } from './forum.js';

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

test('a sign-up that was answered is mailed, though auth was killed before Redis could take the mail', async (t) => {
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
  forum.server.signal('SIGKILL');
  const answer = await call('POST', `${url}/auth/sign-up`, { body: who });
  await kill(first);
  await forum.server.restart();
  t.is(answer.status, 202);
  t.deepEqual(await forum.mailsTo(who.email), []);
  // The one that was killed had begun to relay it; the test need not wait until that claim has run out.
  const claimOver = { $set: { 'outbox.dueAt': new Date(0) } };
  const held = await forum.db
    .collection('signups')
    .updateOne({ email: who.email, 'outbox.messages.0': { $exists: true } }, claimOver);
  t.is(held.matchedCount, 1);
  launch();
  const token = await mailedToken(forum, who.email);
  await until('auth is ready again', () => isUp(url));
  t.is((await call('POST', `${url}/auth/sign-up/confirm`, { body: { token } })).status, 204);
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import { MongoClient } from 'mongodb';
import type { Alert } from '../src/alert.js';
import { startAll } from './support/alerts.js';
import { wantMails, watchAll } from './support/watchers.js';

const main = fileURLToPath(new URL('../src/main.js', import.meta.url));
const count = 2_000;
const patiently = 200_000;

const kill = async (child: ChildProcess) => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
};

/** Alerts as a process of its own, which can be killed. */
const launch = async (t: ExecutionContext, env: Record<string, string>) => {
  const port = await freePort();
  const child = spawn(process.execPath, [main], {
    env: { ...process.env, ...env, PORT: String(port), LOG_LEVEL: 'silent' },
    stdio: 'ignore',
  });
  t.teardown(() => kill(child));
  const isReady = async () =>
    (await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => undefined))?.ok;
  await until('alerts is ready', isReady, 60_000);
  return child;
};

test('alerts is killed twice in the middle of a fan-out: each watcher is told and mailed once', async (t) => {
  t.timeout(2 * patiently);
  const { env, auth, content, first, raised, mails } = await startAll(t, { FAN_OUT_LEASE: '1s' });
  await first.stop();
  const client = new MongoClient(env.MONGO_URL);
  t.teardown(() => client.close());
  const db = client.db(env.MONGO_DATABASE);
  const alerts = db.collection<Alert>('alerts');
  const ben = auth.user('Ben').userId;
  const userIds = Array.from({ length: count }, (_, n) => auth.user(`Watcher ${n}`).userId);
  const { threadId } = content.untold(ben);
  await watchAll(db, threadId, userIds);
  await wantMails(db, userIds);

  const { id: causationId } = await content.reply(threadId, ben);
  for (const served of [count / 5, count / 2]) {
    const child = await launch(t, env);
    await until(
      'it is in the middle',
      async () => (await alerts.countDocuments({ threadId })) >= served,
      patiently,
    );
    await kill(child);
    t.true((await alerts.countDocuments({ threadId })) < count);
  }
  await launch(t, env);
  const told = async () => (await raised()).filter((message) => message.causationId === causationId);
  await until(
    'all are told',
    async () => new Set((await told()).map(({ subject }) => subject)).size === count,
    patiently,
  );
  await until(
    'all are mailed',
    async () => new Set((await mails()).map(({ subject }) => subject)).size === count,
    patiently,
  );
  const isDone = async () => (await db.collection('fan-outs').countDocuments({ done: true })) === 1;
  await until('the fan-out is done', isDone, patiently);

  t.is(await alerts.countDocuments({ threadId }), count);
  t.is(await alerts.countDocuments({ threadId, posts: { $size: 1 }, left: { $exists: false } }), count);
  for (const messages of [await told(), await mails()])
    t.is(new Set(messages.map(({ id }) => id)).size, count);
});

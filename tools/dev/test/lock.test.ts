import { spawn } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { takeLock, waitForLock } from '../bootstrap/lock.mjs';
import { processIdentity } from '../bootstrap/process-identity.mjs';
import { waitFor } from '../src/wait.js';
import { temporaryFolder } from './helpers/folder.js';

test('a lock that is held is refused with the pid of its holder, and free when it was given back', async (t) => {
  const path = join(await temporaryFolder(t), 'lock');
  const first = takeLock(path);
  t.deepEqual(takeLock(path), { held: false, pid: process.pid });
  if (first.held) first.release();
  t.true(takeLock(path).held);
});

test('the lock of a process that has ended is taken over', async (t) => {
  const folder = await temporaryFolder(t);
  const path = join(folder, 'lock');
  const child = spawn(process.execPath, ['-e', '']);
  const identity = processIdentity(child.pid ?? 0);
  await new Promise((resolve) => child.once('close', resolve));
  writeFileSync(path, `${child.pid} ${identity}`);
  t.true(takeLock(path).held);
  t.deepEqual(readdirSync(folder), ['lock']);
});

test('the lock of a later process with the same pid does not count', async (t) => {
  const path = join(await temporaryFolder(t), 'lock');
  writeFileSync(path, `${process.pid} of-another-time`);
  t.true(takeLock(path).held);
});

test('whoever waits for a lock is told whom for, and gets it when it is given back', async (t) => {
  const path = join(await temporaryFolder(t), 'lock');
  const first = takeLock(path);
  const told: number[] = [];
  const waiting = waitForLock(path, (pid) => told.push(pid));
  await waitFor('the word', () => told[0], { withinMs: 5_000 });
  if (first.held) first.release();
  const release = await waiting;
  t.deepEqual(told, [process.pid]);
  release();
  t.false(existsSync(path));
});

test('of many processes that take over a stale lock at once, one holds it', async (t) => {
  const path = join(await temporaryFolder(t), 'lock');
  writeFileSync(path, '999999999 gone');
  const script = `
    const { takeLock } = await import(${JSON.stringify(new URL('../bootstrap/lock.mjs', import.meta.url).href)});
    console.log(takeLock(process.argv[1]).held ? 'held' : 'refused');
    process.stdin.resume();`;
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script, path]),
  );
  t.teardown(() => {
    for (const child of children) child.kill('SIGKILL');
  });
  const answers = await Promise.all(
    children.map(
      (child) => new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(`${data}`))),
    ),
  );
  t.deepEqual(answers.map((answer) => answer.trim()).sort(), ['held', ...Array(5).fill('refused')]);
});

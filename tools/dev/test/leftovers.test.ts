import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { processIdentity } from '../bootstrap/process-identity.mjs';
import { writeJson } from '../src/json-file.js';
import { type KnownProcess, knownProcess, readRunFile, stopLeftovers } from '../src/run-file.js';
import { temporaryFolder } from './helpers/folder.js';

const running = async (t: ExecutionContext, script: string) => {
  const child: ChildProcess = spawn(
    process.execPath,
    ['-e', `${script}; console.log('up'); setInterval(() => {}, 1e3)`],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  t.teardown(() => child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return child.pid ?? 0;
};

const place = {
  url: 'http://127.0.0.1:1',
  mailUrl: 'http://127.0.0.1:2',
  redisUrl: 'redis://127.0.0.1:3',
  mongoUrl: 'mongodb://127.0.0.1:4',
  admin: { email: 'a@b.example', password: 'x' },
};

const runFile = (processes: readonly KnownProcess[]) => ({
  ...place,
  runner: { name: 'runner', pid: 1, identity: 'gone' },
  processes,
});

test('what a killed runner has left behind is ended, the services first', async (t) => {
  const pids = [await running(t, ''), await running(t, "process.on('SIGTERM', () => {})")];
  const known = pids.flatMap((pid, index) => knownProcess(index === 0 ? 'redis' : 'auth-1', pid) ?? []);
  t.deepEqual(await stopLeftovers(runFile(known), 200), ['auth-1', 'redis']);
  t.deepEqual(pids.map(processIdentity), [undefined, undefined]);
});

test('a later process with the pid of one that was left behind is let alone', async (t) => {
  const pid = await running(t, '');
  t.deepEqual(await stopLeftovers(runFile([{ name: 'auth-1', pid, identity: 'of-another-time' }])), []);
  t.not(processIdentity(pid), undefined);
});

test('a run file is read back as it was written, and one that makes no sense is none', async (t) => {
  const path = join(await temporaryFolder(t), 'run.json');
  t.is(readRunFile(path), undefined);
  const run = runFile([{ name: 'redis', pid: 7, identity: 'x' }]);
  writeJson(path, run);
  t.deepEqual(readRunFile(path), run);
  writeJson(path, { ...run, admin: null });
  t.is(readRunFile(path), undefined);
});

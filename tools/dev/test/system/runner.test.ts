import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { inCheckout } from '../../bootstrap/checkout.mjs';
import { freePort } from '../../src/ports.js';
import { type RunFile, readRunFile, stillRuns } from '../../src/run-file.js';
import { services } from '../../src/services.js';
import { temporaryFolder } from '../helpers/folder.js';

/** `npm start` without the bootstrap: the process, and its exit code and output when it has ended. */
const startRunner = (t: ExecutionContext, dir: string, port: number) => {
  const script = inCheckout('tools/dev/dist/src/start.js');
  const child: ChildProcess = spawn(process.execPath, [script, '--dir', dir, '--port', String(port)], {
    env: { ...process.env, MONGO_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (data) => {
      output += data;
      for (const look of watchers) look();
    });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  t.teardown(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const says = (words: RegExp) =>
    new Promise<void>((resolve, reject) => {
      const look = () => words.test(output) && resolve();
      watchers.add(look);
      look();
      ended.then(() => reject(new Error(`It ended before it said ${words}:\n${output}`)));
    });
  return { child, ended, says, output: () => output };
};

const runFileIn = (dir: string): RunFile => {
  const run = readRunFile(join(dir, 'run.json'));
  if (!run) throw new Error('There is no run file.');
  return run;
};

test('npm start: one runner a folder, Ctrl-C leaves nothing behind, and the next one cleans up after a killed one', async (t) => {
  t.timeout(180_000);
  const dir = await temporaryFolder(t);
  const port = await freePort();

  const first = startRunner(t, dir, port);
  await first.says(/Ctrl-C stops everything/);
  t.regex(first.output(), new RegExp(`http://127\\.0\\.0\\.1:${port}`));
  t.is((await fetch(`http://127.0.0.1:${port}/health`)).status, 200);
  const { processes, admin } = runFileIn(dir);
  t.is(processes.length, services.length + 2, 'Redis, MongoDB, and each service');
  t.regex(first.output(), new RegExp(admin.password));

  const second = startRunner(t, dir, await freePort());
  t.is(await second.ended, 1);
  t.regex(second.output(), /already runs on/);

  const third = startRunner(t, await temporaryFolder(t), port);
  t.is(await third.ended, 1);
  t.regex(third.output(), new RegExp(`Port ${port} is taken`));
  t.true(processes.every(stillRuns));

  first.child.kill('SIGINT');
  first.child.kill('SIGINT');
  t.is(await first.ended, 0);
  t.deepEqual(processes.filter(stillRuns), []);

  const fourth = startRunner(t, dir, port);
  await fourth.says(/Ctrl-C stops everything/);
  const left = runFileIn(dir);
  t.is(left.admin.password, admin.password);
  fourth.child.kill('SIGKILL');
  await fourth.ended;
  t.true(left.processes.some(stillRuns));

  const fifth = startRunner(t, dir, port);
  await fifth.says(/Ctrl-C stops everything/);
  t.regex(fifth.output(), /left behind/);
  t.deepEqual(left.processes.filter(stillRuns), []);
  const last = runFileIn(dir);
  fifth.child.kill('SIGTERM');
  t.is(await fifth.ended, 0);
  t.deepEqual(last.processes.filter(stillRuns), []);
});

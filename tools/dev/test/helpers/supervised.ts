import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import type { ForumEvent } from '../../src/events.js';
import { readServiceLine } from '../../src/log-line.js';
import { type ProcessSpec, supervise } from '../../src/supervisor.js';
import { temporaryFolder } from './folder.js';

/** A supervised Node process that runs a script, and what was reported of it. */
export const supervised = async (t: ExecutionContext, script: string, changed: Partial<ProcessSpec> = {}) => {
  const folder = await temporaryFolder(t);
  const events: ForumEvent[] = [];
  const pids: (number | undefined)[] = [];
  const logFile = join(folder, 'it.log');
  const process_ = supervise(
    {
      name: 'it',
      file: process.execPath,
      args: ['-e', script],
      env: process.env,
      logFile,
      readLine: readServiceLine,
      stopMs: 5_000,
      ...changed,
    },
    { report: (event) => events.push(event), onPid: () => pids.push(process_.pid()) },
  );
  t.teardown(async () => {
    process_.kill('SIGKILL');
    await process_.stop();
  });
  const lines = () => events.flatMap((event) => (event.kind === 'line' ? [event.line.text] : []));
  const deaths = () => events.flatMap((event) => (event.kind === 'died' ? [event] : []));
  return { process: process_, events, lines, deaths, logFile };
};

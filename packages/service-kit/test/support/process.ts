import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from '@obey/test-servers';
import type { ExecutionContext } from 'ava';

interface Line {
  readonly level: string;
  readonly msg: string;
  readonly url?: string;
}

export interface ShopProcess {
  readonly signal: (signal: NodeJS.Signals) => void;
  readonly exitCode: Promise<number | null>;
  /** The log line that tells this, once it is there. */
  readonly told: (msg: string) => Promise<Line>;
  readonly lines: () => Line[];
  readonly errors: () => string;
}

/** Runs the shop's main as a process, with these variables and no others. */
export const spawnShop = (t: ExecutionContext, env: Record<string, string>): ShopProcess => {
  const main = fileURLToPath(new URL('./shop-process.js', import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  t.teardown(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  const lines = (): Line[] =>
    out.split('\n').flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));
  return {
    signal: (signal) => void child.kill(signal),
    exitCode: exited.then(([code]) => code),
    told: (msg) => until(`it logs "${msg}"`, () => lines().find((line) => line.msg === msg)),
    lines,
    errors: () => err,
  };
};

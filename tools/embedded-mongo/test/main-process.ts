import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ExecutionContext } from 'ava';

const MAIN = fileURLToPath(new URL('../src/main.js', import.meta.url));

/** A server in a process of its own: what it has said so far, and how it ended. */
export type Running = {
  child: ChildProcess;
  output: { out: string; err: string };
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

/** Runs a Node program; it is killed with the test, if it still runs then. */
export function spawnNode(t: ExecutionContext, program: string, args: string[]): Running {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { out: '', err: '' };
  child.stdout?.on('data', (chunk) => (output.out += chunk));
  child.stderr?.on('data', (chunk) => (output.err += chunk));
  const exited = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  t.teardown(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return { child, output, exited };
}

export const spawnMain = (t: ExecutionContext, args: string[]): Running => spawnNode(t, MAIN, args);

/** The server's URL, once it says that it is ready. */
export async function ready({ child, output, exited }: Running): Promise<string> {
  while (!output.out.includes('\n')) {
    await Promise.race([once(child.stdout ?? child, 'data'), exited]);
    if (child.exitCode !== null) throw new Error(`embedded-mongo ended: ${output.err}`);
  }
  return output.out.replace('embedded-mongo ready at ', '').trim();
}

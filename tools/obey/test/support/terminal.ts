import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ExecutionContext } from 'ava';
import { environment, program } from './run.js';

/** `obey top` in a pseudo-terminal of 100 × 24, by util-linux's `script`. */
export const openTop = (t: ExecutionContext, url: string) => {
  const command = `stty rows 24 cols 100; exec "${process.execPath}" "${program}" top --every 200ms`;
  const child: ChildProcess = spawn('script', ['-qfec', command, '/dev/null'], {
    env: environment(url, { TERM: 'xterm', SHELL: '/bin/sh' }),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  let written = '';
  child.stdout?.on('data', (chunk) => {
    written += chunk;
  });
  const codes = new RegExp(`${String.fromCharCode(27)}\\[[?0-9;]*[A-Za-z]`, 'g');
  return {
    type: (keys: string) => void child.stdin?.write(keys),
    /** All that was written. */
    written: () => written,
    /** The last whole frame, without its colours. */
    frame: () => (written.split('\u001b[H').at(-2) ?? '').replaceAll(codes, '').replaceAll('\r', ''),
    ended: once(child, 'exit'),
  };
};

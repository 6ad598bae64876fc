import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { freePort, until } from '@obey/test-servers';

export interface ServiceProcess {
  readonly url: string;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/**
 * Starts a script that serves HTTP at `PORT`, as a process of its own; what it logs is thrown away. Resolves when it is ready: when
 * there is a 200 at `readyAt`.
 */
export const startScript = async (
  script: string,
  env: Readonly<Record<string, string>>,
  readyAt = '/health/ready',
): Promise<ServiceProcess> => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exited = once(child, 'exit');
  running.add(child);
  const stop = async () => {
    running.delete(child);
    child.kill();
    await exited;
  };
  try {
    await until(`${script} is ready`, () => isOk(`${url}${readyAt}`));
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};

/** The same for the service of a package. */
export const startServiceProcess = (
  name: `@obey/${string}`,
  env: Readonly<Record<string, string>>,
  readyAt?: string,
): Promise<ServiceProcess> =>
  startScript(fileURLToPath(new URL('./main.js', import.meta.resolve(name))), env, readyAt);

const isOk = async (url: string) => (await fetch(url).catch(() => undefined))?.status === 200;

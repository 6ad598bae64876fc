import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/** The program as npm links it. */
export const program = fileURLToPath(new URL('../../../bin/obey.js', import.meta.url));

/** The environment of a run: what whoever runs the tests has set for `obey` does not count. */
export const environment = (redis: string | undefined, more: Readonly<Record<string, string>> = {}) => {
  const { OBEY_REDIS, OBEY_READ_ONLY, REDIS_URL, NO_COLOR, FORCE_COLOR, ...rest } = process.env;
  return { ...rest, ...(redis !== undefined && { OBEY_REDIS: redis }), ...more };
};

/** Starts `obey`, to be ended by the test in the middle. */
export const spawnObey = (redis: string, args: readonly string[]) =>
  spawn(process.execPath, [program, ...args], {
    env: environment(redis),
    stdio: ['ignore', 'pipe', 'pipe'],
  });

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `obey` to its end against this Redis, with pipes in the place of a terminal. */
export const run = async (
  redis: string | undefined,
  args: readonly string[],
  { env = {}, input = '' }: { readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<Ran> => {
  const child = spawn(process.execPath, [program, ...args], { env: environment(redis, env), stdio: 'pipe' });
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr };
};

/** What a command prints as JSON. Throws what it complained of, if it did not end well. */
export const runJson = async (redis: string, args: readonly string[]) => {
  const { code, stdout, stderr } = await run(redis, [...args, '-o', 'json']);
  if (code !== 0) throw new Error(`obey ${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
};

/** The values of what is printed for pipes, line by line, without the titles. */
export const rowsOf = (plain: string): string[][] =>
  plain
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'));

import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inCheckout } from '../bootstrap/checkout.mjs';
import { processIdentity } from '../bootstrap/process-identity.mjs';
import { readJson } from './json-file.js';
import { isRecord } from './log-line.js';

/** One running process: its pid, and what tells it from a later one of the same pid. */
export interface KnownProcess {
  readonly name: string;
  readonly pid: number;
  readonly identity: string;
}

/** What a runner writes down (`run.json`), for the demo and for the runner after it. */
export interface RunFile {
  readonly runner: KnownProcess;
  readonly url: string;
  readonly mailUrl: string;
  readonly redisUrl: string;
  readonly mongoUrl: string;
  readonly admin: { readonly email: string; readonly password: string };
  readonly processes: readonly KnownProcess[];
}

/** The process as it can be recognised later; undefined if it runs no more. */
export const knownProcess = (name: string, pid: number): KnownProcess | undefined => {
  const identity = processIdentity(pid);
  return identity === undefined ? undefined : { name, pid, identity };
};

export const stillRuns = ({ pid, identity }: KnownProcess): boolean => processIdentity(pid) === identity;

/** What a run file says; undefined if there is none, or none that can be understood. */
export const readRunFile = (path: string): RunFile | undefined => {
  const value = readJson(path);
  if (!isRecord(value) || !isRecord(value.admin)) return undefined;
  const { url, mailUrl, redisUrl, mongoUrl } = value;
  const { email, password } = value.admin;
  const [runner] = parseProcesses([value.runner]);
  if (typeof url !== 'string' || typeof mailUrl !== 'string' || typeof redisUrl !== 'string')
    return undefined;
  if (typeof mongoUrl !== 'string' || typeof email !== 'string' || typeof password !== 'string')
    return undefined;
  if (!runner) return undefined;
  const processes = parseProcesses(Array.isArray(value.processes) ? value.processes : []);
  return { runner, url, mailUrl, redisUrl, mongoUrl, admin: { email, password }, processes };
};

/** What the forum that runs on a data folder (`.obey` in the checkout, if absent) has written down; undefined if none runs. */
export const runningForum = (dir = inCheckout('.obey')): RunFile | undefined => {
  const run = readRunFile(join(dir, 'run.json'));
  return run && stillRuns(run.runner) ? run : undefined;
};

const parseProcesses = (list: readonly unknown[]): KnownProcess[] =>
  list.flatMap((item) => {
    if (!isRecord(item)) return [];
    const { name, pid, identity } = item;
    return typeof name === 'string' && typeof pid === 'number' && typeof identity === 'string'
      ? [{ name, pid, identity }]
      : [];
  });

/**
 * Ends the processes that a killed runner has left behind: those that still are the same ones. The last started
 * (the services) go first. Returns their names.
 */
export const stopLeftovers = async (run: RunFile | undefined, graceMs = 5_000): Promise<string[]> => {
  const left = (run?.processes ?? []).filter(stillRuns).reverse();
  for (const process of left) await endProcess(process, graceMs);
  return left.map(({ name }) => name);
};

const endProcess = async (known: KnownProcess, graceMs: number) => {
  signal(known, 'SIGTERM');
  const deadline = performance.now() + graceMs;
  while (stillRuns(known)) {
    if (performance.now() > deadline) signal(known, 'SIGKILL');
    await pause(20);
  }
};

const signal = (known: KnownProcess, name: NodeJS.Signals) => {
  try {
    if (stillRuns(known)) process.kill(known.pid, name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
};

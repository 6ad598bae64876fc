import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Scope } from '@obey/test-servers';
import { openLog } from './log-files.js';
import { now } from './records.js';

interface ProcessesDeps {
  readonly scope: Scope;
  readonly redisUrl: string;
  /** Where every process writes its log, and its stderr. */
  readonly folder: string;
  readonly seed: number;
  readonly slots: number;
}

/** What is done to the worker in a slot. False, and not done, where something else is being done to it. */
export interface Workers {
  /** SIGKILL, and a new worker in its place after this time. */
  kill(slot: number, downMs: number): Promise<boolean>;
  /** SIGTERM, and a new worker in its place this long after it has left. */
  leave(slot: number, downMs: number): Promise<boolean>;
  freeze(slot: number, forMs: number): Promise<boolean>;
  /** SIGTERM to all; resolves when they have left. */
  end(): Promise<void>;
  /** Workers that ended though nobody had asked or killed them. */
  crashes(): readonly string[];
}

const launch = (scope: Scope, folder: string, program: string, name: string, args: readonly string[]) => {
  const path = fileURLToPath(new URL(`./${program}.js`, import.meta.url));
  const stderr = openSync(join(folder, `${name}.stderr`), 'a');
  const child = fork(path, args, {
    stdio: ['ignore', 'ignore', stderr, 'ipc'],
    execArgv: ['--enable-source-maps'],
  });
  closeSync(stderr);
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  scope.teardown(kill);
  return child;
};

const isOver = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

const over = async (child: ChildProcess) => {
  if (!isOver(child)) await once(child, 'exit');
};

/** The processes of the tortured service: one in each slot, with a new name for each new process. */
export const startWorkers = ({ scope, redisUrl, folder, seed, slots }: ProcessesDeps): Workers => {
  const log = openLog(folder, 'chaos');
  const crashes: string[] = [];
  let count = 0;
  let ending = false;

  const start = () => {
    count += 1;
    const name = `w${count}`;
    const child = launch(scope, folder, 'worker', name, [redisUrl, folder, name, String(seed)]);
    const worker = { name, child, expected: false };
    child.once('exit', (code, signal) => {
      log({ kind: 'exited', at: now(), worker: name });
      if (!worker.expected) crashes.push(`${name} (${signal ?? code})`);
    });
    return worker;
  };
  const workers = Array.from({ length: slots }, start);

  // A worker may take its time to leave: what was planned for it meanwhile is left out.
  const busy = new Set<number>();
  const alone = async (slot: number, fault: () => Promise<void>): Promise<boolean> => {
    if (busy.has(slot)) return false;
    busy.add(slot);
    await fault();
    busy.delete(slot);
    return true;
  };

  const workerIn = (slot: number) => {
    const worker = workers[slot];
    if (!worker) throw new RangeError(`There is no slot ${slot}`);
    return worker;
  };
  const end = async (slot: number, kind: 'killed' | 'leaving') => {
    const worker = workerIn(slot);
    worker.expected = worker.expected || !isOver(worker.child);
    log({ kind, at: now(), worker: worker.name });
    worker.child.kill(kind === 'killed' ? 'SIGKILL' : 'SIGTERM');
    await over(worker.child);
  };
  const replace = async (slot: number, downMs: number) => {
    await delay(downMs);
    if (!ending) workers[slot] = start();
  };

  return {
    kill: (slot, downMs) =>
      alone(slot, async () => {
        await end(slot, 'killed');
        await replace(slot, downMs);
      }),
    leave: (slot, downMs) =>
      alone(slot, async () => {
        await end(slot, 'leaving');
        await replace(slot, downMs);
      }),
    freeze: (slot, forMs) =>
      alone(slot, async () => {
        const { name, child } = workerIn(slot);
        log({ kind: 'note', at: now(), worker: name, text: 'frozen' });
        child.kill('SIGSTOP');
        await delay(forMs);
        log({ kind: 'note', at: now(), worker: name, text: 'thawed' });
        child.kill('SIGCONT');
      }),
    end: async () => {
      ending = true;
      await Promise.all(workers.map((_, slot) => end(slot, 'leaving')));
    },
    crashes: () => crashes,
  };
};

export interface Publisher {
  published(): number;
  /** Says nothing more; resolves when Redis has all that it has said. Throws when it has ended before. */
  end(): Promise<void>;
}

/** The process that publishes. Nothing is done to it but that its connections are cut. */
export const startPublisher = ({ scope, redisUrl, folder }: ProcessesDeps): Publisher => {
  const child = launch(scope, folder, 'publisher', 'publisher', [redisUrl, folder]);
  let published = 0;
  child.on('message', (count) => {
    published = Number(count);
  });
  return {
    published: () => published,
    end: async () => {
      if (!isOver(child)) child.send('end');
      await over(child);
      if (child.exitCode !== 0)
        throw new Error(`The publisher has ended by itself: see ${folder}/publisher.stderr`);
    },
  };
};

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
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

export interface Workers {
  /** SIGKILL, and a new worker in its place after this time. */
  kill(slot: number, downMs: number): Promise<void>;
  /** SIGTERM, and a new worker in its place this long after it has left. */
  leave(slot: number, downMs: number): Promise<void>;
  freeze(slot: number, forMs: number): Promise<void>;
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

  const end = async (slot: number, kind: 'killed' | 'leaving') => {
    const worker = workers[slot];
    if (!worker) throw new RangeError(`There is no slot ${slot}`);
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
    kill: async (slot, downMs) => {
      await end(slot, 'killed');
      await replace(slot, downMs);
    },
    leave: async (slot, downMs) => {
      await end(slot, 'leaving');
      await replace(slot, downMs);
    },
    freeze: async (slot, forMs) => {
      const worker = workers[slot];
      if (!worker) return;
      log({ kind: 'note', at: now(), worker: worker.name, text: 'frozen' });
      worker.child.kill('SIGSTOP');
      await delay(forMs);
      log({ kind: 'note', at: now(), worker: worker.name, text: 'thawed' });
      worker.child.kill('SIGCONT');
    },
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

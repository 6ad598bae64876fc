import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { restartDelay, stableMs } from './backoff.js';
import type { Report } from './events.js';
import type { LogLine, Source } from './log-line.js';

export interface ProcessSpec {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly logFile: string;
  readonly readLine: (line: string, source: Source) => LogLine;
  /** How long it may take to end after SIGTERM before it is killed, in milliseconds. */
  readonly stopMs: number;
}

export type ProcessState =
  | { readonly kind: 'running'; readonly child: ChildProcess; readonly since: number }
  | { readonly kind: 'waiting'; readonly timer: NodeJS.Timeout }
  | { readonly kind: 'stopping'; readonly child: ChildProcess; readonly stopped: Promise<void> }
  | { readonly kind: 'stopped' };

/** A process that is kept alive: started again when it dies, until it is stopped. */
export interface Supervised {
  readonly name: string;
  /** Undefined while it does not run. */
  pid(): number | undefined;
  /** Starts it if it is stopped; otherwise nothing happens. */
  start(): void;
  /** Sends a signal, as anybody could; if it dies of it, it is started again. */
  kill(signal: NodeJS.Signals): void;
  /** Ends it and leaves it so: SIGTERM, and SIGKILL when its time is over. */
  stop(): Promise<void>;
  /** The last lines it wrote, oldest first. */
  lastLines(): readonly string[];
}

export interface SupervisorDeps {
  readonly report: Report;
  /** Called whenever its pid has changed. */
  readonly onPid: () => void;
}

/** Keeps one process alive. It gets a process group of its own, so that a terminal's Ctrl-C reaches us alone. */
export const supervise = (spec: ProcessSpec, { report, onPid }: SupervisorDeps): Supervised => {
  let state: ProcessState = { kind: 'stopped' };
  let deathsInARow = 0;
  const recent: string[] = [];
  const log = createWriteStream(spec.logFile, { flags: 'a' });
  log.on('error', (error) =>
    report({ kind: 'note', text: `${spec.name}: its log cannot be written: ${error.message}` }),
  );

  const keep = (stream: Readable, source: Source) => {
    createInterface({ input: stream }).on('line', (text) => {
      log.write(`${text}\n`);
      recent.push(text);
      if (recent.length > 20) recent.shift();
      report({ kind: 'line', process: spec.name, line: spec.readLine(text, source) });
    });
  };

  const launch = () => {
    const child = spawn(spec.file, spec.args, {
      env: spec.env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    state = { kind: 'running', child, since: Date.now() };
    keep(child.stdout, 'stdout');
    keep(child.stderr, 'stderr');
    let failure: Error | undefined;
    child.on('error', (error) => {
      failure = error;
    });
    child.on('close', (code, signal) => ended(describeEnd(code, signal, failure)));
    if (child.pid !== undefined) report({ kind: 'started', process: spec.name, pid: child.pid });
    onPid();
  };

  const ended = (why: string) => {
    if (state.kind !== 'running') return;
    if (Date.now() - state.since >= stableMs) deathsInARow = 0;
    const restartInMs = restartDelay(deathsInARow++);
    state = { kind: 'waiting', timer: setTimeout(launch, restartInMs) };
    report({ kind: 'died', process: spec.name, why, lastLine: recent.at(-1), restartInMs });
    onPid();
  };

  const end = async (child: ChildProcess) => {
    const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
    let killed = false;
    const timer = setTimeout(() => {
      killed = true;
      child.kill('SIGKILL');
    }, spec.stopMs);
    child.kill('SIGTERM');
    await closed;
    clearTimeout(timer);
    state = { kind: 'stopped' };
    report({ kind: 'stopped', process: spec.name, killed });
    onPid();
  };

  return {
    name: spec.name,
    pid: () => (state.kind === 'running' || state.kind === 'stopping' ? state.child.pid : undefined),
    start() {
      if (state.kind !== 'stopped') return;
      deathsInARow = 0;
      launch();
    },
    kill(signal) {
      if (state.kind === 'running' || state.kind === 'stopping') state.child.kill(signal);
    },
    async stop() {
      switch (state.kind) {
        case 'running': {
          const { child } = state;
          const stopped = end(child);
          state = { kind: 'stopping', child, stopped };
          return stopped;
        }
        case 'stopping':
          return state.stopped;
        case 'waiting':
          clearTimeout(state.timer);
          state = { kind: 'stopped' };
          return;
        case 'stopped':
          return;
      }
    },
    lastLines: () => recent,
  };
};

const describeEnd = (code: number | null, signal: NodeJS.Signals | null, failure: Error | undefined) => {
  if (failure) return `could not be started (${failure.message})`;
  return signal ? `was killed (${signal})` : `ended with exit code ${code}`;
};

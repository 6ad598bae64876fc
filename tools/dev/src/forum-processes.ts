import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './events.js';
import { readServerLine, readServiceLine } from './log-line.js';
import { type MongoPlan, mongoProcess } from './mongo.js';
import { redisProcess } from './redis.js';
import { environmentOf, mainOf, type Place, services } from './services.js';
import { type ProcessSpec, type Supervised, supervise } from './supervisor.js';

export interface ServiceProcess {
  readonly service: string;
  /** From 1. */
  readonly index: number;
  /** Undefined while it does not run. */
  readonly pid: number | undefined;
}

/** The processes of a forum: Redis, MongoDB where it runs here, and the services. */
export interface Processes {
  /** Those of the services. */
  list(): ServiceProcess[];
  /** The last lines that the processes of a service wrote. */
  lastLines(service: string): string[];
  /** Sends a signal to the processes of a service (or `redis`, `mongo`), as anybody could; the dead are restarted. */
  kill(service: string, signal: NodeJS.Signals): void;
  /** Ends a service until it is started again. */
  stopService(service: string): Promise<void>;
  startService(service: string): void;
  startServers(): void;
  startServices(): void;
  /** Ends all in order: the services, then MongoDB and Redis. */
  stopAll(): Promise<void>;
  /** Kills all at once. */
  killAll(): void;
}

export interface ProcessesDeps {
  readonly dir: string;
  readonly place: Place;
  readonly mongo: MongoPlan;
  readonly scale: Readonly<Record<string, number>>;
  readonly env: Readonly<Record<string, string>>;
  readonly report: Report;
  /** Called with what runs whenever that has changed. */
  readonly onChange: (running: readonly { name: string; pid: number }[]) => void;
}

interface Member {
  readonly service: string;
  readonly index: number;
  readonly process: Supervised;
}

export const forumProcesses = (deps: ProcessesDeps): Processes => {
  const { dir, place, mongo, scale, report } = deps;
  const running = () =>
    [...servers, ...members].flatMap(({ process: { name, pid } }) => {
      const current = pid();
      return current === undefined ? [] : [{ name, pid: current }];
    });
  const supervised = (spec: Omit<ProcessSpec, 'logFile'>) => {
    const logFile = join(dir, 'logs', `${spec.name}.log`);
    if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
    return supervise({ ...spec, logFile }, { report, onPid: () => deps.onChange(running()) });
  };
  const server = (spec: ReturnType<typeof redisProcess>): Member => ({
    service: spec.name,
    index: 1,
    process: supervised({ ...spec, env: process.env, readLine: readServerLine }),
  });

  const servers: Member[] = [server(redisProcess(join(dir, 'redis'), place.ports.redis))];
  if (mongo.kind !== 'elsewhere') servers.push(server(mongoProcess(mongo)));
  const members = services.flatMap((service): Member[] =>
    Array.from({ length: scale[service.name] ?? 1 }, (_, position) => ({
      service: service.name,
      index: position + 1,
      process: supervised({
        name: `${service.name}-${position + 1}`,
        file: process.execPath,
        args: ['--enable-source-maps', mainOf(service.name)],
        env: { ...environmentOf(service, place, process.env), ...deps.env },
        readLine: readServiceLine,
        stopMs: 25_000,
      }),
    })),
  );

  const of = (name: string) => {
    const found = [...servers, ...members].filter(({ service }) => service === name);
    if (found.length === 0) throw new RangeError(`There is no service '${name}' here.`);
    return found.map(({ process }) => process);
  };
  const stopEach = (some: readonly Member[]) => Promise.all(some.map(({ process }) => process.stop()));
  const startEach = (some: readonly Member[]) => {
    for (const { process } of some) process.start();
  };

  return {
    list: () => members.map(({ service, index, process }) => ({ service, index, pid: process.pid() })),
    lastLines: (service) => of(service).flatMap((process) => process.lastLines()),
    kill(service, signal) {
      for (const process of of(service)) process.kill(signal);
    },
    async stopService(service) {
      await Promise.all(of(service).map((process) => process.stop()));
    },
    startService(service) {
      for (const process of of(service)) process.start();
    },
    startServers: () => startEach(servers),
    startServices: () => startEach(members),
    async stopAll() {
      await stopEach(members);
      await stopEach(servers);
    },
    killAll() {
      for (const { process } of [...members, ...servers]) process.kill('SIGKILL');
    },
  };
};

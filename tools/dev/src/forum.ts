import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { takeLock } from '../bootstrap/lock.mjs';
import type { ForumEvent, Report } from './events.js';
import { forumProcesses, type Processes } from './forum-processes.js';
import { waitUntilHealthy } from './health.js';
import { writeJson } from './json-file.js';
import { type MailCatcher, startMailCatcher } from './mail-catcher/mail-catcher.js';
import { describeMongo, planMongo } from './mongo.js';
import { choosePorts } from './ports.js';
import { portAnswers, redisAnswers } from './redis.js';
import { knownProcess, type RunFile, readRunFile, stopLeftovers } from './run-file.js';
import { keepSecrets } from './secrets.js';
import type { Place } from './services.js';
import { waitFor } from './wait.js';

export interface ForumOptions {
  /** The folder of its data; made if it is missing. One forum at a time. */
  readonly dir: string;
  /** The gateway's port; 0 takes a free one. */
  readonly port: number;
  /** How many processes of a service; one where nothing is said. */
  readonly scale?: Readonly<Record<string, number>>;
  /** A MongoDB that runs elsewhere; without it mongod from the PATH, or the embedded one. */
  readonly mongoUrl?: string | undefined;
  /** Forgets what an earlier run has stored in `dir`. */
  readonly fresh?: boolean;
  /** Stands before the name of every database, where forums share a MongoDB. */
  readonly databasePrefix?: string;
  readonly report?: Report;
  /** How long the services may take to be ready, in milliseconds. */
  readonly readyMs?: number;
  /** Added to the environment of every service. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A forum that runs on this machine, each service in a process of its own. */
export interface Forum extends Omit<Processes, 'startServers' | 'startServices' | 'stopAll'> {
  readonly url: string;
  readonly mailUrl: string;
  readonly redisUrl: string;
  readonly mongoUrl: string;
  readonly admin: { readonly email: string; readonly password: string };
  /** Ends everything, services first, and leaves nothing behind. Calling it again awaits the first call. */
  stop(): Promise<void>;
}

/** Another runner works on this folder. */
export class FolderInUse extends Error {
  readonly code = 'dev.folder-in-use';
  constructor(dir: string, pid: number) {
    super(`A forum already runs on ${dir} (process ${pid}). Stop that one first, or use it.`);
  }
}

/**
 * Starts Redis, MongoDB, a mail catcher and every service, and resolves when the gateway says that all are ready.
 * Throws `FolderInUse`, `PortTaken`, `NotReady`; then nothing of it runs any more.
 */
export const startForum = async (options: ForumOptions): Promise<Forum> => {
  const dir = resolve(options.dir);
  mkdirSync(dir, { recursive: true });
  const lock = takeLock(join(dir, 'runner.lock'));
  if (!lock.held) throw new FolderInUse(dir, lock.pid);
  const cleanUp: (() => Promise<void> | void)[] = [lock.release];
  const undo = async () => {
    for (const step of cleanUp.reverse()) await step();
  };
  try {
    return await bringUp({ ...options, dir }, cleanUp, undo);
  } catch (error) {
    await undo();
    throw error;
  }
};

const bringUp = async (
  options: ForumOptions,
  cleanUp: (() => Promise<void> | void)[],
  undo: () => Promise<void>,
): Promise<Forum> => {
  const { dir, report = ignore } = options;
  const runPath = join(dir, 'run.json');
  const left = await stopLeftovers(readRunFile(runPath));
  if (left.length > 0)
    report({ kind: 'note', text: `Ended what a killed runner had left behind: ${left.join(', ')}.` });
  if (options.fresh) forget(dir, options.mongoUrl, report);
  for (const folder of ['redis', 'logs']) mkdirSync(join(dir, folder), { recursive: true });

  const secrets = keepSecrets(join(dir, 'secrets.json'));
  const ports = await choosePorts(options.port);
  const mongo = planMongo(dir, ports.mongo, options.mongoUrl);
  const mails = await timed(report, 'Mail catcher', () =>
    startMailCatcher({ smtp: ports.smtp, page: ports.mailPage }),
  );
  cleanUp.push(() => mails.stop());

  const { databasePrefix = '' } = options;
  const place = placeOf({ ports, secrets, mongoUrl: mongo.url, databasePrefix, mails });
  const processes = forumProcesses({
    ...{ dir, place, mongo, report, scale: options.scale ?? {}, env: options.env ?? {} },
    onChange: (running) => writeJson(runPath, runFileOf(place, running)),
  });
  const killAll = () => processes.killAll();
  process.once('exit', killAll);
  cleanUp.push(async () => {
    await processes.stopAll();
    process.off('exit', killAll);
    rmSync(runPath, { force: true });
  });

  processes.startServers();
  await Promise.all([
    timed(report, `Redis on port ${ports.redis}`, () => answering('Redis', () => redisAnswers(ports.redis))),
    mongo.kind === 'elsewhere'
      ? report({ kind: 'note', text: `${describeMongo(mongo)} is elsewhere.` })
      : timed(report, describeMongo(mongo), () => answering('MongoDB', () => portAnswers(mongo.port))),
  ]);
  processes.startServices();
  await timed(report, `${processes.list().length} services`, () =>
    waitUntilHealthy(place.url, processes, options.readyMs ?? 60_000),
  );

  let stopped: Promise<void> | undefined;
  return {
    ...processes,
    url: place.url,
    mailUrl: place.mailUrl,
    redisUrl: place.redisUrl,
    mongoUrl: place.mongoUrl,
    admin: secrets.admin,
    stop() {
      stopped ??= undo();
      return stopped;
    },
  };
};

const ignore: Report = () => {};

const answering = (what: string, look: () => Promise<boolean>) =>
  waitFor(`${what} to answer`, async () => (await look()) || undefined, { withinMs: 60_000 });

const timed = async <T>(report: (event: ForumEvent) => void, what: string, work: () => Promise<T>) => {
  const started = performance.now();
  const result = await work();
  report({ kind: 'ready', what, tookMs: performance.now() - started });
  return result;
};

/** The secrets stay: a MongoDB elsewhere has documents that are of no use without them. */
const forget = (dir: string, mongoUrl: string | undefined, report: Report) => {
  const own = ['redis', 'logs', 'mongo', 'embedded-mongo'];
  for (const name of own) rmSync(join(dir, name), { recursive: true, force: true });
  if (mongoUrl) report({ kind: 'note', text: 'Fresh: the databases behind MONGO_URL stay as they are.' });
};

const placeOf = ({
  ports,
  secrets,
  mongoUrl,
  databasePrefix,
  mails,
}: Pick<Place, 'ports' | 'secrets' | 'mongoUrl' | 'databasePrefix'> & { mails: MailCatcher }): Place => ({
  url: `http://127.0.0.1:${ports.gateway}`,
  redisUrl: `redis://127.0.0.1:${ports.redis}`,
  mailUrl: mails.url,
  smtpUrl: mails.smtpUrl,
  ...{ ports, secrets, mongoUrl, databasePrefix },
});

const runFileOf = (place: Place, running: readonly { name: string; pid: number }[]): RunFile => {
  const known = (name: string, pid: number) => knownProcess(name, pid) ?? [];
  return {
    runner: knownProcess('runner', process.pid) ?? { name: 'runner', pid: process.pid, identity: '' },
    url: place.url,
    mailUrl: place.mailUrl,
    redisUrl: place.redisUrl,
    mongoUrl: place.mongoUrl,
    admin: place.secrets.admin,
    processes: running.flatMap(({ name, pid }) => known(name, pid)),
  };
};

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectTo, type Scope, startRedis } from '@obey/test-servers';
import { type Aftermath, drained, readAftermath } from './aftermath.js';
import { check, type Findings } from './check.js';
import { causeFaults } from './faults.js';
import { openLog, readLogs } from './log-files.js';
import { type Fault, planFaults } from './plan.js';
import { startPublisher, startWorkers } from './processes.js';
import { seeded } from './random.js';
import { now } from './records.js';
import { faultsIn } from './verdict.js';

export interface TortureRun {
  readonly seconds: number;
  readonly seed: number;
  /** How long everything may take to come to rest after the last fault, in milliseconds. */
  readonly restMs: number;
  readonly progress: (text: string) => void;
}

export interface Outcome {
  readonly seconds: number;
  readonly seed: number;
  /** How often each kind of fault was caused. */
  readonly caused: Readonly<Partial<{ [kind in Fault['kind']]: number }>>;
  readonly findings: Findings;
  readonly aftermath: Aftermath;
  readonly crashes: readonly string[];
  /** What must not have happened, and has. */
  readonly faults: readonly { readonly name: string; readonly count: number }[];
  /** Where the logs are; they are kept where there are faults. */
  readonly logs: string | undefined;
}

const slots = 3;

/**
 * Runs three workers under a publisher, causes faults for so many seconds, lets everything come to rest, and
 * checks what the logs show. Processes, connections and Redis end with the scope. Throws where the run itself
 * could not be done; what the runtime did wrong is in the outcome.
 */
export const torture = async (
  scope: Scope,
  { seconds, seed, restMs, progress }: TortureRun,
): Promise<Outcome> => {
  const folder = await mkdtemp(join(tmpdir(), 'torture-'));
  const redis = await startRedis(scope, '--appendfsync', 'always');
  const client = connectTo(scope, redis.url);
  const log = openLog(folder, 'faults');
  const deps = { scope, redisUrl: redis.url, folder, seed, slots };
  const workers = startWorkers(deps);
  const publisher = startPublisher(deps);
  const caused: { [kind in Fault['kind']]?: number } = {};

  const beginning = now();
  let phase = '';
  const tell = () => {
    const kinds = Object.entries(caused).map(([kind, times]) => `${kind} ${times}`);
    const parts = [`${((now() - beginning) / 1_000).toFixed(0)} s`, `published ${publisher.published()}`];
    progress([...parts, ...kinds, ...(phase ? [phase] : [])].join(', '));
  };
  const telling = setInterval(tell, 1_000);
  scope.teardown(() => clearInterval(telling));

  const count = ({ kind }: Fault) => {
    caused[kind] = (caused[kind] ?? 0) + 1;
  };
  const plan = planFaults(seeded(seed), slots, seconds);
  await Promise.all([
    causeFaults(plan, { redis, client, workers, log, caused: count }),
    delay(seconds * 1_000),
  ]);
  phase = 'coming to rest';
  await publisher.end();
  await drained(client, restMs);
  const aftermath = await readAftermath(client);
  await workers.end();
  clearInterval(telling);

  const findings = check(readLogs(folder), aftermath.followed);
  const faults = faultsIn(findings, aftermath, workers.crashes());
  const outcome = { seconds, seed, caused, findings, aftermath, crashes: workers.crashes(), faults };
  if (faults.length > 0) await writeFile(join(folder, 'findings.json'), JSON.stringify(outcome, null, 2));
  else await rm(folder, { recursive: true });
  return { ...outcome, logs: faults.length > 0 ? folder : undefined };
};

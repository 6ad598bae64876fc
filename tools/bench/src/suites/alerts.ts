import { beside, overRounds, quantile } from '../statistics.js';
import type { CaseResult, Suite, SuiteContext } from '../suite.js';
import { fanOutCases } from './alerts/fan-outs.js';
import { createHearing, type Hearing } from './alerts/hearing.js';
import { perSecond, pushes } from './alerts/pushes.js';
import { residentOf, type Stage, withStage } from './alerts/stage.js';

const plan = (quick: boolean) =>
  quick ? { streams: 1_000, rounds: 3, pushes: 40 } : { streams: 10_000, rounds: 5, pushes: 400 };

type Run = ReturnType<typeof plan> & Pick<SuiteContext, 'progress'>;

/** What very many open streams cost on one instance, and how soon they hear. */
export const alerts: Suite = {
  about:
    '10,000 users (1,000 with --quick) with an open alert stream each, on one instance in a process of its own, over bare sockets: the memory ' +
    `of that process; from an answer being said until the one who is answered has it on their stream (${perSecond}/s, p50 and p99); ` +
    'from a reply being said until all of them, who watch its thread, have it on their streams, and what answers in another thread take ' +
    'meanwhile, on the same partition and on another; Redis with appendfsync always.',
  run: ({ quick, progress }) => {
    const run = { ...plan(quick), progress };
    const { streams } = run;
    return withStage(streams, async (stage) => {
      progress('signing tokens');
      for (const { token } of stage.users) await token();
      return stage.withAlerts(async (instance) => {
        const before = await residentOf(instance);
        const hearing = createHearing();
        progress(`opening ${streams} streams`);
        const listeners = await stage.listen(instance, hearing.hear);
        try {
          const idle = await residents(() => residentOf(instance), run);
          if (listeners.count() < streams)
            throw new Error(`Of ${streams} streams ${listeners.count()} are open.`);
          const pushed = await pushRounds(stage, hearing, run);
          const results = [
            memoryResult(streams, idle, before),
            ...pushResults(pushed),
            ...(await fanOutCases(stage, hearing, { ...run, idle: pushed })),
          ];
          if (listeners.count() < streams)
            throw new Error(`Of ${streams} streams ${listeners.count()} are left.`);
          return results;
        } finally {
          listeners.close();
        }
      });
    });
  },
};

const memoryResult = (streams: number, idle: readonly number[], before: number): CaseResult => ({
  suite: 'alerts',
  case: `idle-${streams / 1_000}k-streams-rss`,
  unit: 'MiB',
  ...beside(idle, { against: 'no stream', rounds: [before] }),
});

/** While nothing happens but signs of life, a second apart. */
const residents = async (read: () => Promise<number>, { rounds, progress }: Run) => {
  const found: number[] = [];
  while (found.length < rounds) {
    progress(`memory, round ${found.length + 1} of ${rounds}`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    found.push(await read());
  }
  return found;
};

const pushRounds = async (stage: Stage, hearing: Hearing, run: Run): Promise<number[][]> => {
  run.progress('push, warming up');
  await pushes(stage, hearing, { count: run.pushes / 2 });
  const rounds: number[][] = [];
  while (rounds.length < run.rounds) {
    run.progress(`push, round ${rounds.length + 1} of ${run.rounds}`);
    rounds.push(await pushes(stage, hearing, { count: run.pushes }));
  }
  return rounds;
};

const pushResults = (rounds: readonly (readonly number[])[]): CaseResult[] =>
  [0.5, 0.99].map((share) => ({
    suite: 'alerts',
    case: `push-p${share * 100}`,
    unit: 'ms',
    ...overRounds(rounds.map((times) => quantile(times, share))),
  }));

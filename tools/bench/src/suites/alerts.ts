import { newId } from '@obey/choreography';
import { openLoop } from '../open-loop.js';
import { beside, overRounds, quantile } from '../statistics.js';
import type { CaseResult, Suite, SuiteContext } from '../suite.js';
import { createHearing, type Hearing } from './alerts/hearing.js';
import { residentOf, type Stage, withStage } from './alerts/stage.js';
import { watch } from './alerts/watching.js';

const streams = 10_000;
const perSecond = 20;

const plan = (quick: boolean) => (quick ? { rounds: 3, pushes: 40 } : { rounds: 5, pushes: 400 });

type Run = ReturnType<typeof plan> & Pick<SuiteContext, 'progress'>;

/** What ten thousand open streams cost on one instance, and how soon they hear. */
export const alerts: Suite = {
  about:
    `${streams} users with an open alert stream each, on one instance in a process of its own, over bare sockets: the memory ` +
    `of that process; from an answer being said until the one who is answered has it on their stream (${perSecond}/s, p50 and p99); ` +
    'from a reply being said until all of them, who watch its thread, have it on their streams; Redis with appendfsync always.',
  run: ({ quick, progress }) =>
    withStage(streams, async (stage) => {
      const run = { ...plan(quick), progress };
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
          const results = [
            memoryResult(idle, before),
            ...(await pushCases(stage, hearing, run)),
            ...(await fanOutCases(stage, hearing, run)),
          ];
          if (listeners.count() < streams)
            throw new Error(`Of ${streams} streams ${listeners.count()} are left.`);
          return results;
        } finally {
          listeners.close();
        }
      });
    }),
};

const memoryResult = (idle: readonly number[], before: number): CaseResult => ({
  suite: 'alerts',
  case: 'idle-streams-rss',
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

const pushCases = async ({ users, forum }: Stage, { heard }: Hearing, run: Run): Promise<CaseResult[]> => {
  const pushes = async (count: number) => {
    const times: number[] = [];
    await openLoop({ count, perSecond }, async (index) => {
      const [user, actor] = [
        users[(index * 7_919) % users.length],
        users[(index * 7_919 + 1) % users.length],
      ];
      if (!user || !actor) throw new RangeError('There is nobody to answer.');
      const saidAt = performance.now();
      const { postId, said } = forum.answer(user.userId, actor.userId);
      const [at] = await Promise.all([heard(postId, 1), said]);
      times.push(at - saidAt);
    });
    return times;
  };
  run.progress('push, warming up');
  await pushes(run.pushes / 2);
  const rounds: number[][] = [];
  while (rounds.length < run.rounds) {
    run.progress(`push, round ${rounds.length + 1} of ${run.rounds}`);
    rounds.push(await pushes(run.pushes));
  }
  return [0.5, 0.99].map((share) => ({
    suite: 'alerts',
    case: `push-p${share * 100}`,
    unit: 'ms',
    ...overRounds(rounds.map((times) => quantile(times, share))),
  }));
};

const fanOutCases = async (
  { db, users, forum }: Stage,
  { heard }: Hearing,
  run: Run,
): Promise<CaseResult[]> => {
  const [actor, ...watchers] = users.map(({ userId }) => userId);
  if (actor === undefined) throw new RangeError('There is nobody to reply.');
  const threadId = newId();
  run.progress(`${watchers.length} users begin to watch`);
  await watch({ db, forum }, threadId, watchers);
  const reply = async () => {
    const saidAt = performance.now();
    const { postId, said } = forum.reply(threadId, actor);
    const [at] = await Promise.all([heard(postId, watchers.length), said]);
    return at - saidAt;
  };
  run.progress('fan-out, warming up');
  await reply();
  const times: number[] = [];
  while (times.length < run.rounds) {
    run.progress(`fan-out, round ${times.length + 1} of ${run.rounds}`);
    times.push(await reply());
  }
  const rates = times.map((ms) => (watchers.length * 1_000) / ms);
  return [
    { suite: 'alerts', case: 'fan-out-10k', unit: 'ms', ...overRounds(times) },
    { suite: 'alerts', case: 'fan-out-rate', unit: 'alerts/s', ...overRounds(rates) },
  ];
};

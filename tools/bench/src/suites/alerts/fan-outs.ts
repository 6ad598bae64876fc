import { newId } from '@obey/choreography';
import { beside, overRounds, quantile } from '../../statistics.js';
import type { CaseResult } from '../../suite.js';
import type { Hearing } from './hearing.js';
import { perSecond, pushes } from './pushes.js';
import type { Stage } from './stage.js';
import { watch } from './watching.js';

interface Run {
  readonly rounds: number;
  readonly progress: (what: string) => void;
  /** What answers take while nothing else happens, in ms, by rounds. */
  readonly idle: readonly (readonly number[])[];
}

/** News for all, and what it does to the alerts of other threads meanwhile. */
export const fanOutCases = async (
  { db, users, forum }: Stage,
  hearing: Hearing,
  { rounds, progress, idle }: Run,
): Promise<CaseResult[]> => {
  const [actor, ...watchers] = users.map(({ userId }) => userId);
  if (actor === undefined) throw new RangeError('There is nobody to reply.');
  const threadId = newId();
  progress(`${watchers.length} users begin to watch`);
  await watch({ db, forum }, threadId, watchers);
  const { same, other } = await forum.threadsBeside(threadId);

  const reply = async () => {
    const saidAt = performance.now();
    const { postId, said } = forum.reply(threadId, actor);
    const [at] = await Promise.all([hearing.heard(postId, watchers.length), said]);
    return at - saidAt;
  };
  const meanwhile = async (thread: string) => {
    let isOver = false;
    const fanOut = reply().finally(() => {
      isOver = true;
    });
    const times: number[] = [];
    while (!isOver)
      times.push(...(await pushes({ users, forum }, hearing, { count: perSecond, threadId: thread })));
    await fanOut;
    return times;
  };
  const inRounds = async <T>(what: string, measure: () => Promise<T>): Promise<T[]> => {
    const found: T[] = [];
    while (found.length < rounds) {
      progress(`${what}, round ${found.length + 1} of ${rounds}`);
      found.push(await measure());
    }
    return found;
  };

  progress('fan-out, warming up');
  await reply();
  const times = await inRounds('fan-out', reply);
  const rates = times.map((ms) => (watchers.length * 1_000) / ms);
  return [
    { suite: 'alerts', case: `fan-out-${users.length / 1_000}k`, unit: 'ms', ...overRounds(times) },
    { suite: 'alerts', case: 'fan-out-rate', unit: 'alerts/s', ...overRounds(rates) },
    ...besideCases('same', await inRounds('beside it, same partition', () => meanwhile(same)), idle),
    ...besideCases('other', await inRounds('beside it, another partition', () => meanwhile(other)), idle),
  ];
};

const besideCases = (
  partition: 'same' | 'other',
  rounds: readonly (readonly number[])[],
  idle: Run['idle'],
): CaseResult[] =>
  [0.5, 0.99].map((share) => ({
    suite: 'alerts',
    case: `beside-fan-out-${partition}-p${share * 100}`,
    unit: 'ms',
    ...beside(
      rounds.map((times) => quantile(times, share)),
      { against: 'no fan-out', rounds: idle.map((times) => quantile(times, share)) },
    ),
  }));

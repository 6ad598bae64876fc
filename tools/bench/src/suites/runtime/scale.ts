import type { CaseResult } from '../../suite.js';
import type { Plan, Run } from './plan.js';
import { resultOf } from './results.js';
import { inTurn } from './rounds.js';
import { withStanding } from './standing.js';

/** More members of one group, and more partitions for one member. */
export const scaleCases = async (run: Run): Promise<CaseResult[]> => [
  ...(await byInstances(run)),
  ...(await byPartitions(run)),
];

const byInstances = ({ plan, progress }: Run) =>
  withStanding({ partitions: 8, members: 1 }, (one) =>
    withStanding({ partitions: 8, members: 2 }, (two) =>
      withStanding({ partitions: 8, members: 4 }, async (four) => {
        const figures = await compare(
          plan,
          { 'react-1-instance': one, 'react-2-instances': two, 'react-4-instances': four },
          progress,
        );
        const base = { against: '1 instance', rounds: figures('react-1-instance') };
        return [
          resultOf('react-1-instance', 'msg/s', figures('react-1-instance')),
          resultOf('react-2-instances', 'msg/s', figures('react-2-instances'), base),
          resultOf('react-4-instances', 'msg/s', figures('react-4-instances'), base),
        ];
      }),
    ),
  );

const byPartitions = ({ plan, progress }: Run) =>
  withStanding({ partitions: 1, members: 1 }, (one) =>
    withStanding({ partitions: 4, members: 1 }, (four) =>
      withStanding({ partitions: 16, members: 1 }, async (sixteen) => {
        const figures = await compare(
          plan,
          { 'react-1-partition': one, 'react-4-partitions': four, 'react-16-partitions': sixteen },
          progress,
        );
        const base = { against: '1 partition', rounds: figures('react-1-partition') };
        return [
          resultOf('react-1-partition', 'msg/s', figures('react-1-partition')),
          resultOf('react-4-partitions', 'msg/s', figures('react-4-partitions'), base),
          resultOf('react-16-partitions', 'msg/s', figures('react-16-partitions'), base),
        ];
      }),
    ),
  );

/** Warms each up, and measures them in turn. */
export const compare = async <Name extends string>(
  { rounds, standing, amount }: Plan,
  contestants: Readonly<Record<Name, (messages: number) => Promise<number>>>,
  progress: (text: string) => void,
): Promise<(name: Name) => number[]> => {
  const measures = new Map<Name, () => Promise<number>>();
  for (const name in contestants) {
    const measure = contestants[name];
    await measure(amount.warmUp);
    measures.set(name, () => measure(standing));
  }
  return inTurn(rounds, measures, progress);
};

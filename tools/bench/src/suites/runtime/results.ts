import { median, overRounds } from '../../statistics.js';
import type { CaseResult } from '../../suite.js';

export interface Base {
  readonly against: string;
  readonly rounds: readonly number[];
}

export const rawLoop = 'raw ioredis';
export const bullmqName = 'BullMQ 6';
export const moleculerName = 'Moleculer channels';

const twoDecimals = (value: number) => Math.round(value * 100) / 100;

/** The result of one case: its rounds, and those of what was measured in turn with it. */
export const resultOf = (
  name: string,
  unit: CaseResult['unit'],
  rounds: readonly number[],
  base?: Base,
): CaseResult => {
  const figures = overRounds(rounds);
  if (!base) return { suite: 'runtime', case: name, unit, ...figures };
  const theirs = median(base.rounds);
  return {
    suite: 'runtime',
    case: name,
    unit,
    ...figures,
    against: base.against,
    base: twoDecimals(theirs),
    ratio: twoDecimals(median(rounds) / theirs),
  };
};

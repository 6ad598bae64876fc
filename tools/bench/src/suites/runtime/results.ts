import { type Base, beside, overRounds } from '../../statistics.js';
import type { CaseResult } from '../../suite.js';

export const rawLoop = 'raw ioredis';
export const bullmqName = 'BullMQ 6';
export const moleculerName = 'Moleculer channels';

/** The result of one case: its rounds, and those of what was measured in turn with it. */
export const resultOf = (
  name: string,
  unit: CaseResult['unit'],
  rounds: readonly number[],
  base?: Base,
): CaseResult => ({
  suite: 'runtime',
  case: name,
  unit,
  ...(base ? beside(rounds, base) : overRounds(rounds)),
});

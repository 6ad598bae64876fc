import { firstValueFrom } from 'rxjs';
import type { Memory } from '../memory/memory.js';
import type { Observation } from '../observe.js';
import type { Tuning } from '../tuning.js';
import { pause } from '../waiting.js';

interface RestDeps {
  readonly memory: Memory;
  readonly tuning: Pick<Tuning, 'attempts'>;
  readonly settled: () => boolean | Promise<boolean>;
}

const askAgainMs = 5;

/** Knows when all has come to rest, and what went wrong on the way. */
export const createRest = ({ memory, tuning, settled }: RestDeps) => {
  let errors: unknown[] = [];
  let buried = 0;

  const lettersWritten = () => [...memory.letters.values()].reduce((sum, letters) => sum + letters.length, 0);
  // A dead letter stands in the memory before the service tells of its error.
  const atRest = () => memory.atRest() && buried === lettersWritten();

  return {
    observe: (observation: Observation) => {
      if (observation.kind === 'dead') buried += 1;
      const lasting =
        observation.kind === 'retried' && observation.outage && observation.attempt >= tuning.attempts;
      if (!lasting && observation.kind !== 'dead') return;
      errors.push(observation.error);
      memory.progressed.next();
    },
    /** Resolves when all is at rest, or `enough` says so; rejects with the first error. */
    reached: async (enough = () => false): Promise<void> => {
      for (;;) {
        const progress = firstValueFrom(memory.progressed);
        const [first] = errors;
        if (errors.length > 0) {
          errors = [];
          throw first;
        }
        if (enough()) return;
        const quiet = atRest();
        if (quiet && (await settled()) && atRest()) return;
        await (quiet ? Promise.race([progress, pause(askAgainMs)]) : progress);
      }
    },
  };
};

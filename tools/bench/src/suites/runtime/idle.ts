import type { CaseResult } from '../../suite.js';
import type { ContenderName } from './contender.js';
import type { Run } from './plan.js';
import { rawLoop, resultOf } from './results.js';
import { inMemory, withRedis } from './rounds.js';
import { startWorker } from './worker-process.js';

/** 48 streams. */
const topics = Array.from({ length: 6 }, (_, index) => ({ owner: `idle-${index}`, partitions: 8 }));

/** A member that hears 48 streams on which nothing happens: its share of a core, and its resident memory. */
export const idleCases = async ({ plan, progress }: Run): Promise<CaseResult[]> => {
  progress('idling');
  const [theirs, mine] = await Promise.all((['raw', 'ours'] as const).map((name) => idle(name, plan)));
  const base = (rounds: number[] | undefined) => ({ against: rawLoop, rounds: rounds ?? [] });
  return [
    resultOf('idle-cpu', '% of a core', mine?.percents ?? [], base(theirs?.percents)),
    resultOf('process-memory', 'MiB', mine?.mebibytes ?? [], base(theirs?.mebibytes)),
  ];
};

const idle = (contender: ContenderName, { rounds, idleMs }: Run['plan']) =>
  withRedis(inMemory, async ({ url }) => {
    const worker = await startWorker({ contender, url, topics, warmUp: 0, role: 'consume', nimble: false });
    try {
      await worker.order({ do: 'start' });
      await worker.order({ do: 'idle', ms: 1_000 });
      const percents: number[] = [];
      const mebibytes: number[] = [];
      for (let round = 1; round <= rounds; round++) {
        const [percent = Number.NaN, memory = Number.NaN] = await worker.order({ do: 'idle', ms: idleMs });
        percents.push(percent);
        mebibytes.push(memory);
      }
      return { percents, mebibytes };
    } finally {
      await worker.end();
    }
  });

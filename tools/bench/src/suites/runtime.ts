import type { CaseResult, Suite } from '../suite.js';
import { growthCases } from './runtime/growth.js';
import { idleCases } from './runtime/idle.js';
import { latencyCases } from './runtime/latency.js';
import { planFor, type Run } from './runtime/plan.js';
import { publishCases } from './runtime/publish.js';
import { reactCases } from './runtime/react.js';
import { scaleCases } from './runtime/scale.js';

/** The cases by family, each measured in turn with what it is measured against. */
const families: readonly ((run: Run) => Promise<CaseResult[]>)[] = [
  publishCases,
  reactCases,
  latencyCases,
  scaleCases,
  growthCases,
  idleCases,
];

/** The choreography runtime beside a loop of ioredis alone, and beside its peers. */
export const runtime: Suite = {
  about:
    'the choreography runtime beside raw ioredis, BullMQ 6 and Moleculer channels: 300 bytes of data, 128 subjects, ' +
    '8 partitions, a reaction that does nothing, a process and a Redis of its own for each; ' +
    'AOF off, except react-aof (everysec).',
  async run({ quick, progress }) {
    const plan = planFor(quick);
    const results: CaseResult[] = [];
    for (const family of families) results.push(...(await family({ plan, progress })));
    return results;
  },
};

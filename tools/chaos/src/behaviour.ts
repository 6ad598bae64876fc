import { between, fnv1a, seeded } from './random.js';
import { leaseMs, marginMs } from './short-tuning.js';

/** How a handler behaves: it waits, or keeps the event loop busy, for some milliseconds. */
export interface Behaviour {
  readonly way: 'wait' | 'block';
  readonly ms: number;
}

// Shares of all messages; the rest is done at once.
const ways: readonly (Behaviour & { readonly share: number; readonly mostMs: number })[] = [
  { share: 0.11, way: 'wait', ms: 10, mostMs: 90 },
  { share: 0.01, way: 'block', ms: 5, mostMs: 50 },
  { share: 0.0004, way: 'block', ms: marginMs + 100, mostMs: marginMs + 900 },
  { share: 0.0001, way: 'block', ms: leaseMs + 200, mostMs: leaseMs + 1_000 },
  { share: 0.0002, way: 'wait', ms: leaseMs + 500, mostMs: leaseMs + 1_500 },
];

/**
 * The same in every run with this seed, whoever handles the message. A handler that blocked for longer than
 * its lease each time could never be acknowledged, and would take all other partitions of its process with
 * it: when the message comes again, that one is quick.
 */
export const behaviourOf = (seed: number, subject: string, step: number, again: boolean): Behaviour => {
  const random = seeded(fnv1a(seed, subject, step));
  let drawn = random();
  for (const { share, way, ms: leastMs, mostMs } of ways) {
    if (drawn < share) {
      const ms = between(random, leastMs, mostMs);
      return { way, ms: again && way === 'block' && ms > leaseMs - marginMs ? 0 : ms };
    }
    drawn -= share;
  }
  return { way: 'wait', ms: 0 };
};

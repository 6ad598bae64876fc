import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import { quantile } from '../../statistics.js';
import type { Operation } from './workload.js';

/** Operations a second, so many at once, each followed by the next. */
export const rate = async (
  operation: Operation,
  { atOnce, ms }: { readonly atOnce: number; readonly ms: number },
): Promise<number> => {
  const startedAt = performance.now();
  let begun = 0;
  const work = async () => {
    while (performance.now() - startedAt < ms) await operation(begun++);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return (begun * 1_000) / (performance.now() - startedAt);
};

/**
 * Times in ms, open loop: so many operations a second, each timed from when it was due, whether or not those before
 * it have ended.
 */
export const latencies = async (
  operation: Operation,
  { perSecond, ms }: { readonly perSecond: number; readonly ms: number },
): Promise<number[]> => {
  const startedAt = performance.now();
  const timed: Promise<number>[] = [];
  for (let number = 0; number < (ms * perSecond) / 1_000; number++) {
    const dueAt = startedAt + (number * 1_000) / perSecond;
    await untilDue(dueAt);
    const one = operation(number).then(() => performance.now() - dueAt);
    // Awaited below; until then a failure must not count as one that nobody handles.
    one.catch(() => {});
    timed.push(one);
  }
  return Promise.all(timed);
};

/** The 99th percentile of these. */
export const p99 = async (
  operation: Operation,
  pace: { readonly perSecond: number; readonly ms: number },
): Promise<number> => quantile(await latencies(operation, pace), 0.99);

/** A timer may be a millisecond late, which is as long as some operations take: the last one is waited for awake. */
const untilDue = async (dueAt: number) => {
  const ms = Math.floor(dueAt - performance.now());
  if (ms > 0) await pause(ms);
  while (performance.now() < dueAt) await nextTurn();
};

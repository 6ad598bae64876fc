import { setTimeout as pause } from 'node:timers/promises';

/**
 * Starts `work` so many times at a fixed rate, whether or not the earlier ones have ended: a slow answer does not
 * thin out the load. Resolves when all have ended.
 */
export const openLoop = async (
  { count, perSecond }: { count: number; perSecond: number },
  work: (index: number) => Promise<void>,
): Promise<void> => {
  const started = performance.now();
  const running: Promise<void>[] = [];
  for (let index = 0; index < count; index++) {
    const dueIn = started + (index * 1_000) / perSecond - performance.now();
    // A timer forgets fractions of a millisecond, and would be early.
    if (dueIn > 0) await pause(Math.ceil(dueIn));
    const one = work(index);
    // Awaited below; until then a failure must not count as one that nobody handles.
    one.catch(() => {});
    running.push(one);
  }
  await Promise.all(running);
};

import { setImmediate as nextTurn } from 'node:timers/promises';
import { epochMs, type Post, postAt } from './workload.js';

const sleeper = new Int32Array(new SharedArrayBuffer(4));

/**
 * Publishes at a fixed rate, open loop; each message says when it was due. Timers are too coarse for one message a
 * millisecond, and spinning takes a core away from what is measured: so the process sleeps between the
 * messages, and looks after its connections once for each.
 */
export const publishAtPace = async (
  { count, perSecond }: { count: number; perSecond: number },
  publish: (post: Post) => Promise<void>,
): Promise<void> => {
  const startAt = epochMs() + 5;
  const underWay: Promise<void>[] = [];
  for (let index = 0; index < count; index++) {
    const dueAt = startAt + (index * 1_000) / perSecond;
    await nextTurn();
    while (epochMs() < dueAt) Atomics.wait(sleeper, 0, 0, Math.max(0.01, dueAt - epochMs()));
    const one = publish({ ...postAt(index), dueAt });
    // Awaited below; until then a failure must not count as one that nobody handles.
    one.catch(() => {});
    underWay.push(one);
  }
  await Promise.all(underWay);
};

import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 2;
const patienceMs = 180_000;

/** Resolves within 2 ms and one reply of the moment at which everything was handled and acknowledged. */
export const untilDrained = async (drained: () => Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + patienceMs;
  while (!(await drained())) {
    if (performance.now() > deadline)
      throw new Error(`Not everything was handled within ${patienceMs / 1_000} s.`);
    await pause(pollMs);
  }
};

import { setTimeout as pause } from 'node:timers/promises';

/** Waits until it is so, and fails if it isn't after ten seconds. */
export const until = async (what: string, isSo: () => boolean | Promise<boolean>) => {
  const deadline = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Not within ten seconds: ${what}`);
    await pause(10);
  }
};

import { setTimeout as pause } from 'node:timers/promises';

/** What was waited for has not come about in time. */
export class WaitedInVain extends Error {
  readonly code = 'dev.waited-in-vain';
}

/**
 * Looks again and again until something is there (anything but undefined), or throws `WaitedInVain` when the time is
 * over. Times in milliseconds.
 */
export const waitFor = async <T>(
  what: string,
  look: () => Promise<T | undefined> | T | undefined,
  { withinMs, everyMs = 50 }: { withinMs: number; everyMs?: number },
): Promise<T> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline)
      throw new WaitedInVain(`${what}: not within ${(withinMs / 1000).toFixed(0)} s`);
    await pause(everyMs);
  }
};

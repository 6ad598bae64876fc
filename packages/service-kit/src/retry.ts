import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** The pause before the next try, in milliseconds: doubling, with jitter from half of it to all of it. */
const pauseBefore = (failures: number, random: () => number): number => {
  const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  return Math.round(longest * (0.5 + random() / 2));
};

interface Deps {
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly random?: () => number;
}

/** Waits for this; rejects with the signal's reason once that is aborted. */
export const orAborted = async <T>(waited: Promise<T>, signal: AbortSignal): Promise<T> => {
  signal.throwIfAborted();
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
  });
  return Promise.race([waited, aborted]).finally(() => signal.removeEventListener('abort', abort));
};

/** Tries until it works, and logs each failure. Throws only when the signal is aborted. */
export const untilReachable = async (
  what: string,
  reach: () => Promise<unknown>,
  { log, signal, random = Math.random }: Deps,
): Promise<void> => {
  for (let failures = 1; ; failures += 1) {
    signal.throwIfAborted();
    try {
      await reach();
      if (failures > 1) log.info(`${what} is reachable`);
      return;
    } catch (error) {
      const inMs = pauseBefore(failures, random);
      log.warn({ err: error, inMs }, `${what} cannot be reached; it is tried again`);
      await pause(inMs, undefined, { signal });
    }
  }
};

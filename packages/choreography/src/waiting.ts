import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * The pause before try `attempt + 1`, in ms: doubles from `baseMs` up to `maxMs`, of which a random half to
 * whole is taken, so that those who failed together do not come back together.
 */
export const backOff = (attempt: number, baseMs: number, maxMs: number, random = Math.random()): number =>
  Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 1, 20)) * (0.5 + random / 2);

/** Waits; an abort ends the wait early, and is no error. */
export const pause = async (ms: number, signal?: AbortSignal): Promise<void> => {
  await delay(ms, undefined, signal ? { signal } : {}).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
};

/** A promise with its own resolve. */
export const deferred = <T = void>() => {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
};

/** An AbortController that any number may wait for. */
export const endable = (): AbortController => {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
};

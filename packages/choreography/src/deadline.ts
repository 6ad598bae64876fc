import { AsyncLocalStorage } from 'node:async_hooks';
import { DeadlineOver } from './errors.js';

/** How long somebody still waits for some work, who gives it up then. */
export interface Deadline {
  /** In milliseconds; Infinity once nothing is given up any more. */
  leftMs(): number;
  /** The work begins to change something, and is done to its end. Throws `DeadlineOver` where it was given up before. */
  commit(): void;
}

const scope = new AsyncLocalStorage<Deadline>();
let underWay = 0;

/** Does work for which somebody waits: what it asks, reads and says is bounded by the deadline, at whatever depth. */
export const withDeadline = async <T>(deadline: Deadline, work: () => Promise<T>): Promise<T> => {
  underWay += 1;
  try {
    return await scope.run(deadline, work);
  } finally {
    underWay -= 1;
    // Before Node 24 every promise of the process is dearer for as long as a storage is in use.
    if (underWay === 0) scope.disable();
  }
};

/** Does work that others wait for too, or nobody: it must not fail because who began it waits no longer. */
export const asideOfDeadline = <T>(work: () => T): T =>
  scope.getStore() === undefined ? work() : scope.exit(work);

/** What is left for the work that this is part of, in milliseconds; Infinity without a deadline. Throws `DeadlineOver`. */
export const timeLeft = (): number => {
  const leftMs = scope.getStore()?.leftMs() ?? Number.POSITIVE_INFINITY;
  if (leftMs <= 0) throw new DeadlineOver();
  return leftMs;
};

/** To be called before the work that this is part of changes something. Throws `DeadlineOver` where it was given up. */
export const beforeChange = (): void => scope.getStore()?.commit();

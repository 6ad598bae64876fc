import { AsyncLocalStorage } from 'node:async_hooks';

/** Inside of a reaction to a message that is played again. Costs nothing before the first of them. */
const scope = new AsyncLocalStorage<true>();

/** Whether this is, at whatever depth, the work of a reaction to a message that is played again. */
export const isReplaying = (): boolean => scope.getStore() === true;

/** Does the work of such a reaction. */
export const whileReplaying = <T>(work: () => T): T => scope.run(true, work);

/** Does what only happens to begin there, and is not its work. */
export const asideOfReplaying = <T>(work: () => T): T => (isReplaying() ? scope.exit(work) : work());

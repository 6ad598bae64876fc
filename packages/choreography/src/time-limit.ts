import { ReactionTimeout } from './errors.js';
import type { Message } from './message.js';
import type { Context, React } from './reaction.js';

/** A context whose signal can be aborted. */
export interface Abortable extends Context {
  abort(): void;
}

/**
 * A reaction that takes longer has failed, and its signal is aborted. All have the same limit, so those that
 * run stand in the order in which they are due, and one timer serves them all.
 */
export const createTimeLimit = (ms: number) => {
  const running = new Set<Running>();
  let timer: NodeJS.Timeout | undefined;

  // What is due never keeps a process alive that has nothing else to do.
  const lookIn = (inMs: number) => {
    timer = setTimeout(look, inMs).unref();
  };
  const look = () => {
    timer = undefined;
    const now = performance.now();
    for (const one of running) {
      if (one.dueAt > now) {
        lookIn(one.dueAt - now + 1);
        return;
      }
      running.delete(one);
      one.reject(new ReactionTimeout(one.type, ms));
      one.context.abort();
    }
  };

  const limit = (promise: Promise<unknown>, { type }: Message, context: Abortable): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const one: Running = { dueAt: performance.now() + ms, type, context, reject };
      running.add(one);
      if (!timer) lookIn(ms);
      promise.then(
        (value) => {
          running.delete(one);
          resolve(value);
        },
        (error: unknown) => {
          running.delete(one);
          reject(error);
        },
      );
    });

  return (react: React) => (message: Message, context: Abortable) => {
    const result = react(message, context);
    return isThenable(result) ? limit(Promise.resolve(result), message, context) : result;
  };
};

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

interface Running {
  readonly dueAt: number;
  readonly type: string;
  readonly context: Abortable;
  readonly reject: (error: Error) => void;
}

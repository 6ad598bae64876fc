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
  const running = new Set<{ readonly dueAt: number; readonly expire: () => void }>();
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
      one.expire();
    }
  };

  return (react: React) =>
    (message: Parameters<React>[0], context: Abortable): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const one = {
          dueAt: performance.now() + ms,
          expire: () => {
            reject(new Error(`The reaction to ${message.type} took longer than ${ms} ms`));
            context.abort();
          },
        };
        running.add(one);
        if (!timer) lookIn(ms);
        const end = () => running.delete(one);
        react(message, context).then(
          (value) => {
            end();
            resolve(value);
          },
          (error: unknown) => {
            end();
            reject(error);
          },
        );
      });
};

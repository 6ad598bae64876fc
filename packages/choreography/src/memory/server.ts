import { Subject } from 'rxjs';
import { Outage } from '../errors.js';
import { deferred } from '../waiting.js';

export type Server = ReturnType<typeof createServer>;

/** Does the work later than now, in the order of the calls, as a server does; rejects while that is away. */
export type Call = <T>(work: () => T | Promise<T>) => Promise<T>;

/** What stands between the runtimes and what is kept: calls take a turn of the event loop, and may fail. */
export const createServer = () => {
  const failures = new Subject<Error>();
  let outages = 0;
  let up = true;
  let back = deferred();

  const away = () => new Outage('The memory in which the streams live');

  const call: Call = (work) =>
    new Promise((resolve, reject) => {
      const madeWhileUp = up;
      const outagesBefore = outages;
      setImmediate(() => {
        if (!madeWhileUp) return reject(away());
        try {
          const result = work();
          // What was under way when the server failed has been carried out; only its reply is lost.
          if (outages === outagesBefore) resolve(result);
          else reject(away());
        } catch (error) {
          reject(error);
        }
      });
    });

  return {
    call,
    /** Tells those who wait that the server has gone. */
    failures,
    isUp: () => up,
    fail: () => {
      if (!up) return;
      up = false;
      outages += 1;
      back = deferred();
      failures.next(away());
    },
    heal: () => {
      up = true;
      back.resolve();
    },
    /** Resolves while the server is there; rejects when the signal aborts first. */
    untilUp: (signal?: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        const give = () =>
          reject(new Error('The wait for the streams was given up', { cause: signal?.reason }));
        if (up) return resolve();
        if (signal?.aborted) return give();
        signal?.addEventListener('abort', give, { once: true });
        back.promise.then(() => {
          signal?.removeEventListener('abort', give);
          resolve();
        }, reject);
      }),
  };
};

import { refuse } from '@obey/service-kit';

/** Runs at most `concurrency` tasks at once, in order; lets `queue` more wait, and refuses those past that. */
export const createSemaphore = ({ concurrency, queue }: { concurrency: number; queue: number }) => {
  const waiting: (() => void)[] = [];
  let free = concurrency;

  const enter = async (): Promise<void> => {
    if (free > 0) {
      free -= 1;
      return;
    }
    if (waiting.length >= queue) {
      refuse('unavailable', 'auth.busy', 'Too many passwords are being checked; try again in a moment', {
        retryAfterSeconds: 1,
      });
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  };

  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  };

  return async <T>(task: () => Promise<T>): Promise<T> => {
    await enter();
    try {
      return await task();
    } finally {
      leave();
    }
  };
};

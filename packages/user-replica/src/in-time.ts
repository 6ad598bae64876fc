import { Outage } from '@obey/choreography';

/**
 * What Redis replies, if it does within this time; else, and if it replies with an error, throws `Outage`. A
 * client that has lost its connection queues commands for as long as it may reconnect; a reader of a cache must
 * not wait for that.
 */
export const inTime = async <T>(reply: Promise<T>, timeoutMs: number): Promise<T> => {
  const { promise: late, reject } = deferred();
  const timer = setTimeout(() => reject(new Error(`No reply from Redis within ${timeoutMs} ms`)), timeoutMs);
  try {
    return await Promise.race([reply, late]);
  } catch (cause) {
    throw new Outage("The service's Redis", { cause });
  } finally {
    clearTimeout(timer);
  }
};

const deferred = () => {
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<never>((_, fail) => {
    reject = fail;
  });
  return { promise, reject };
};

import type { ServerResponse } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { openLine, type Push } from './push.js';

/** Watches over a long answer: calls the function that it is given to end it, and what it returns is called when it has ended. */
export type Watch = (end: () => void) => () => void;

export interface Streams {
  /** The stream to answer with: it ends when its source does, when the service stops, or when its watch says so. */
  carry(source: Readable, abort: AbortController, watch?: Watch): Readable;
  /** Lets `push` write the answer, until the service stops, its watch says so, or it has enough. */
  open(res: ServerResponse, push: Push, watch?: Watch): void;
  /** Ends all, so that their clients see a complete answer; sources are told by their signal. */
  endAll(): void;
}

/** The long answers that are under way. A stop must end them, because they would not end by themselves. */
export const createStreams = (): Streams => {
  const running = new Set<() => void>();
  return {
    carry: (source, abort, watch) => {
      const carrier = new PassThrough();
      const end = () => {
        source.unpipe(carrier);
        carrier.end();
        abort.abort();
      };
      running.add(end);
      const unwatch = watch?.(end);
      carrier.once('close', () => {
        running.delete(end);
        unwatch?.();
        source.destroy();
      });
      source.once('error', (error) => carrier.destroy(error));
      source.once('close', () => carrier.end());
      return source.pipe(carrier);
    },
    open: (res, push, watch) => {
      const end = openLine(res, push, () => {
        running.delete(end);
        unwatch?.();
      });
      running.add(end);
      const unwatch = watch?.(end);
    },
    endAll: () => {
      for (const end of running) end();
    },
  };
};

import { PassThrough, type Readable } from 'node:stream';

export interface Streams {
  /**
   * The stream to answer with: it ends when its source does, when the service stops, or when whoever watches over
   * it calls the function that `watch` is given; what that returns is called when it has ended.
   */
  carry(source: Readable, abort: AbortController, watch?: (end: () => void) => () => void): Readable;
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
    endAll: () => {
      for (const end of running) end();
    },
  };
};

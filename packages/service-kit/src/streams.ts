import { PassThrough, type Readable } from 'node:stream';

export interface Streams {
  /** The stream to answer with: it ends when its source does, or when the service stops. */
  carry(source: Readable, abort: AbortController): Readable;
  /** Ends all, so that their clients see a complete answer; sources are told by their signal. */
  endAll(): void;
}

/** The long answers that are under way. A stop must end them, because they would not end by themselves. */
export const createStreams = (): Streams => {
  const running = new Set<() => void>();
  return {
    carry: (source, abort) => {
      const carrier = new PassThrough();
      const end = () => {
        source.unpipe(carrier);
        carrier.end();
        abort.abort();
      };
      running.add(end);
      carrier.once('close', () => {
        running.delete(end);
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

/** The answers that would not end by themselves. */
export interface Streams {
  /** Keeps how to end one, until the function that it returns is called. */
  keep(end: () => void): () => void;
  /** Ends all of them, spread evenly over so many milliseconds, so that their clients do not come back all at once. */
  endAll(overMs: number): void;
  count(): number;
}

export const createStreams = (): Streams => {
  const running = new Set<() => void>();
  return {
    keep: (end) => {
      running.add(end);
      return () => void running.delete(end);
    },
    endAll: (overMs) => {
      const ends = [...running];
      for (const [position, end] of ends.entries()) setTimeout(end, (overMs * position) / ends.length);
    },
    count: () => running.size,
  };
};

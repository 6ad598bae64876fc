/** The answers that do not end by themselves. */
export interface Streams {
  /** Keeps how to end one, until the function that it returns is called. */
  keep(end: () => void): () => void;
  /**
   * Ends all of them, spread evenly over so many milliseconds, so that their clients do not come back all at once; those that begin
   * meanwhile at the end.
   */
  endAll(overMs: number): void;
  count(): number;
}

export const createStreams = (): Streams => {
  const running = new Set<() => void>();
  let endsAt: number | undefined;
  const endAfter = (end: () => void, ms: number) => {
    setTimeout(() => running.has(end) && end(), ms);
  };
  return {
    keep: (end) => {
      running.add(end);
      if (endsAt !== undefined) endAfter(end, Math.max(0, endsAt - performance.now()));
      return () => void running.delete(end);
    },
    endAll: (overMs) => {
      endsAt = performance.now() + overMs;
      for (const [position, end] of [...running].entries()) endAfter(end, (overMs * position) / running.size);
    },
    count: () => running.size,
  };
};

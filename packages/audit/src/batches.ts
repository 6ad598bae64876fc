/** So many items go together at the most, and so many batches are under way at once. */
const [most, side] = [500, 2];

/**
 * Gathers what is to be done while something of its kind is under way, and does it together. `work` tells for each
 * item whether it failed; where it throws, all have.
 */
export const inBatches = <T>(work: (items: readonly T[]) => Promise<ReadonlyMap<T, unknown>>) => {
  let waiting: { item: T; done: () => void; failed: (error: unknown) => void }[] = [];
  let underWay = 0;

  const begin = () => {
    while (underWay < side && waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      underWay += 1;
      void run(batch);
    }
  };
  const run = async (batch: typeof waiting) => {
    try {
      const failures = await work(batch.map(({ item }) => item));
      for (const { item, done, failed } of batch) failures.has(item) ? failed(failures.get(item)) : done();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    } finally {
      underWay -= 1;
      begin();
    }
  };

  return (item: T): Promise<void> =>
    new Promise((done, failed) => {
      // What comes in one turn of the event loop goes together.
      if (waiting.length === 0) setImmediate(begin);
      waiting.push({ item, done, failed });
    });
};

/**
 * Takes a slot, waiting for one if need be; the function it resolves with gives the slot back. Who is in a
 * hurry goes before who is not.
 */
export type Take = (hurried: boolean, waitMs: number) => Promise<(() => void) | undefined>;

/**
 * At most `count` things at once, first come first served among equals. Resolves with undefined when the time is
 * over: who waited too long has begun nothing.
 */
export const createSlots = (count: number): Take => {
  const hurrying = new Set<() => void>();
  const waiting = new Set<() => void>();
  let free = count;

  const giveBack = () => {
    free += 1;
    const [next] = hurrying.size > 0 ? hurrying : waiting;
    next?.();
  };

  const takeNow = () => {
    free -= 1;
    let given = false;
    return () => {
      if (!given) giveBack();
      given = true;
    };
  };

  return (hurried, waitMs) => {
    if (free > 0) return Promise.resolve(takeNow());
    const queue = hurried ? hurrying : waiting;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        queue.delete(proceed);
        resolve(undefined);
      }, waitMs);
      const proceed = () => {
        clearTimeout(timer);
        queue.delete(proceed);
        resolve(takeNow());
      };
      queue.add(proceed);
    });
  };
};

/** Takes a slot, waiting for one if need be; the function it resolves with gives the slot back. */
export type Take = (waitMs: number) => Promise<(() => void) | undefined>;

/**
 * At most `count` things at once, first come first served. Resolves with undefined when the time is over:
 * who waited too long has begun nothing.
 */
export const createSlots = (count: number): Take => {
  const waiting = new Set<() => void>();
  let free = count;

  const giveBack = () => {
    free += 1;
    const [next] = waiting;
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

  return (waitMs) => {
    if (free > 0) return Promise.resolve(takeNow());
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(proceed);
        resolve(undefined);
      }, waitMs);
      const proceed = () => {
        clearTimeout(timer);
        waiting.delete(proceed);
        resolve(takeNow());
      };
      waiting.add(proceed);
    });
  };
};

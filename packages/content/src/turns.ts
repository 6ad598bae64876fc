interface Rules {
  /** How many acts of one key may wait or run; for more, `full` is called. */
  readonly most: number;
  readonly full: (key: string) => never;
}

/**
 * Runs what belongs to one key one after another, and different keys side by side; each is given what the one before it
 * gave, if there was one and it did not fail. It spares attempts that would fail inside this process; that rules hold
 * between processes is up to the database.
 */
export const createTurns = <T>({ most, full }: Rules) => {
  const last = new Map<string, Promise<T>>();
  const lengths = new Map<string, number>();
  return async (key: string, act: (before: T | undefined) => Promise<T>): Promise<T> => {
    const length = lengths.get(key) ?? 0;
    if (length >= most) return full(key);
    const mine = last.get(key)?.then(act, () => act(undefined)) ?? act(undefined);
    last.set(key, mine);
    lengths.set(key, length + 1);
    try {
      return await mine;
    } finally {
      lengths.set(key, (lengths.get(key) ?? 1) - 1);
      if (last.get(key) === mine) {
        last.delete(key);
        lengths.delete(key);
      }
    }
  };
};

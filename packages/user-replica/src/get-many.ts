import type { Memory } from './memory.js';
import type { Replica, ReplicaField } from './replica.js';
import type { Store } from './store.js';

interface Deps<F extends ReplicaField> {
  readonly memory: Memory<F>;
  readonly store: Pick<Store<F>, 'read'>;
  readonly get: (userId: string) => Promise<Replica<F> | null>;
  /** Questions to auth under way at once. */
  readonly atOnce?: number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Many users, by memory and one command to Redis; only those who are in neither are asked for one by one. */
export const createGetMany =
  <F extends ReplicaField>({ memory, store, get, atOnce = 16, onTrouble }: Deps<F>) =>
  async (userIds: readonly string[]): Promise<Map<string, Replica<F>>> => {
    const found = new Map<string, Replica<F>>();
    const unsure = new Set<string>();
    for (const userId of userIds) {
      const remembered = memory.recall(userId);
      if (remembered?.kind === 'known') found.set(userId, remembered.copy.replica);
      if (remembered?.fresh !== true) unsure.add(userId);
    }
    if (unsure.size === 0) return found;
    try {
      for (const copy of await store.read([...unsure])) {
        found.set(copy.replica.userId, memory.keep(copy).replica);
        unsure.delete(copy.replica.userId);
      }
    } catch (error) {
      if ([...unsure].some((userId) => !found.has(userId))) throw error;
      onTrouble(`${unsure.size} users were served from memory, because Redis is away`, error);
      return found;
    }
    // Who is known in memory and not in Redis is known well enough.
    const unknown = [...unsure].filter((userId) => !found.has(userId));
    for (let n = 0; n < unknown.length; n += atOnce)
      for (const replica of await Promise.all(unknown.slice(n, n + atOnce).map((userId) => get(userId))))
        if (replica !== null) found.set(replica.userId, replica);
    return found;
  };

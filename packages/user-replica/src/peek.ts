import type { Memory } from './memory.js';
import type { Copy, Replica, ReplicaField } from './replica.js';
import type { Store } from './store.js';
import type { Wanted } from './wanted.js';

interface Deps<F extends ReplicaField> {
  readonly memory: Memory<F>;
  readonly store: Pick<Store<F>, 'read'>;
  readonly wanted: Pick<Wanted, 'want'>;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** Many users, by memory and one command to Redis. */
export const createPeek =
  <F extends ReplicaField>({ memory, store, wanted, onTrouble }: Deps<F>) =>
  async (userIds: readonly string[]): Promise<Map<string, Replica<F>>> => {
    const found = new Map<string, Replica<F>>();
    const unsure = new Map<string, Copy<F> | undefined>();
    for (const userId of userIds) {
      const remembered = memory.recall(userId);
      const known = remembered?.kind === 'known' ? remembered.copy : undefined;
      if (known !== undefined) found.set(userId, known.replica);
      if (known === undefined || remembered?.fresh !== true) unsure.set(userId, known);
    }
    if (unsure.size === 0) return found;
    try {
      for (const copy of await store.read([...unsure.keys()])) {
        found.set(copy.replica.userId, memory.keep(copy).replica);
        unsure.delete(copy.replica.userId);
      }
    } catch (error) {
      // What memory has is good for another while, or every reader would wait for Redis.
      for (const known of unsure.values()) if (known !== undefined) memory.keep(known);
      onTrouble(`${unsure.size} users were left as memory has them, because Redis is away`, error);
      return found;
    }
    wanted.want([...unsure.keys()].filter((userId) => memory.recall(userId)?.kind !== 'absent'));
    return found;
  };

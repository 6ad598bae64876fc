import type { Learn } from './learn.js';
import type { Memory } from './memory.js';
import type { Replica, ReplicaField } from './replica.js';
import type { Store } from './store.js';

interface Deps<F extends ReplicaField> {
  readonly memory: Memory<F>;
  readonly store: Pick<Store<F>, 'read'>;
  readonly ask: Learn<F>['ask'];
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** One user, by memory, then Redis, then auth; those who want the same at the same time share one look-up. */
export const createGet = <F extends ReplicaField>({ memory, store, ask, onTrouble }: Deps<F>) => {
  const loading = new Map<string, Promise<Replica<F> | null>>();

  const load = async (userId: string) => {
    const remembered = memory.recall(userId);
    const known = remembered?.kind === 'known' ? remembered.copy : undefined;
    try {
      const [stored] = await store.read([userId]);
      if (stored !== undefined) return memory.keep(stored).replica;
    } catch (error) {
      if (known === undefined) throw error;
      onTrouble(`User ${userId} was served from memory, because Redis is away`, error);
      return memory.keep(known).replica;
    }
    try {
      return (await ask(userId))?.replica ?? null;
    } catch (error) {
      if (known === undefined) throw error;
      onTrouble(`User ${userId} was served from memory, because auth does not answer`, error);
      return memory.keep(known).replica;
    }
  };

  return async (userId: string): Promise<Replica<F> | null> => {
    const remembered = memory.recall(userId);
    if (remembered?.fresh) return remembered.kind === 'known' ? remembered.copy.replica : null;
    const underWay = loading.get(userId);
    if (underWay) return underWay;
    const begun = load(userId).finally(() => loading.delete(userId));
    loading.set(userId, begun);
    return begun;
  };
};

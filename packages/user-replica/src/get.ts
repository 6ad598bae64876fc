import { asideOfDeadline } from '@obey/choreography';
import type { Learn } from './learn.js';
import type { Memory, Remembered } from './memory.js';
import type { Replica, ReplicaField } from './replica.js';
import type { Store } from './store.js';

interface Deps<F extends ReplicaField> {
  readonly memory: Memory<F>;
  readonly store: Pick<Store<F>, 'read'>;
  readonly ask: Learn<F>['ask'];
  /** How long a user who is known here may wait for auth, in ms. */
  readonly refreshMs: number;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** One user, by memory, then Redis, then auth; those who want the same at the same time share one look-up. */
export const createGet = <F extends ReplicaField>(deps: Deps<F>) => {
  const { memory, store, ask, refreshMs, onTrouble } = deps;
  const loading = new Map<string, Promise<Replica<F> | null>>();

  const load = async (userId: string, atLeast: number) => {
    const remembered = memory.recall(userId);
    let known = remembered?.kind === 'known' ? remembered.copy : undefined;
    try {
      const [stored] = await store.read([userId]);
      if (stored !== undefined) {
        known = memory.keep(stored);
        if (known.replica.version >= atLeast) return known.replica;
      }
    } catch (error) {
      if (known === undefined) throw error;
      onTrouble(`User ${userId} was served from memory, because Redis is away`, error);
      return memory.keep(known).replica;
    }
    try {
      return (await ask(userId, known && refreshMs))?.replica ?? null;
    } catch (error) {
      if (known === undefined) throw error;
      onTrouble(`User ${userId} was served as known here, because auth does not answer`, error);
      return memory.keep(known).replica;
    }
  };

  return async (userId: string, atLeast = 0): Promise<Replica<F> | null> => {
    const remembered = memory.recall(userId);
    if (remembered?.fresh && suffices(remembered, atLeast))
      return remembered.kind === 'known' ? remembered.copy.replica : null;
    const sought = `${userId} ${atLeast}`;
    const underWay = loading.get(sought);
    if (underWay) return underWay;
    // Others may wait longer than whoever begins it.
    const begun = asideOfDeadline(() => load(userId, atLeast)).finally(() => loading.delete(sought));
    loading.set(sought, begun);
    return begun;
  };
};

const suffices = <F extends ReplicaField>(remembered: Remembered<F>, atLeast: number): boolean =>
  remembered.kind === 'absent' || remembered.copy.replica.version >= atLeast;

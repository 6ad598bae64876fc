import type { Memory } from './memory.js';
import { type Copy, newer, type ReplicaField } from './replica.js';
import type { Place } from './staleness.js';
import type { Store } from './store.js';

interface Deps<F extends ReplicaField> {
  readonly memory: Pick<Memory<F>, 'recall'>;
  readonly store: Pick<Store<F>, 'read'>;
  readonly onTrouble: (what: string, error: unknown) => void;
}

/** A copy, its last confirmation, and where this version of it is kept. */
export interface Inspected<F extends ReplicaField> extends Copy<F> {
  readonly heldIn: readonly Place[];
}

/** A user as this service has it, and nothing is done about that: auth is not asked, nor the memory brought up to date. */
export const createInspect =
  <F extends ReplicaField>({ memory, store, onTrouble }: Deps<F>) =>
  async (userId: string): Promise<Inspected<F> | undefined> => {
    const recalled = memory.recall(userId);
    const remembered = recalled?.kind === 'known' ? recalled.copy : undefined;
    const read = async () => {
      try {
        return (await store.read([userId]))[0];
      } catch (error) {
        if (remembered === undefined) throw error;
        onTrouble(`User ${userId} is shown from memory, because Redis is away`, error);
        return undefined;
      }
    };
    const stored = await read();
    const copy = stored ? newer(remembered, stored) : remembered;
    if (copy === undefined) return undefined;
    const holds = (held: Copy<F> | undefined) => held?.replica.version === copy.replica.version;
    return {
      ...copy,
      heldIn: [
        ...(holds(remembered) ? ['memory' as const] : []),
        ...(holds(stored) ? ['redis' as const] : []),
      ],
    };
  };

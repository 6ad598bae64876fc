import { nicknameKey } from '@obey/contracts';
import type { Copy, ReplicaField } from './replica.js';
import type { Store } from './store.js';
import type { Wanted } from './wanted.js';

interface Deps<F extends ReplicaField> {
  readonly store: Pick<Store<F>, 'named' | 'read'>;
  readonly wanted: Pick<Wanted, 'want'>;
}

/**
 * Users by nickname, as the replicas have them. Where two claim one nickname, one of them has given it up and
 * that is not known here yet: it belongs to the one who was confirmed to have it later, and auth is asked about both.
 */
export const createFind =
  <F extends ReplicaField>({ store, wanted }: Deps<F>) =>
  async (nicknames: readonly string[]): Promise<Map<string, string>> => {
    const found = new Map<string, string>();
    if (nicknames.length === 0) return found;
    const claimed = await store.named(nicknames.map(nicknameKey));
    const rivals = claimed.filter(({ length }) => length > 1).flat();
    const copies = rivals.length === 0 ? [] : await store.read([...new Set(rivals)]);
    wanted.want(rivals);
    for (const [index, nickname] of nicknames.entries()) {
      const userIds = claimed[index] ?? [];
      const userId = userIds.length > 1 ? latest(copies, userIds) : userIds[0];
      if (userId !== undefined) found.set(nickname, userId);
    }
    return found;
  };

const latest = <F extends ReplicaField>(copies: readonly Copy<F>[], userIds: readonly string[]) =>
  copies
    .filter(({ replica }) => userIds.includes(replica.userId))
    .toSorted((one, other) => other.at - one.at)[0]?.replica.userId;

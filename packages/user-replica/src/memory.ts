import { newer, type Replica, type ReplicaField } from './replica.js';

/** What this process remembers of a user id: the replica, or that there is no such user. Times in ms. */
export type Remembered<F extends ReplicaField> =
  | { readonly kind: 'known'; readonly replica: Replica<F>; readonly fresh: boolean }
  | { readonly kind: 'absent' };

export interface Memory<F extends ReplicaField> {
  recall(userId: string): Remembered<F> | undefined;
  /** Keeps the newer of this and what is known, and gives it back. */
  keep(replica: Replica<F>): Replica<F>;
  /** Remembers for a short while that there is no such user; a replica known already stays. */
  keepAbsent(userId: string): void;
  clear(): void;
}

export interface MemoryOptions {
  readonly capacity: number;
  /** How long a replica counts as fresh after it was last confirmed. */
  readonly freshMs: number;
  readonly absentMs: number;
  readonly now: () => number;
}

type Entry<F extends ReplicaField> =
  | { readonly kind: 'known'; readonly replica: Replica<F>; readonly until: number }
  | { readonly kind: 'absent'; readonly until: number };

/** A bounded memory of users: past its capacity it forgets the one that was not used for longest. */
export const createMemory = <F extends ReplicaField>(options: MemoryOptions): Memory<F> => {
  const { capacity, freshMs, absentMs, now } = options;
  // A Map lists its keys in the order of their insertion: the first is the least recently used.
  const entries = new Map<string, Entry<F>>();

  const put = (userId: string, entry: Entry<F>) => {
    entries.delete(userId);
    entries.set(userId, entry);
    if (entries.size <= capacity) return;
    for (const oldest of entries.keys()) {
      entries.delete(oldest);
      return;
    }
  };
  const known = (userId: string) => {
    const entry = entries.get(userId);
    return entry?.kind === 'known' ? entry.replica : undefined;
  };

  return {
    recall: (userId) => {
      const entry = entries.get(userId);
      if (entry === undefined) return undefined;
      const current = now() < entry.until;
      if (entry.kind === 'absent') {
        if (current) return { kind: 'absent' };
        entries.delete(userId);
        return undefined;
      }
      put(userId, entry);
      return { kind: 'known', replica: entry.replica, fresh: current };
    },
    keep: (incoming) => {
      const replica = newer(known(incoming.userId), incoming);
      put(incoming.userId, { kind: 'known', replica, until: now() + freshMs });
      return replica;
    },
    keepAbsent: (userId) => {
      if (known(userId) === undefined) put(userId, { kind: 'absent', until: now() + absentMs });
    },
    clear: () => entries.clear(),
  };
};

import { type Copy, newer, type ReplicaField } from './replica.js';

/** What this process remembers of a user id: a copy, or that there is no such user; fresh for a while only. */
export type Remembered<F extends ReplicaField> =
  | { readonly kind: 'known'; readonly copy: Copy<F>; readonly fresh: boolean }
  | { readonly kind: 'absent'; readonly fresh: boolean };

export interface Memory<F extends ReplicaField> {
  recall(userId: string): Remembered<F> | undefined;
  /** Keeps the newer of this and what is known, and gives it back. */
  keep(copy: Copy<F>): Copy<F>;
  /** Remembers that there is no such user; a replica known already stays. */
  keepAbsent(userId: string): void;
  clear(): void;
}

/** Times in ms. */
export interface MemoryOptions {
  readonly capacity: number;
  /** How long a copy counts as fresh after it was last kept. */
  readonly freshMs: number;
  /** How long that there is no such user counts as fresh; it is forgotten after twenty times as long. */
  readonly absentMs: number;
  readonly now: () => number;
}

type Entry<F extends ReplicaField> =
  | { readonly kind: 'known'; readonly copy: Copy<F>; readonly until: number }
  | { readonly kind: 'absent'; readonly until: number; readonly forgetAt: number };

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
    return entry?.kind === 'known' ? entry.copy : undefined;
  };

  return {
    recall: (userId) => {
      const entry = entries.get(userId);
      if (entry === undefined) return undefined;
      const fresh = now() < entry.until;
      if (entry.kind === 'absent') {
        if (now() < entry.forgetAt) return { kind: 'absent', fresh };
        entries.delete(userId);
        return undefined;
      }
      put(userId, entry);
      return { kind: 'known', copy: entry.copy, fresh };
    },
    keep: (incoming) => {
      const { userId } = incoming.replica;
      const copy = newer(known(userId), incoming);
      put(userId, { kind: 'known', copy, until: now() + freshMs });
      return copy;
    },
    keepAbsent: (userId) => {
      if (known(userId) !== undefined) return;
      put(userId, { kind: 'absent', until: now() + absentMs, forgetAt: now() + 20 * absentMs });
    },
    clear: () => entries.clear(),
  };
};

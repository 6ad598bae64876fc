import type { Collection } from 'mongodb';
import { insertIfAbsent } from './duplicates.js';
import type { KeyRing } from './keys.js';

/** The key ring in MongoDB: one document, of which every change is a compare-and-swap. */
export const keysIn = (keys: Collection<KeyRing>) => {
  /** The key ring as stored; this one, if there was none. Instances that start at once get the same. */
  const firstOr = async (make: () => Promise<KeyRing>): Promise<KeyRing> => {
    for (;;) {
      const stored = await keys.findOne({ _id: 'signing' });
      if (stored) return stored;
      await insertIfAbsent(keys, await make());
    }
  };

  /**
   * Changes a ring by a decision, and gives what is stored then. If somebody else changed it meanwhile, decides
   * again. A decision that gives the very same ring changes nothing.
   */
  const change = async (
    first: () => Promise<KeyRing>,
    decide: (ring: KeyRing) => Promise<KeyRing>,
  ): Promise<KeyRing> => {
    for (;;) {
      const ring = await firstOr(first);
      const decided = await decide(ring);
      if (decided === ring) return ring;
      const changed = { ...decided, version: ring.version + 1 };
      const { matchedCount } = await keys.updateOne(
        { _id: 'signing', version: ring.version },
        { $set: { version: changed.version, keys: changed.keys } },
      );
      if (matchedCount === 1) return changed;
    }
  };

  return { firstOr, change };
};

export type KeyStore = ReturnType<typeof keysIn>;

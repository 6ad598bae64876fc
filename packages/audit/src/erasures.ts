import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from './deps.js';
import { erasedFrom } from './erasing.js';
import { addressesOf } from './people.js';
import { type Archived, dataOf, declarationOf } from './records.js';
import type { Erasure, Store } from './store.js';

interface Deps {
  readonly store: Pick<Store, 'events' | 'erasures'>;
  readonly log: Pick<Logger, 'warn'>;
  readonly sweepMs: number;
}

export type Erasures = ReturnType<typeof createErasures>;

const batch = 200;

/** Takes what tells of a user out of what is kept, and out of what is still to come. What was begun is ended after a crash. */
export const createErasures = ({ store: { events, erasures }, log, sweepMs }: Deps) => {
  const closing = new AbortController();

  const maskAll = async (records: readonly Archived[], { _id: userId, people }: Erasure) => {
    const theirs = new Set(people);
    const writes = records.map((record) => ({
      updateOne: {
        filter: { _id: record._id },
        update: { $set: erasedFrom(record, theirs), $addToSet: { erased: userId } },
      },
    }));
    if (writes.length > 0) await events.bulkWrite(writes, { ordered: false });
  };

  const naming = (person: string) => events.find({ people: person }).batchSize(batch);

  // The addresses come first: once they are masked, nothing tells any more whose mails there are.
  const addressesIn = async (userId: string) => {
    const found = new Set<string>();
    for await (const record of naming(userId)) {
      const declared = declarationOf(record.type, record.version);
      for (const address of addressesOf(declared?.data, dataOf(record), userId)) found.add(address);
    }
    return [...found];
  };

  const carryOut = async (userId: string) => {
    const addresses = await addressesIn(userId);
    const erasure = await erasures.findOneAndUpdate(
      { _id: userId },
      { $addToSet: { people: { $each: [userId, ...addresses] } } },
      { returnDocument: 'after' },
    );
    if (!erasure) return;
    for (const person of erasure.people) {
      let full: Archived[] = [];
      for await (const record of naming(person)) {
        if (record.erased?.includes(userId)) continue;
        full.push(record);
        if (full.length < batch) continue;
        await maskAll(full, erasure);
        full = [];
      }
      await maskAll(full, erasure);
    }
    // Unless an address was learnt meanwhile: then it is for the sweep, which begins again with that.
    await erasures.updateOne(
      { _id: userId, people: { $size: erasure.people.length } },
      { $set: { doneAt: new Date() } },
    );
  };

  const sweep = async () => {
    while (!closing.signal.aborted) {
      try {
        for await (const { _id } of erasures.find({ doneAt: null }, { projection: { _id: 1 } }))
          await carryOut(_id);
      } catch (error) {
        log.warn({ err: error }, 'An erasure is not done yet; it is tried again');
      }
      await pause(sweepMs, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const sweeping = sweep();

  return {
    /**
     * Erases what tells of the user; resolves when that is done. Asked for again, it looks again: a user may have gone on
     * after an erasure. The request outlasts a crash.
     */
    erase: async (userId: string, requestedBy: string): Promise<Erasure> => {
      const requested = { requestedAt: new Date(), requestedBy, doneAt: null };
      await erasures.updateOne(
        { _id: userId },
        { $set: requested, $addToSet: { people: userId } },
        { upsert: true },
      );
      await carryOut(userId);
      return (await erasures.findOne({ _id: userId })) ?? { _id: userId, people: [userId], ...requested };
    },

    /** Masks those of the records that name somebody who was erased before they came. */
    apply: async (records: readonly Archived[]): Promise<void> => {
      const named = [...new Set(records.flatMap(({ people }) => people))];
      if (named.length === 0) return;
      const found = await erasures.find({ people: { $in: named } }).toArray();
      for (const erasure of found) {
        const late = records.filter(({ people }) => people.some((person) => erasure.people.includes(person)));
        const kept = await events.find({ _id: { $in: late.map(({ _id }) => _id) } }).toArray();
        await learnAddresses(erasure._id, kept);
        await maskAll(kept, erasure);
      }
    },

    close: async () => {
      closing.abort();
      await sweeping;
    },
  };

  // A message that comes late may tell of an address that nothing told of before.
  async function learnAddresses(userId: string, records: readonly Archived[]) {
    const found = records.flatMap((record) =>
      addressesOf(declarationOf(record.type, record.version)?.data, dataOf(record), userId),
    );
    if (found.length > 0)
      await erasures.updateOne(
        { _id: userId },
        { $addToSet: { people: { $each: found } }, $set: { doneAt: null } },
      );
  }
};

import { isOutage, type Message } from '@obey/choreography';
import { MongoBulkWriteError } from 'mongodb';
import { inBatches } from './batches.js';
import type { Erasures } from './erasures.js';
import { type Archived, differencesOf, recordOf, type Where } from './records.js';
import type { Store } from './store.js';

interface Deps {
  /** Something else stood under the id of a message that is kept. Told once for each entry. */
  readonly differed: (kept: Archived, other: Archived, differences: readonly string[]) => void;
  readonly store: Pick<Store, 'events'>;
  readonly erasures: Pick<Erasures, 'apply'>;
}

export interface Archive {
  /**
   * Resolves when the message is kept. One that is kept already stays as it is: where it stood again is added, and whether
   * something else stood there.
   */
  keep(message: Message, where: Where): Promise<void>;
}

const duplicateKey = 11_000;

/** Keeps messages, those that come together in one write, each once by its id. */
export const createArchive = ({ store: { events }, erasures, differed }: Deps): Archive => {
  const known = async (record: Archived) => {
    const { _id, entry } = record;
    const kept = await events.findOne({ _id });
    if (!kept || kept.entry === entry) return;
    const differences = differencesOf(kept, record);
    const isOther = differences.length > 0;
    const { modifiedCount } = await events.updateOne(
      { _id },
      { $addToSet: { again: entry, ...(isOther && { differing: entry }) } },
    );
    if (isOther && modifiedCount > 0) differed(kept, record, differences);
  };

  /** Resolves with those that were not stored, and why. */
  const insert = async (records: readonly Archived[]): Promise<ReadonlyMap<Archived, unknown>> => {
    try {
      await events.insertMany([...records], { ordered: false });
      return new Map();
    } catch (error) {
      const faults = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
      if (faults.length > 0)
        return new Map(faults.flatMap((fault) => failureOf(records[fault.index], fault)));
      // It tells of no single one: a lost connection comes as a MongoBulkWriteError too, and then nothing may be stored.
      if (isOutage(error)) throw error;
      const [first, ...others] = records;
      if (others.length === 0) return new Map(failureOf(first, error));
      return insertEach(records);
    }
  };
  /** One that no batch can hold, since it is too large, say, is no fault of those beside it. */
  const insertEach = async (records: readonly Archived[]) => {
    const failures = new Map<Archived, unknown>();
    for (const record of records) for (const [one, fault] of await insert([record])) failures.set(one, fault);
    return failures;
  };

  const keepAll = inBatches<Archived>(async (records) => {
    const failures = new Map(await insert(records));
    for (const [record, fault] of failures) {
      if (!isDuplicate(fault)) continue;
      await known(record);
      failures.delete(record);
    }
    // After the write: whoever is erased from now on finds it there, and whoever was before is found here.
    await erasures.apply(records);
    return failures;
  });

  return { keep: (message, where) => keepAll(recordOf(message, where, new Date())) };
};

const isDuplicate = (fault: unknown) =>
  fault instanceof Object && 'code' in fault && fault.code === duplicateKey;

const failureOf = (record: Archived | undefined, fault: unknown): [Archived, unknown][] =>
  record ? [[record, fault]] : [];

import type { Message } from '@obey/choreography';
import { MongoBulkWriteError, type WriteError } from 'mongodb';
import { inBatches } from './batches.js';
import type { Erasures } from './erasures.js';
import { type Archived, recordOf, type Where } from './records.js';
import type { Store } from './store.js';

interface Deps {
  readonly store: Pick<Store, 'events'>;
  readonly erasures: Pick<Erasures, 'apply'>;
}

export interface Archive {
  /** Resolves when the message is kept; one that is kept already stays as it is, and only where it stood again is added. */
  keep(message: Message, where: Where): Promise<void>;
}

const duplicateKey = 11_000;

/** Keeps messages, those that come together in one write, each once by its id. */
export const createArchive = ({ store: { events }, erasures }: Deps): Archive => {
  const known = async ({ _id, entry }: Archived) => {
    await events.updateOne({ _id, entry: { $ne: entry } }, { $addToSet: { again: entry } });
  };

  const insert = async (records: readonly Archived[]): Promise<readonly WriteError[]> => {
    try {
      await events.insertMany([...records], { ordered: false });
      return [];
    } catch (error) {
      if (error instanceof MongoBulkWriteError) return [error.writeErrors].flat();
      throw error;
    }
  };

  const keepAll = inBatches<Archived>(async (records) => {
    const failures = new Map<Archived, unknown>();
    for (const fault of await insert(records)) {
      const record = records[fault.index];
      if (!record) throw fault;
      if (fault.code === duplicateKey) await known(record);
      else failures.set(record, fault);
    }
    // After the write: whoever is erased from now on finds it there, and whoever was before is found here.
    await erasures.apply(records);
    return failures;
  });

  return { keep: (message, where) => keepAll(recordOf(message, where, new Date())) };
};

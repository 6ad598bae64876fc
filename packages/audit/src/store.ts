import type { Db } from 'mongodb';
import type { Erasure } from './erasures.js';
import type { Told } from './outcomes.js';
import type { Archived } from './records.js';

export type Store = Awaited<ReturnType<typeof openStore>>;

/** Every filter of the search with the order of its pages: newest first. */
const searched = ['correlationId', 'subject', 'people', 'type', 'source'] as const;
const newestFirst = { said: -1, _id: -1 } as const;

/** The collections `events`, `outcomes` and `erasures`, with their indexes. Without `keepMs` nothing is ever removed. */
export const openStore = async (db: Db, keepMs: number | undefined) => {
  const events = db.collection<Archived>('events');
  const outcomes = db.collection<Told>('outcomes');
  const erasures = db.collection<Erasure>('erasures');
  await Promise.all([
    events.createIndex(newestFirst),
    ...searched.map((field) => events.createIndex({ [field]: 1, ...newestFirst })),
    events.createIndex({ stream: 1, entry: 1 }),
    outcomes.createIndex({ message: 1 }),
    erasures.createIndex({ people: 1 }),
    erasures.createIndex({ doneAt: 1 }),
  ]);
  const expiring = [
    [events, 'heardAt'],
    [outcomes, 'at'],
  ] as const;
  for (const [collection, field] of expiring) {
    const present = await collection.indexes();
    const old = present.find(({ name }) => name === 'keep');
    const seconds = keepMs === undefined ? undefined : Math.ceil(keepMs / 1_000);
    if (old && old.expireAfterSeconds !== seconds) await collection.dropIndex('keep');
    if (seconds !== undefined)
      await collection.createIndex({ [field]: 1 }, { name: 'keep', expireAfterSeconds: seconds });
  }
  return { events, outcomes, erasures };
};

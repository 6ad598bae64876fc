import type { Db } from 'mongodb';
import type { Archived } from './records.js';

/** How one service's reaction to one message went, as that service told it last. `_id` is of the message and the service. */
export interface Told {
  readonly _id: string;
  readonly message: string;
  readonly service: string;
  readonly instance: string;
  readonly outcome: 'handled' | 'retried' | 'dead';
  readonly at: Date;
  /** Of the process that told it. */
  readonly attempts: number;
  readonly tookMs: number | null;
  /** From when the message was said until the reaction began. */
  readonly waitedMs: number | null;
  /** Of what it failed by last. */
  readonly code: string | null;
  readonly failedAt: Date | null;
}

/** What was asked for, and how far it is. `_id` is the user's. */
export interface Erasure {
  readonly _id: string;
  readonly requestedAt: Date;
  readonly requestedBy: string;
  /** The user, and the addresses that were theirs, by keys. */
  readonly people: readonly string[];
  readonly doneAt: Date | null;
}

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

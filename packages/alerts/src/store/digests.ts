import type { Outbox, OutboxField, Outgoing } from '@obey/choreography';
import type { Collection } from 'mongodb';
import { ignoreDuplicates } from './duplicates.js';

/** What is known of a user's digests. */
export interface DigestState {
  /** The user. */
  readonly _id: string;
  /** When the next one is due; absent where none is. */
  readonly dueAt?: Date;
  /** What was raised until then was looked at for a digest. */
  readonly until?: Date;
  /** When the last one was sent. */
  readonly sentAt?: Date;
  readonly outbox?: OutboxField;
}

/** The collection `digests`: what is due, and what was sent, each with what is said of it in the same write. */
export const openDigests = (digests: Collection<DigestState>, outbox: Outbox) => {
  const relayed = (userId: string, changed: boolean) => {
    if (changed) outbox.relay(userId);
    return changed;
  };

  return {
    findMany: (userIds: readonly string[]): Promise<DigestState[]> =>
      digests.find({ _id: { $in: [...userIds] } }, { projection: { outbox: 0 } }).toArray(),

    /**
     * One is due then, as this message will tell: where none was, or where that was due at `instead` was to be put off or is
     * lost. False where that is otherwise.
     */
    schedule: async (
      userId: string,
      dueAt: Date,
      message: Outgoing,
      instead: Date | undefined,
    ): Promise<boolean> => {
      const change = { $set: { dueAt }, ...outbox.push([message]) };
      const before = instead ?? { $exists: false };
      const { matchedCount } = await digests.updateOne({ _id: userId, dueAt: before }, change);
      if (matchedCount === 1 || instead) return relayed(userId, matchedCount === 1);
      const held = outbox.hold([message]);
      let inserted = true;
      await digests.insertOne({ _id: userId, dueAt, ...held }).catch((error: unknown) => {
        ignoreDuplicates(error);
        inserted = false;
      });
      return relayed(userId, inserted);
    },

    /** What was due at that time is done, with this mail or without one; false where that was done before. */
    done: async (
      userId: string,
      dueAt: Date,
      { until, mail }: { readonly until: Date; readonly mail: Outgoing | undefined },
    ): Promise<boolean> => {
      const { matchedCount } = await digests.updateOne(
        { _id: userId, dueAt },
        {
          $set: { until, ...(mail && { sentAt: until }) },
          $unset: { dueAt: '' },
          ...(mail && outbox.push([mail])),
        },
      );
      return relayed(userId, matchedCount === 1);
    },
  };
};

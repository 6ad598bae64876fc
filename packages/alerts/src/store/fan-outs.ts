import type { Cause, Outbox, OutboxField, Outgoing } from '@obey/choreography';
import type { Collection } from 'mongodb';
import type { News } from '../news.js';
import { ignoreDuplicates } from './duplicates.js';

/** News on its way to all who watch a thread, and how far it has come. */
export interface FanOut {
  /** The cause: news is fanned out once. */
  readonly _id: string;
  readonly news: News;
  readonly threadId: string;
  /** Who hears of it otherwise. */
  readonly except: readonly string[];
  readonly cause: Cause;
  /** The last user whose turn has been. */
  readonly after: string;
  readonly done: boolean;
  /** Who goes on with it, and until when nobody else does. */
  readonly by: string;
  readonly dueAt: Date;
  readonly at: Date;
}

/** What is said of one batch of a fan-out: it stands there once, or has not been said. */
export interface Telling {
  /** `<fan-out>:<the last user before the batch>` */
  readonly _id: string;
  /** The last user of the batch. */
  readonly upTo: string;
  readonly at: Date;
  readonly outbox?: OutboxField;
}

interface Deps {
  readonly fanOuts: Collection<FanOut>;
  readonly tellings: Collection<Telling>;
  /** Of the tellings. */
  readonly outbox: Outbox;
}

const dayS = 24 * 3_600;

/** The collections `fan-outs` and `tellings`. That a fan-out is done is remembered for 90 days. */
export const openFanOuts = async ({ fanOuts, tellings, outbox }: Deps) => {
  await Promise.all([
    fanOuts.createIndex({ done: 1, dueAt: 1 }),
    fanOuts.createIndex({ at: 1 }, { expireAfterSeconds: 90 * dayS }),
    tellings.createIndex({ at: 1 }, { expireAfterSeconds: 7 * dayS }),
  ]);
  const idOf = ({ _id, after }: Pick<FanOut, '_id' | 'after'>) => `${_id}:${after}`;

  return {
    /** Begins it, and takes it on for so long; null where it was begun before. */
    begin: async (
      fanOut: Pick<FanOut, '_id' | 'news' | 'threadId' | 'except' | 'cause'>,
      by: string,
      leaseMs: number,
    ): Promise<FanOut | null> => {
      const at = new Date();
      const begun = { ...fanOut, after: '', done: false, by, dueAt: new Date(at.getTime() + leaseMs), at };
      try {
        await fanOuts.insertOne(begun);
        return begun;
      } catch (error) {
        ignoreDuplicates(error);
        return null;
      }
    },

    /** Takes it on, or keeps it, for so long. Null where it is done, or with somebody else. */
    claim: (_id: string, by: string, leaseMs: number): Promise<FanOut | null> => {
      const now = Date.now();
      return fanOuts.findOneAndUpdate(
        { _id, done: false, $or: [{ by }, { dueAt: { $lte: new Date(now) } }] },
        { $set: { by, dueAt: new Date(now + leaseMs) } },
        { returnDocument: 'after' },
      );
    },

    /** Its turn has come up to this user; does nothing for who has lost it to somebody else. */
    advance: async ({ _id, by, after: before }: FanOut, after: string, done: boolean): Promise<void> => {
      await fanOuts.updateOne({ _id, by, after: before }, { $set: { after, done } });
    },

    /** Lets somebody else, or a later try, go on from that time. */
    release: async ({ _id, by }: Pick<FanOut, '_id' | 'by'>, dueAt: Date): Promise<void> => {
      await fanOuts.updateOne({ _id, by, done: false }, { $set: { dueAt } });
    },

    /** Those that nobody goes on with. */
    left: async (limit: number): Promise<string[]> => {
      const found = await fanOuts
        .find({ done: false, dueAt: { $lte: new Date() } }, { projection: { _id: 1 } })
        .sort({ dueAt: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id }) => _id);
    },

    /** What was said of the next batch, where it came to that before. */
    told: (fanOut: FanOut): Promise<Telling | null> =>
      tellings.findOne({ _id: idOf(fanOut) }, { projection: { outbox: 0 } }),

    /**
     * Says all this of the next batch, once whatever happens. Gives the last user of the batch: where somebody else has said it
     * meanwhile, theirs, since others may have come to watch in between.
     */
    tell: async (fanOut: FanOut, upTo: string, messages: readonly Outgoing[]): Promise<string> => {
      if (messages.length === 0) return upTo;
      const _id = idOf(fanOut);
      const telling = { _id, upTo, at: new Date(), ...outbox.hold(messages) };
      await tellings.insertOne(telling).catch(ignoreDuplicates);
      outbox.relay(_id, fanOut.threadId);
      return (await tellings.findOne({ _id }, { projection: { upTo: 1 } }))?.upTo ?? upTo;
    },
  };
};

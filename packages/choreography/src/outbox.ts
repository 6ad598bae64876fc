import type { Collection, Document, Filter } from 'mongodb';
import { tellBySubject } from './by-subject.js';
import { Outage } from './errors.js';
import { newId, type Outgoing } from './message.js';
import type { Observer } from './observe.js';
import type { OutboxField } from './outbox-field.js';
import { asideOfReplaying, isReplaying } from './replaying.js';
import { republishTold } from './republish.js';
import type { Tell } from './tell.js';
import type { Publishing } from './transport.js';
import type { Tuning } from './tuning.js';
import { endable, pause } from './waiting.js';

export interface OutboxOptions {
  /**
   * How long published messages are kept, to be published again should the server lose them (a fail-over,
   * FLUSHALL, an older copy), in ms; 60,000 if not said otherwise. 0 keeps none.
   */
  readonly keepMs?: number;
  /**
   * Runs before what a crash left in a document is published: to do what should have been done between the write and
   * `relay`. It may come more than once, and while that is being done; if it fails, the next sweep tries again.
   */
  readonly finish?: (id: string) => Promise<void>;
}

/**
 * State and the messages that tell of it are one document write. Then `relay` publishes them, each subject in order, and
 * clears them; what a crash leaves behind, the sweeper finds. So once the write is acknowledged, it is told,
 * and if it is told twice, then by the same id.
 */
export interface Outbox {
  /** The field to spread into a document that is inserted: `insertOne({ ...order, ...outbox.hold(messages) })`. */
  hold(messages: readonly Outgoing[]): { outbox?: OutboxField };
  /** The operators to spread into an update, which itself must use neither `$push` nor `$max`. */
  push(messages: readonly Outgoing[]): { $push: Document; $max: Document };
  /**
   * Publishes what waits in a document, soon and in the background. Documents of one lane are relayed by this
   * instance one after the other, in the order of these calls. Never throws.
   */
  relay(id: string, lane?: string): void;
  /** Resolves when the relays that were begun so far have ended; what failed is left to the sweeper. Never rejects. */
  settled(): Promise<void>;
}

interface OutboxDeps {
  readonly tell: Tell;
  readonly publishing: Pick<Publishing, 'addMissing'>;
  readonly tuning: Tuning;
  readonly observe: Observer;
}

interface Held extends Document {
  _id: string;
}

export interface RunningOutbox extends Outbox {
  /** Publishes again what is kept and stands on its stream no more. Resolves with how many messages that were. */
  republish(): Promise<number>;
  /** Resolves when what is being relayed has ended. */
  close(): Promise<void>;
}

export const createOutbox = async <T extends Document & { _id: string }>(
  owner: Collection<T>,
  { tell, publishing, tuning, observe }: OutboxDeps,
  { keepMs = 60_000, finish = async () => {} }: OutboxOptions = {},
): Promise<RunningOutbox> => {
  const collection: Collection<Held> = owner.db.collection(owner.collectionName);
  await collection.createIndex({ 'outbox.dueAt': 1 }, { sparse: true, name: 'outbox' });
  await collection.createIndex({ 'outbox.forgetAt': 1 }, { sparse: true, name: 'outbox-told' });
  const closing = endable();
  const relays = new Map<string, Promise<void>>();
  const lanes = new Map<string, Promise<void>>();
  const again = new Set<string>();

  // One relay of a document at a time, among all instances, or their messages would overtake each other. What
  // is pushed while it is claimed is seen by the claimant, who clears the outbox only if nothing was added.
  const claim = (id: string, by: string) =>
    collection.findOneAndUpdate(
      {
        _id: id,
        'outbox.messages.0': { $exists: true },
        $or: [{ 'outbox.relayedBy': { $exists: false } }, { 'outbox.dueAt': { $lt: new Date() } }],
      },
      { $set: { 'outbox.relayedBy': by, 'outbox.dueAt': new Date(Date.now() + tuning.relayClaimMs) } },
      { returnDocument: 'before' },
    );

  const keptOf = (told: readonly Outgoing[]): Document =>
    keepMs > 0
      ? {
          $push: { 'outbox.told': { $each: told } },
          $max: { 'outbox.forgetAt': new Date(Date.now() + keepMs) },
        }
      : {};

  const clearSome = async (id: string, by: string, told: readonly Outgoing[], unset: Document = {}) => {
    const ids = told.map(({ message }) => message.id);
    const less: Document = {
      $pull: { 'outbox.messages': { 'message.id': { $in: ids } } },
      ...unset,
      ...keptOf(told),
    };
    await collection.updateOne({ _id: id, 'outbox.relayedBy': by }, less);
  };

  /** False where something was added meanwhile, which is not told yet. */
  const clear = async (id: string, by: string, told: readonly Outgoing[]): Promise<boolean> => {
    const emptied: Document =
      keepMs > 0
        ? { $unset: { 'outbox.messages': 1, 'outbox.dueAt': 1, 'outbox.relayedBy': 1 } }
        : { $unset: { outbox: 1 } };
    const mine: Filter<Held> = { _id: id, 'outbox.relayedBy': by };
    const all = await collection.updateOne(
      { ...mine, 'outbox.messages': { $size: told.length } },
      { ...emptied, ...keptOf(told) },
    );
    if (all.modifiedCount === 1) return true;
    await clearSome(id, by, told, { $unset: { 'outbox.relayedBy': 1 } });
    return false;
  };

  const forget = async () => {
    const over: Filter<Held> = { 'outbox.forgetAt': { $lt: new Date() } };
    await collection.updateMany(
      { ...over, 'outbox.messages': { $exists: false } },
      { $unset: { outbox: 1 } },
    );
    await collection.updateMany(over, { $unset: { 'outbox.told': 1, 'outbox.forgetAt': 1 } });
  };

  const relayOnce = async (id: string): Promise<'done' | 'more'> => {
    const by = newId();
    const claimedAt = performance.now();
    const found = await claim(id, by);
    if (!found) return 'done';
    const { messages = [], relayedBy }: OutboxField = found.outbox;
    const { told, errors } = await tellBySubject(messages, async (outgoing) => {
      if (performance.now() - claimedAt > tuning.relayClaimMs / 2)
        throw new Outage('The stream, for too long for this relay,');
      // After somebody else's relay, or one of ours that failed, it may stand on the stream already.
      const since = relayedBy === undefined ? {} : { since: new Date(outgoing.message.time) };
      await tell(outgoing, { ...since, withinMs: tuning.relayClaimMs / 2 });
    });
    if (errors.length === 0) return (await clear(id, by, told)) ? 'done' : 'more';
    // What was told is not told again: else more than one claim has time for would never come to its end.
    if (told.length > 0) await clearSome(id, by, told);
    await collection.updateOne({ _id: id, 'outbox.relayedBy': by }, { $set: { 'outbox.dueAt': new Date() } });
    throw errors[0];
  };

  const relayAll = async (id: string) => {
    try {
      do again.delete(id);
      while ((await relayOnce(id)) === 'more' || again.has(id));
    } catch (error) {
      observe({ kind: 'trouble', what: `relaying the outbox of ${collection.collectionName} ${id}`, error });
    } finally {
      relays.delete(id);
      again.delete(id);
    }
  };

  const relay = (id: string, lane = id) => {
    if (relays.has(id)) {
      again.add(id);
      return;
    }
    const relayed = (lanes.get(lane) ?? Promise.resolve()).then(() => relayAll(id));
    relays.set(id, relayed);
    lanes.set(lane, relayed);
    void relayed.then(() => {
      if (lanes.get(lane) === relayed) lanes.delete(lane);
    });
  };

  const finishAndRelay = async (id: string) => {
    try {
      await finish(id);
      relay(id);
    } catch (error) {
      observe({ kind: 'trouble', what: `finishing ${collection.collectionName} ${id}`, error });
    }
  };

  let forgetDueAt = performance.now();
  const sweep = async () => {
    while (!closing.signal.aborted) {
      try {
        if (performance.now() >= forgetDueAt) {
          await forget();
          forgetDueAt = performance.now() + Math.max(tuning.sweepMs, keepMs / 4);
        }
        const left = collection.find(
          { 'outbox.dueAt': { $lt: new Date() }, 'outbox.messages.0': { $exists: true } },
          { projection: { _id: 1 }, limit: 100 },
        );
        for await (const { _id } of left) await finishAndRelay(_id);
      } catch (error) {
        observe({ kind: 'trouble', what: `sweeping the outboxes of ${collection.collectionName}`, error });
      }
      await pause(tuning.sweepMs, closing.signal);
    }
  };
  const sweeping = sweep();

  const settled = async () => {
    await Promise.all(relays.values());
  };

  const dueAt = () => new Date(Date.now() + 2 * tuning.sweepMs);
  return {
    hold: (messages) =>
      messages.length === 0 || isReplaying() ? {} : { outbox: { messages, dueAt: dueAt() } },
    push: (messages) => ({
      $push: { 'outbox.messages': { $each: isReplaying() ? [] : messages } },
      $max: { 'outbox.dueAt': dueAt() },
    }),
    // What waits in a document may be there for another reason than what is played again.
    relay: (id, lane) => asideOfReplaying(() => relay(id, lane)),
    settled,
    republish: () => republishTold(collection, { tell, publishing }),
    close: async () => {
      closing.abort();
      await sweeping;
      await settled();
    },
  };
};

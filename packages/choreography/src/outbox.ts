import type { Collection, Document, Filter } from 'mongodb';
import { Outage } from './errors.js';
import { newId, type Outgoing } from './message.js';
import type { Observer } from './observe.js';
import type { Publisher } from './publish.js';
import type { Tuning } from './tuning.js';
import { endable, pause } from './waiting.js';

/** Where messages wait inside a document, until they are published. */
export interface OutboxField {
  readonly messages: readonly Outgoing[];
  /** When the sweeper may take it, because whoever should have published it seems to have died. */
  readonly dueAt: Date;
  readonly relayedBy?: string;
}

/**
 * State and the messages that tell of it are one document write. Then `relay` publishes them, in order, and
 * clears them; what a crash leaves behind, the sweeper finds. So once the write is acknowledged, it is told,
 * and if it is told twice, then by the same id.
 */
export interface Outbox {
  /** The field to spread into a document that is inserted: `insertOne({ ...order, ...outbox.hold(messages) })`. */
  hold(messages: readonly Outgoing[]): { outbox: OutboxField };
  /** The operators to spread into an update, which itself must use neither `$push` nor `$max`. */
  push(messages: readonly Outgoing[]): { $push: Document; $max: Document };
  /**
   * Publishes what waits in a document, soon and in the background. Documents of one lane are relayed by this
   * instance one after the other, in the order of these calls. Never throws.
   */
  relay(id: string, lane?: string): void;
}

interface OutboxDeps {
  readonly publish: Publisher['add'];
  readonly tuning: Tuning;
  readonly observe: Observer;
}

interface Held extends Document {
  _id: string;
}

export interface RunningOutbox extends Outbox {
  /** Resolves when what is being relayed has ended. */
  close(): Promise<void>;
}

export const createOutbox = async <T extends Document & { _id: string }>(
  owner: Collection<T>,
  { publish, tuning, observe }: OutboxDeps,
): Promise<RunningOutbox> => {
  const collection: Collection<Held> = owner.db.collection(owner.collectionName);
  await collection.createIndex({ 'outbox.dueAt': 1 }, { sparse: true, name: 'outbox' });
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

  const clear = async (id: string, by: string, messages: readonly Outgoing[]): Promise<boolean> => {
    const mine: Filter<Held> = { _id: id, 'outbox.relayedBy': by };
    const all = await collection.updateOne(
      { ...mine, 'outbox.messages': { $size: messages.length } },
      { $unset: { outbox: 1 } },
    );
    if (all.modifiedCount === 1) return true;
    const ids = messages.map(({ message }) => message.id);
    const rest: Document = {
      $pull: { 'outbox.messages': { 'message.id': { $in: ids } } },
      $unset: { 'outbox.relayedBy': 1 },
    };
    await collection.updateOne(mine, rest);
    return false;
  };

  const relayOnce = async (id: string): Promise<'done' | 'more'> => {
    const by = newId();
    const claimedAt = performance.now();
    const found = await claim(id, by);
    if (!found) return 'done';
    const { messages, relayedBy }: OutboxField = found.outbox;
    try {
      for (const { stream, message } of messages) {
        if (performance.now() - claimedAt > tuning.relayClaimMs / 2)
          throw new Outage('The stream, for too long for this relay,');
        // After somebody else's relay, or one of ours that failed, it may stand on the stream already.
        const since = relayedBy === undefined ? {} : { since: new Date(message.time) };
        await publish(stream, message, { ...since, withinMs: tuning.relayClaimMs / 2 });
      }
    } catch (error) {
      await collection.updateOne(
        { _id: id, 'outbox.relayedBy': by },
        { $set: { 'outbox.dueAt': new Date() } },
      );
      throw error;
    }
    return (await clear(id, by, messages)) ? 'done' : 'more';
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

  const sweep = async () => {
    while (!closing.signal.aborted) {
      try {
        const left = collection.find(
          { 'outbox.dueAt': { $lt: new Date() } },
          { projection: { _id: 1 }, limit: 100 },
        );
        for await (const { _id } of left) relay(_id);
      } catch (error) {
        observe({ kind: 'trouble', what: `sweeping the outboxes of ${collection.collectionName}`, error });
      }
      await pause(tuning.sweepMs, closing.signal);
    }
  };
  const sweeping = sweep();

  const dueAt = () => new Date(Date.now() + 2 * tuning.sweepMs);
  return {
    hold: (messages) => ({ outbox: { messages, dueAt: dueAt() } }),
    push: (messages) => ({
      $push: { 'outbox.messages': { $each: messages } },
      $max: { 'outbox.dueAt': dueAt() },
    }),
    relay,
    close: async () => {
      closing.abort();
      await sweeping;
      await Promise.all(relays.values());
    },
  };
};

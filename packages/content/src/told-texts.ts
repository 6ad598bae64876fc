import { setTimeout as pause } from 'node:timers/promises';
import { newId, type Outbox, type OutboxField, type Outgoing } from '@obey/choreography';
import { ContentUserMentioned } from '@obey/contracts';
import type { Collection, Document, Filter } from 'mongodb';

interface Held extends Document {
  _id: string;
  outbox?: OutboxField;
}

interface Rewriting {
  readonly outbox: Pick<Outbox, 'hold'>;
  /** What must still be so. */
  readonly provided?: Filter<Held>;
  readonly change: {
    readonly $set?: Document;
    readonly $unset: Readonly<Record<string, ''>>;
    readonly $inc?: Readonly<Record<string, number>>;
  };
  /** To be told after what waits already. */
  readonly told?: readonly Outgoing[];
}

/** Telling takes milliseconds, unless Redis is away: then who tells keeps the messages for seconds, again and again. */
const patienceMs = 2_000;

/**
 * Changes a document, and takes excerpts, reasons and mentions out of its outbox, of what was told too, in one write.
 * It waits for who is telling them just now, but not for long: they hold the excerpts in memory, and then their messages may
 * follow what is told here. False where what is provided is not so.
 */
export const rewriteWithoutTexts = async <T extends Document & { _id: string }>(
  owner: Collection<T>,
  id: string,
  { outbox, provided = {}, change, told = [] }: Rewriting,
): Promise<boolean> => {
  const documents: Collection<Held> = owner.db.collection(owner.collectionName);
  const patientUntil = performance.now() + patienceMs;
  for (;;) {
    const found = await documents.findOne({ _id: id, ...provided }, { projection: { outbox: 1 } });
    if (found === null) return false;
    const before = found.outbox ?? {};
    if (isBeingTold(before) && performance.now() < patientUntil) {
      await pause(10);
      continue;
    }
    const after = rewritten(before, told, outbox);
    const isEmpty = Object.keys(after).length === 0;
    const { matchedCount } = await documents.updateOne(
      { _id: id, ...provided, ...unchanged(before) },
      {
        ...((change.$set || !isEmpty) && { $set: { ...change.$set, ...(!isEmpty && { outbox: after }) } }),
        $unset: { ...change.$unset, ...(isEmpty && { outbox: '' }) },
        ...(change.$inc && { $inc: change.$inc }),
      },
    );
    if (matchedCount > 0) return true;
  }
};

const isBeingTold = ({ relayedBy, dueAt }: OutboxField) =>
  relayedBy !== undefined && dueAt !== undefined && dueAt > new Date();

/** Whoever relays takes messages from the beginning, and whoever changes the document adds some at the end. */
const unchanged = ({ messages = [], relayedBy }: OutboxField): Filter<Held> => ({
  'outbox.relayedBy': relayedBy ?? { $exists: false },
  ...(messages.length === 0
    ? { 'outbox.messages.0': { $exists: false } }
    : {
        'outbox.messages': { $size: messages.length },
        'outbox.messages.0.message.id': messages[0]?.message.id,
      }),
});

const rewritten = (
  { messages = [], relayedBy, told, forgetAt }: OutboxField,
  more: readonly Outgoing[],
  { hold }: Pick<Outbox, 'hold'>,
): OutboxField => {
  const waiting = [...messages.flatMap(withoutText), ...more];
  const isTried = relayedBy !== undefined && waiting.length > 0;
  return {
    ...hold(waiting).outbox,
    // Whoever still tells finds their claim gone, and leaves alone what is here; the next looks on the stream first.
    ...(isTried && { relayedBy: newId(), dueAt: new Date(Date.now() - 1) }),
    ...(told && { told: told.flatMap(withoutText) }),
    ...(forgetAt && { forgetAt }),
  };
};

const withoutText = (outgoing: Outgoing): Outgoing[] => {
  const { type, data } = outgoing.message;
  if (type === ContentUserMentioned.type) return [];
  if (typeof data !== 'object' || data === null || !('postId' in data)) return [outgoing];
  const left = Object.entries(data).flatMap(([field, value]) => {
    if (field === 'reason' || field === 'alsoTold') return [];
    return [[field, field === 'excerpt' ? '' : value]];
  });
  return [{ ...outgoing, message: { ...outgoing.message, data: Object.fromEntries(left) } }];
};

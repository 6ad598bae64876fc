import type { Collection, Document } from 'mongodb';
import type { Message } from './message.js';
import type { OutboxField } from './outbox-field.js';
import type { Tell } from './tell.js';
import type { Publishing } from './transport.js';

interface RepublishDeps {
  readonly tell: Tell;
  readonly publishing: Pick<Publishing, 'addMissing'>;
}

/** What one script looks for and adds at once. */
const atOnce = 200;

/** Publishes again the messages that a collection's outboxes keep and that stand on their streams no more. */
export const republishTold = async <T extends Document>(
  collection: Collection<T>,
  { tell, publishing }: RepublishDeps,
): Promise<number> => {
  const byStream = new Map<string, Message[]>();
  const kept = collection.aggregate<{ outbox: OutboxField }>([
    { $match: { 'outbox.forgetAt': { $exists: true } } },
    { $project: { outbox: 1 } },
  ]);
  for await (const { outbox } of kept) {
    for (const outgoing of outbox.told ?? []) {
      const { stream, message, notBefore } = outgoing;
      if (notBefore && notBefore.getTime() > Date.now()) await tell(outgoing);
      else if (byStream.get(stream)?.push(message) === undefined) byStream.set(stream, [message]);
    }
  }
  let republished = 0;
  for (const [stream, messages] of byStream) {
    messages.sort((a, b) => a.time.localeCompare(b.time));
    for (let at = 0; at < messages.length; at += atOnce) {
      const some = messages.slice(at, at + atOnce);
      republished += await publishing.addMissing(stream, some, new Date(some[0]?.time ?? 0));
    }
  }
  return republished;
};

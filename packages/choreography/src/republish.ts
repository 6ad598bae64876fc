import type { Collection, Document } from 'mongodb';
import { bodyOf } from './entry.js';
import type { Outgoing } from './message.js';
import type { OutboxField, Tell } from './outbox.js';
import type { Groups } from './transport.js';

interface RepublishDeps {
  readonly tell: Tell;
  readonly groups: Pick<Groups, 'after'>;
}

/** What a clock of ours and the server's may differ by. */
const clockMarginMs = 10_000;
const pageSize = 1_000;

/** Publishes again the messages that a collection's outboxes keep and that stand on their streams no more. */
export const republishTold = async <T extends Document>(
  collection: Collection<T>,
  { tell, groups }: RepublishDeps,
): Promise<number> => {
  const kept = await collection
    .aggregate<{ outbox: OutboxField }>([
      { $match: { 'outbox.forgetAt': { $exists: true } } },
      { $project: { outbox: 1 } },
    ])
    .toArray();
  const byStream = new Map<string, Outgoing[]>();
  for (const { outbox } of kept) {
    for (const outgoing of outbox.told ?? [])
      byStream.set(outgoing.stream, [...(byStream.get(outgoing.stream) ?? []), outgoing]);
  }
  let republished = 0;
  for (const [stream, told] of byStream) {
    const inOrder = told.sort((a, b) => a.message.time.localeCompare(b.message.time));
    const since = Date.parse(inOrder[0]?.message.time ?? '') - clockMarginMs;
    const present = await idsSince(stream, Math.max(0, since), groups);
    for (const outgoing of inOrder) {
      if (present.has(outgoing.message.id)) continue;
      // Another instance may do the same now; searching again, inside the server, keeps it from being doubled.
      const outcome = await tell(outgoing, { since: new Date(outgoing.message.time) });
      if (outcome === 'added') republished += 1;
    }
  }
  return republished;
};

const idsSince = async (stream: string, ms: number, groups: Pick<Groups, 'after'>): Promise<Set<string>> => {
  const ids = new Set<string>();
  for (let after = `${ms}-0`; ; ) {
    const entries = await groups.after(stream, after, pageSize);
    for (const raw of entries) {
      const { message } = bodyOf(raw);
      if (message) ids.add(message.id);
    }
    const last = entries.at(-1);
    if (!last || entries.length < pageSize) return ids;
    after = last.id;
  }
};

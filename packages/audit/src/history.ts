import { encode } from '@obey/choreography';
import { messageOf } from './records.js';
import type { Store } from './store.js';

interface Asked {
  readonly stream: string;
  readonly after: string;
  readonly before: string;
  readonly limit: number;
}

/** An answer is not much larger than this, in characters. */
const mostCharacters = 500_000;

/** Entry ids as text that sorts like the order on the stream (as `context.sequence` does), and back. */
export const sortable = (entryId: string): string => {
  const [ms = '', count = ''] = entryId.split('-');
  return `${ms.padStart(15, '0')}-${count.padStart(10, '0')}`;
};
export const entryIdOf = (entry: string): string => {
  const [ms = '', count = ''] = entry.split('-');
  return `${trimmed(ms)}-${trimmed(count)}`;
};
const trimmed = (digits: string) => digits.replace(/^0+(?=\d)/, '');

/** What stood on a stream between two entries, in its order; as many as fit into one answer, one at least. */
export const historyOf = async (
  { events }: Pick<Store, 'events'>,
  { stream, after, before, limit }: Asked,
): Promise<{ entries: { id: string; event: string }[] }> => {
  const found = events
    .find({ stream, entry: { $gt: sortable(after), $lt: sortable(before) } })
    .sort({ entry: 1 })
    .limit(limit);
  const entries: { id: string; event: string }[] = [];
  let characters = 0;
  for await (const record of found) {
    const event = encode(messageOf(record));
    characters += event.length;
    if (entries.length > 0 && characters > mostCharacters) break;
    entries.push({ id: entryIdOf(record.entry), event });
  }
  return { entries };
};

import { type Connection, entriesOf } from '@obey/choreography/inspection';
import { seen } from '../streams/entries.js';
import type { Found } from '../streams/find.js';
import type { Sampled } from './edges.js';

/** The last so many messages of each partition. */
export const sampleOf = async (
  redis: Connection,
  found: readonly Found[],
  most: number,
): Promise<Sampled[]> => {
  if (most === 0) return [];
  const samples = found.map(async ({ key, name: { kind, owner } }) => {
    const entries = entriesOf(await redis.call('XREVRANGE', key, '+', '-', 'COUNT', most));
    return entries.flatMap((raw) => {
      const { message } = seen(key, raw);
      return message ? [{ message, name: { kind, owner } }] : [];
    });
  });
  return (await Promise.all(samples)).flat();
};

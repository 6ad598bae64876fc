import type { CommandDeps } from './command.js';
import { numberOf, prefixOf } from './indexes.js';
import { encodeValue } from './keys.js';
import { indexValues } from './paths.js';

/**
 * Removes the documents whose TTL indexes say that their time is over: of an array of dates the earliest
 * counts. MongoDB does this once a minute; here the caller says when.
 */
export async function expireDocuments({ store, catalog, documents, now }: CommandDeps): Promise<void> {
  for (const collection of catalog.collections.values()) {
    for (const index of collection.indexes) {
      const [field] = index.fields;
      if (index.expireAfterSeconds === undefined || !field) continue;
      const deadline = new Date(now().getTime() - index.expireAfterSeconds * 1000);
      const ends = [
        encodeValue(new Date(-8.64e15), field.descending),
        encodeValue(deadline, field.descending),
      ];
      const [from, to] = (field.descending ? ends.reverse() : ends).map((end) =>
        Buffer.concat([prefixOf(index.ident), end]),
      );
      if (!from || !to) continue;
      const range = { from, to: Buffer.concat([to, Buffer.from([0xff])]) };
      if (store.scan(range).next().done) continue;
      await store.write(() => {
        if (!catalog.collections.has(collection.namespace) || !collection.indexes.includes(index)) return;
        const numbers = new Set([...store.scan(range)].map(({ value }) => numberOf(value)));
        for (const number of numbers) {
          const stored = documents.read(collection, number);
          const dates = stored ? indexValues(stored.doc, field.parts).values : [];
          const over = dates.some((date) => date instanceof Date && date.getTime() <= deadline.getTime());
          if (stored && over) documents.remove(collection, stored);
        }
      });
    }
  }
}

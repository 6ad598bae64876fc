import type { Collection, Document } from 'mongodb';

/** The collection, but what is done comes when the first of its queries has been answered, before the others are asked. */
export const actingBetween = <T extends Document>(
  collection: Collection<T>,
  query: 'find' | 'aggregate',
  act: () => Promise<unknown>,
): Collection<T> => {
  let acted: Promise<unknown> | undefined;
  return new Proxy(collection, {
    get: (of, name) => {
      const value: unknown = Reflect.get(of, name, of);
      if (name !== query || typeof value !== 'function') return value;
      return (...asked: unknown[]) => ({
        toArray: async () => {
          const ask = () => Reflect.apply(value, of, asked).toArray();
          if (acted !== undefined) return acted.then(ask);
          const answered = ask();
          acted = answered.then(act);
          await acted;
          return answered;
        },
      });
    },
  });
};

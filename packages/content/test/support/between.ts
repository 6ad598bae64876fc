import type { Collection, Document } from 'mongodb';

interface Act {
  readonly query: 'find' | 'aggregate';
  /** How many queries are answered before; those after them wait. */
  readonly after: number;
  readonly act: () => Promise<unknown>;
}

/** The collection, but between two of its queries something is done. */
export const actingBetween = <T extends Document>(
  collection: Collection<T>,
  { query, after, act }: Act,
): Collection<T> => {
  const answers: Promise<unknown>[] = [];
  let acted: Promise<unknown> | undefined;
  return new Proxy(collection, {
    get: (of, name) => {
      const value: unknown = Reflect.get(of, name, of);
      if (name !== query || typeof value !== 'function') return value;
      return (...asked: unknown[]) => ({
        toArray: () => {
          const ask = () => Reflect.apply(value, of, asked).toArray();
          if (acted !== undefined) return acted.then(ask);
          const answer = ask();
          answers.push(answer);
          if (answers.length === after) acted = Promise.all(answers).then(act);
          return answer;
        },
      });
    },
  });
};

import { type ImportOutcome, recordDigest, sourceKey } from '@obey/service-kit';
import type { Creation } from '../creation.js';
import { isAnyDuplicate } from '../duplicates.js';

/** Of which kind records are: the keys of their documents are by that. */
export type Kind = 'category' | 'section' | 'thread' | 'post';

/** What there is already, of what an import has made before. */
export interface Present {
  readonly _id: string;
  readonly creation?: Creation;
}

/** What becomes of a record that is not there yet. */
export type Composed<T> =
  | { readonly made: T }
  | { readonly refused: { readonly code: string; readonly detail: string } };

export const refused = (code: string, detail: string) => ({ refused: { code, detail } });

export const timeRefused = (field: string) =>
  refused('import.time', `The ${field} must be a time from 1970 until now`);

interface Adding<R, P, T> {
  readonly source: string;
  readonly kind: Kind;
  readonly records: readonly R[];
  /** Those that are there by these keys. */
  readonly find: (keys: readonly string[]) => Promise<readonly P[]>;
  /**
   * Gives a function that makes documents of records, one after the other, from what is there. Called anew, with the number
   * of the attempt, where somebody else wrote meanwhile.
   */
  readonly begin: (
    present: readonly P[],
    attempt: number,
  ) => Promise<(record: R, creation: Required<Creation>) => Composed<T>>;
  /** In this order, so that what a crash leaves is a beginning. */
  readonly insert: (made: T[]) => Promise<unknown>;
}

/** Each attempt after the first means that somebody else has written in between. */
const attempts = 100;

/** Adds what is not there yet, and gives what became of each record, in their order. Doing it again changes nothing. */
export const addMissing = async <
  R extends { readonly id: string },
  P extends Present,
  T extends { readonly _id: string },
>({
  source,
  kind,
  records,
  find,
  begin,
  insert,
}: Adding<R, P, T>): Promise<ImportOutcome[]> => {
  const keyed = records.map((record) => ({
    record,
    creation: { key: sourceKey({ source, kind, id: record.id }), body: recordDigest(record) },
  }));
  const tried = new Set<string>();
  for (let attempt = 1; ; attempt += 1) {
    const present = await find(keyed.map(({ creation }) => creation.key));
    const known = new Map(present.map(({ _id, creation }) => [creation?.key, { _id, body: creation?.body }]));
    const compose = await begin(present, attempt);
    const made: T[] = [];
    const outcomes = keyed.map(({ record, creation }): ImportOutcome => {
      const there = known.get(creation.key);
      // What was purged here stays so.
      if (there && (there.body ?? creation.body) === creation.body)
        return { kind: tried.has(there._id) ? 'added' : 'present', id: there._id };
      if (there) {
        const detail = `The ${kind} ${record.id} came with other content before, which stays`;
        return { kind: 'refused', code: 'import.differs', detail };
      }
      const composed = compose(record, creation);
      if ('refused' in composed) return { kind: 'refused', ...composed.refused };
      const { _id } = composed.made;
      known.set(creation.key, { _id, body: creation.body });
      made.push(composed.made);
      return { kind: 'added', id: _id };
    });
    try {
      if (made.length > 0) await insert(made);
      return outcomes;
    } catch (error) {
      if (!isAnyDuplicate(error) || attempt === attempts) throw error;
      for (const { _id } of made) tried.add(_id);
    }
  }
};

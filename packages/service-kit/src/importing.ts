import { createHash } from 'node:crypto';
import { newId } from '@obey/choreography';
import Type, { type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { fieldFaults } from './faults.js';
import { instantOf } from './instants.js';
import { strict } from './strict.js';

/** What something is called where it comes from: unique among the things of its kind there. */
export const SourceId = Type.String({ minLength: 1, maxLength: 100, pattern: '^\\S+$' });

/** Where something comes from. */
export interface SourcePlace {
  /** The name of the source: two sources may both have a `7`. */
  readonly source: string;
  readonly kind: string;
  readonly id: string;
}

/** What became of one record: it was added, was there already, or cannot be; `code` is stable. */
export type ImportOutcome =
  | { readonly kind: 'added' | 'present'; readonly id: string }
  | { readonly kind: 'refused'; readonly code: string; readonly detail: string };

export type RecordReading<T> = { readonly record: T } | { readonly fault: string };

/** By which what was imported is found again. */
export const sourceKey = ({ source, kind, id }: SourcePlace): string => `import:${source}:${kind}:${id}`;

/** The id that it has here: the same for the same source and time, and sorted by the time, like those made here. */
export const importedId = (place: SourcePlace, createdAt: Date): string =>
  newId(createdAt.getTime(), createHash('sha256').update(sourceKey(place)).digest().subarray(0, 10));

/** Tells a record from another one; the order of its fields does not matter. */
export const recordDigest = (record: object): string =>
  createHash('sha256').update(JSON.stringify(record, inOrder)).digest('base64url');

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/** A function that reads values as records of this schema, which are closed: a field that it does not name is a fault. */
export const recordReader = <S extends TSchema>(schema: S) => {
  const validator = Compile(strict(schema));
  const fits = (value: unknown): value is Static<S> => validator.Check(value);
  return (value: unknown): RecordReading<Static<S>> => {
    if (fits(value)) return { record: value };
    const faults = fieldFaults('body', validator.Errors(value));
    return { fault: faults.map(({ pointer, detail }) => `${pointer} ${detail}`.trim()).join('; ') };
  };
};

/** When something came to be, as a record says it; undefined where that is before 1970, or still to come. */
export const pastTime = (text: string, now: Date): Date | undefined => {
  const time = instantOf(text);
  return time.getTime() >= 0 && time <= now ? time : undefined;
};

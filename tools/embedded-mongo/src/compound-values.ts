import { failure } from './errors.js';
import { encodeValue } from './keys.js';
import { type IndexValues, indexValues } from './paths.js';
import type { SortField } from './sort-fields.js';
import { type Doc, isDoc, own } from './values.js';

/** The rows of values that a document has under the fields of an index or a sort, and its array paths. */
export type Rows = { rows: unknown[][]; arrays: string[] };

/**
 * One row, or where there are arrays one for each element; fields that share an array take their values from
 * the same element. Two arrays side by side are MongoDB's error 171.
 */
export function compoundValues(fields: readonly SortField[], doc: Doc): Rows {
  const columns = fields.map(({ parts }) => indexValues(doc, parts));
  const arrays = columns.flatMap((column) => column.arrays);
  const shared = columns.length === 1 || arrays.length === 0 ? undefined : firstArray(fields, doc);
  return { rows: shared ? sharedRows(fields, doc, shared) : product(columns), arrays };
}

/** The bytes of a row, in the order of its fields. */
export function encodeRow(fields: readonly SortField[], values: readonly unknown[]): Buffer {
  return Buffer.concat(fields.map(({ descending }, at) => encodeValue(values[at], descending)));
}

function product(columns: IndexValues[]): unknown[][] {
  return columns.reduce<unknown[][]>(
    (rows, { values }) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );
}

type Shared = { path: string[]; value: unknown[] };

function sharedRows(fields: readonly SortField[], doc: Doc, { path: at, value }: Shared): unknown[][] {
  const prefix = at.join('.');
  const elements = value.length === 0 ? [undefined] : value;
  return elements.flatMap((element) => {
    const columns = fields.map(({ path, parts }): IndexValues => {
      if (path === prefix) return { values: [element], arrays: [] };
      if (path.startsWith(`${prefix}.`)) return indexValues(element, parts.slice(at.length));
      const column = indexValues(doc, parts);
      if (column.arrays.length === 0) return column;
      throw failure(
        'CannotIndexParallelArrays',
        `cannot index or sort by parallel arrays: ${prefix}, ${path}`,
      );
    });
    return product(columns);
  });
}

function firstArray(fields: readonly SortField[], doc: Doc): Shared | undefined {
  for (const { parts } of fields) {
    let value: unknown = doc;
    for (const [at, part] of parts.entries()) {
      value = isDoc(value) ? own(value, part) : undefined;
      if (Array.isArray(value)) return { path: parts.slice(0, at + 1), value };
    }
  }
  return undefined;
}

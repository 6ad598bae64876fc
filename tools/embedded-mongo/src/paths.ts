import { fieldsOf, isDoc, own } from './values.js';

export type Test = (value: unknown) => boolean;

/** A field's value; the DBRef that the decoder makes of `{$ref, $id}` is read as the document it was. */
function child(value: unknown, field: string): unknown {
  if (isDoc(value)) return own(value, field);
  return fieldsOf(value).find(([name]) => name === field)?.[1];
}

const isNested = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * True when `test` holds for a value that a query path reaches: through arrays on the way, by position
 * where a part is a number, and (unless `whole`) for each element of an array at its end and the array
 * itself. A missing field is tested as undefined. The traversal is that of MongoDB's `matcher/path.cpp`.
 */
export function someAt(
  doc: unknown,
  parts: readonly string[],
  at: number,
  whole: boolean,
  test: Test,
): boolean {
  let value = doc;
  for (let part = at; part < parts.length; part += 1) {
    value = child(value, parts[part] ?? '');
    if (Array.isArray(value)) return someIn(value, parts, part + 1, whole, test);
    if (!isNested(value)) return test(part === parts.length - 1 ? value : undefined);
  }
  return test(value);
}

function someIn(array: unknown[], parts: readonly string[], at: number, whole: boolean, test: Test): boolean {
  const next = parts[at];
  if (next === undefined) return (!whole && array.some((element) => test(element))) || test(array);
  const position = /^\d+$/.test(next) ? Number(next) : -1;
  const last = at === parts.length - 1;
  return array.some((element, index) => {
    if (isNested(element) && someAt(element, parts, at, whole, test)) return true;
    if (index !== position) return false;
    if (last) return test(element);
    if (Array.isArray(element)) return someIn(element, parts, at + 1, whole, test);
    return isNested(element) && someAt(element, parts, at + 1, whole, test);
  });
}

/** The values an index or a sort sees at a path, and the array paths met on the way. */
export type IndexValues = { values: unknown[]; arrays: string[] };

/**
 * The values of a path for an index key: one an element where arrays are met; null where the field is
 * missing; undefined (which sorts below null) for an empty array at the end of the path.
 */
export function indexValues(doc: unknown, parts: readonly string[]): IndexValues {
  const found: IndexValues = { values: [], arrays: [] };
  collect(doc, parts, 0, found);
  if (found.values.length === 0) found.values.push(null);
  return found;
}

function collect(value: unknown, parts: readonly string[], at: number, found: IndexValues): void {
  if (at === parts.length) {
    if (!Array.isArray(value)) {
      found.values.push(value === undefined ? null : value);
      return;
    }
    found.arrays.push(parts.join('.'));
    if (value.length === 0) found.values.push(undefined);
    else found.values.push(...value.map((element) => (element === undefined ? null : element)));
    return;
  }
  const part = parts[at] ?? '';
  if (!Array.isArray(value)) {
    collect(child(value, part), parts, at + 1, found);
    return;
  }
  // Both readings of a number: a position here, or a field of that name in the elements.
  const position = /^\d+$/.test(part) ? Number(part) : -1;
  found.arrays.push(parts.slice(0, at).join('.'));
  if (position >= 0 && position < value.length) collect(value[position], parts, at + 1, found);
  const nested = value.filter((element) => isNested(element));
  for (const element of nested) {
    if (position < 0 || child(element, part) !== undefined)
      collect(child(element, part), parts, at + 1, found);
  }
  if (nested.length < value.length || value.length === 0) found.values.push(null);
}

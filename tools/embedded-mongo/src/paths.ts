import { isDoc, isPosition, own } from './values.js';

export type Test = (value: unknown) => boolean;

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
    value = isDoc(value) ? own(value, parts[part] ?? '') : undefined;
    if (Array.isArray(value)) return someIn(value, parts, part + 1, whole, test);
    if (!isDoc(value)) return test(part === parts.length - 1 ? value : undefined);
  }
  return test(value);
}

function someIn(array: unknown[], parts: readonly string[], at: number, whole: boolean, test: Test): boolean {
  const next = parts[at];
  if (next === undefined) return (!whole && array.some((element) => test(element))) || test(array);
  const position = isPosition(next) ? Number(next) : -1;
  return array.some((element, index) => {
    if (isDoc(element) && someAt(element, parts, at, whole, test)) return true;
    if (index !== position) return false;
    if (at === parts.length - 1) return test(element);
    if (Array.isArray(element)) return someIn(element, parts, at + 1, whole, test);
    return isDoc(element) && someAt(element, parts, at + 1, whole, test);
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
  const part = parts[at];
  if (!Array.isArray(value)) {
    if (part === undefined) found.values.push(value ?? null);
    else collect(isDoc(value) ? own(value, part) : undefined, parts, at + 1, found);
    return;
  }
  found.arrays.push(parts.slice(0, at).join('.'));
  if (part === undefined) {
    if (value.length === 0) found.values.push(undefined);
    else found.values.push(...value.map((element: unknown) => element ?? null));
    return;
  }
  // Both readings of a number: a position here, or a field of that name in the elements.
  const position = isPosition(part) ? Number(part) : -1;
  if (position >= 0 && position < value.length) collect(value[position], parts, at + 1, found);
  for (const element of value) {
    const inner = isDoc(element) ? own(element, part) : undefined;
    if (isDoc(element) && (position < 0 || inner !== undefined)) collect(inner, parts, at + 1, found);
  }
  if (value.length === 0 || !value.every(isDoc)) found.values.push(null);
}

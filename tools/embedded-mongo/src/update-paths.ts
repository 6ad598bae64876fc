import { failure } from './errors.js';
import { type Condition, matches, parseFilter } from './filter.js';
import { matchedPosition } from './positional.js';
import { type Doc, isDoc, own, typeName, valueAt } from './values.js';

/** Conditions on array elements by identifier, as `$[identifier]` names them. */
export type ArrayFilters = ReadonlyMap<string, (element: unknown) => boolean>;

/** Parses arrayFilters; each has one identifier, and each must be used in a path. */
export function parseArrayFilters(filters: readonly unknown[], paths: string[]): ArrayFilters {
  const parsed = new Map<string, (element: unknown) => boolean>();
  for (const filter of filters) {
    if (!isDoc(filter)) throw failure('FailedToParse', 'Array filter must be an object');
    const identifiers = new Set(identifiersOf(filter));
    const [identifier] = identifiers;
    if (identifier === undefined)
      throw failure(
        'FailedToParse',
        'Cannot use an expression without a top-level field name in arrayFilters',
      );
    if (identifiers.size > 1) {
      throw failure(
        'FailedToParse',
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...identifiers].join("' and '")}'`,
      );
    }
    if (parsed.has(identifier)) {
      throw failure(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${identifier}`,
      );
    }
    const condition = parseFilter(filter);
    parsed.set(identifier, (element) => matches(condition, { [identifier]: element }));
  }
  const used = new Set(
    paths.flatMap((path) => [...path.matchAll(/\$\[([^\]]+)\]/g)].map(([, name = '']) => name)),
  );
  for (const identifier of parsed.keys()) {
    if (!used.has(identifier)) {
      throw failure(
        'FailedToParse',
        `The array filter for identifier '${identifier}' was not used in the update`,
      );
    }
  }
  for (const identifier of used) {
    if (!parsed.has(identifier)) {
      throw failure(
        'BadValue',
        `No array filter found for identifier '${identifier}' in path '${paths.find((path) => path.includes(`$[${identifier}]`))}'`,
      );
    }
  }
  return parsed;
}

function identifiersOf(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (!key.startsWith('$')) return [key.split('.')[0] ?? key];
    return Array.isArray(value) ? value.filter(isDoc).flatMap(identifiersOf) : [];
  });
}

/** The concrete paths that a path with `$`, `$[]` or `$[identifier]` stands for in a document. */
export function expandPath(
  doc: Doc,
  original: Doc,
  path: string,
  filters: ArrayFilters,
  filter: Condition,
): string[][] {
  const parts = path.split('.');
  if (!path.includes('$')) return [parts];
  let expanded: string[][] = [[]];
  for (const part of parts) {
    if (part === '$') {
      expanded = expanded.map((prefix) => [...prefix, String(positionIn(original, prefix, filter))]);
    } else if (part.startsWith('$[') && part.endsWith(']')) {
      const chosen = part === '$[]' ? () => true : filters.get(part.slice(2, -1));
      expanded = expanded.flatMap((prefix) =>
        positionsIn(doc, prefix, chosen).map((at) => [...prefix, String(at)]),
      );
    } else {
      expanded = expanded.map((prefix) => [...prefix, part]);
    }
  }
  return expanded;
}

function positionIn(doc: Doc, prefix: string[], filter: Condition): number {
  const position = matchedPosition(filter, doc, prefix);
  if (position === undefined) {
    throw failure('BadValue', 'The positional operator did not find the match needed from the query.');
  }
  return position;
}

function positionsIn(
  doc: Doc,
  prefix: string[],
  chosen: ((element: unknown) => boolean) | undefined,
): number[] {
  const array = valueAt(doc, prefix);
  const name = prefix.join('.');
  if (array === undefined) {
    throw failure(
      'BadValue',
      `The path '${name}' must exist in the document in order to apply array updates.`,
    );
  }
  if (!Array.isArray(array))
    throw failure('BadValue', `Cannot apply array updates to non-array element ${name}`);
  return array.flatMap((element: unknown, at) => (chosen?.(element) ? [at] : []));
}

/** Sets the value at a path, creating documents on the way; PathNotViable (28) through a scalar. */
export function setAt(doc: Doc, path: readonly string[], value: unknown): void {
  let target: unknown = doc;
  for (const [at, part] of path.entries()) {
    const last = at === path.length - 1;
    if (Array.isArray(target)) {
      const position = arrayPosition(target, part, path, at);
      while (target.length < position) target.push(null);
      if (last) target[position] = value;
      else if (position === target.length) target.push({});
      target = target[position];
    } else if (isDoc(target)) {
      if (last) assign(target, part, value);
      else if (own(target, part) === undefined) assign(target, part, {});
      target = own(target, part);
    } else throw notViable(part, path.slice(0, at), target);
  }
}

function assign(doc: Doc, field: string, value: unknown): void {
  if (field === '__proto__') {
    Object.defineProperty(doc, field, { value, enumerable: true, configurable: true, writable: true });
  } else doc[field] = value;
}

function arrayPosition(array: unknown[], part: string, path: readonly string[], at: number): number {
  if (!/^\d+$/.test(part)) throw notViable(part, path.slice(0, at), array);
  const position = Number(part);
  if (position > array.length + 1_500_000) {
    throw failure('BadValue', `can't backfill more than 1500000 elements`);
  }
  return position;
}

function notViable(part: string, path: readonly string[], value: unknown): Error {
  return failure(
    'PathNotViable',
    `Cannot create field '${part}' in element {${path.at(-1)}: ${describe(value)}}`,
  );
}

export function describe(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  return typeof value === 'object' && value !== null && !('_bsontype' in value)
    ? typeName(value)
    : String(value);
}

/** Removes the field at a path; an array element becomes null, as in MongoDB. */
export function unsetAt(doc: Doc, path: readonly string[]): void {
  const parent = valueAt(doc, path.slice(0, -1));
  const field = path.at(-1) ?? '';
  if (Array.isArray(parent)) {
    if (/^\d+$/.test(field) && Number(field) < parent.length) parent[Number(field)] = null;
  } else if (isDoc(parent)) delete parent[field];
}

import { failure } from './errors.js';
import { type Condition, matches, parseFilter } from './filter.js';
import type { Test } from './paths.js';
import { matchedPosition } from './positional.js';
import { type Doc, isDoc, isPosition, own, show, valueAt } from './values.js';

/** Conditions on array elements by identifier, as `$[identifier]` names them. */
export type ArrayFilters = ReadonlyMap<string, Test>;

/** Parses arrayFilters; each has one identifier, and each must be used in a path. */
export function parseArrayFilters(given: readonly unknown[], paths: string[]): ArrayFilters {
  const filters = new Map<string, Test>();
  const used = new Set(paths.flatMap((path) => path.match(/(?<=\$\[)[^\]]+(?=\])/g) ?? []));
  for (const filter of given) {
    if (!isDoc(filter)) throw failure('FailedToParse', 'Array filter must be an object');
    const [identifier, ...others] = new Set(identifiersOf(filter));
    if (identifier !== undefined && !/^[a-z][a-zA-Z0-9]*$/.test(identifier))
      throw failure(
        'BadValue',
        `The array filter identifier '${identifier}' must begin with a lowercase letter`,
      );
    if (identifier === undefined || others.length > 0)
      throw failure('FailedToParse', 'Error parsing array filter: expected a single top-level field name');
    if (filters.has(identifier))
      throw failure(
        'FailedToParse',
        `Found multiple array filters with the top-level field name ${identifier}`,
      );
    if (!used.has(identifier)) {
      const message = `The array filter for identifier '${identifier}' was not used in the update`;
      throw failure('FailedToParse', message);
    }
    const condition = parseFilter(filter);
    filters.set(identifier, (element) => matches(condition, { [identifier]: element }));
  }
  for (const identifier of used)
    if (!filters.has(identifier)) throw failure('BadValue', `No array filter found for '${identifier}'`);
  return filters;
}

function identifiersOf(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([key, value]) => {
    if (!key.startsWith('$')) return key.split('.', 1);
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
  return path.split('.').reduce<string[][]>(
    (prefixes, part) =>
      prefixes.flatMap((prefix) => {
        if (part === '$') return [[...prefix, String(positionIn(original, prefix, filter))]];
        if (!(part.startsWith('$[') && part.endsWith(']'))) return [[...prefix, part]];
        const chosen = part === '$[]' ? () => true : filters.get(part.slice(2, -1));
        return positionsIn(doc, prefix, chosen).map((at) => [...prefix, String(at)]);
      }),
    [[]],
  );
}

function positionIn(doc: Doc, prefix: string[], filter: Condition): number {
  const position = matchedPosition(filter, doc, prefix);
  if (position !== undefined) return position;
  throw failure('BadValue', 'The positional operator did not find the match needed from the query.');
}

function positionsIn(doc: Doc, prefix: string[], chosen: Test | undefined): number[] {
  const array = valueAt(doc, prefix);
  const path = prefix.join('.');
  if (array === undefined)
    throw failure(
      'BadValue',
      `The path '${path}' must exist in the document in order to apply array updates.`,
    );
  if (!Array.isArray(array))
    throw failure('BadValue', `Cannot apply array updates to non-array element ${path}`);
  return array.flatMap((element: unknown, at) => (chosen?.(element) ? [at] : []));
}

/** Sets the value at a path, creating documents on the way; PathNotViable (28) through a scalar. */
export function setAt(doc: Doc, path: readonly string[], value: unknown): void {
  let target: unknown = doc;
  for (const [at, part] of path.entries()) {
    const last = at === path.length - 1;
    if (Array.isArray(target) && isPosition(part)) {
      const position = Number(part);
      if (position > target.length + 1_500_000)
        throw failure('BadValue', `can't backfill more than 1500000 elements`);
      while (target.length < position) target.push(null);
      if (last) target[position] = value;
      else if (position === target.length) target.push({});
      target = target[position];
    } else if (isDoc(target)) {
      if (last) assign(target, part, value);
      else if (own(target, part) === undefined) assign(target, part, {});
      target = own(target, part);
    } else {
      const element = `{${path[at - 1]}: ${show(target)}}`;
      throw failure('PathNotViable', `Cannot create field '${part}' in element ${element}`);
    }
  }
}

function assign(doc: Doc, field: string, value: unknown): void {
  // `__proto__` is a field like any other to BSON.
  Object.defineProperty(doc, field, { value, enumerable: true, configurable: true, writable: true });
}

/** Removes the value at a path; an array's element becomes null. */
export function unsetAt(doc: Doc, path: readonly string[]): void {
  const parent = valueAt(doc, path.slice(0, -1));
  const field = path.at(-1) ?? '';
  if (Array.isArray(parent)) {
    if (isPosition(field) && Number(field) < parent.length) parent[Number(field)] = null;
  } else if (isDoc(parent)) delete parent[field];
}

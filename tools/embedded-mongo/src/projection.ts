import { located, notImplemented } from './errors.js';
import { compileExpression } from './expressions.js';
import { type Condition, isOperators, matches, parseFilter } from './filter.js';
import { matchedPosition } from './positional.js';
import { setAt } from './update-paths.js';
import { type Doc, isDoc, own, toNumber, truthy } from './values.js';

export type Project = (doc: Doc, filter?: Condition) => Doc;

type Node = { kind: 'leaf' } | { kind: 'branch'; fields: Map<string, Node> };
type Special = (result: Doc, doc: Doc, filter: Condition | undefined) => void;

/**
 * Parses the projection of a find or of `$project`: inclusion or exclusion of dotted paths, `$slice`,
 * `$elemMatch`, the positional `$`, and aggregation expressions. Undefined for an empty one.
 */
export function parseProjection(spec: Doc): Project | undefined {
  if (Object.keys(spec).length === 0) return undefined;
  const tree: Node = { kind: 'branch', fields: new Map() };
  const specials: Special[] = [];
  const modes = new Set<boolean>();
  let keepId = true;
  const read = (fields: Doc, prefix: string): void => {
    for (const [name, value] of Object.entries(fields)) {
      const path = prefix + name;
      if (isDoc(value) && !isOperators(value) && Object.keys(value).length > 0) {
        read(value, `${path}.`);
        continue;
      }
      const plain = typeof value === 'boolean' || toNumber(value) !== undefined;
      if (path === '_id' && plain) {
        keepId = truthy(value);
        continue;
      }
      if (plain && !path.endsWith('.$')) {
        modes.add(truthy(value));
        add(tree, path.split('.'), path);
        continue;
      }
      const { special, includes } = specialOf(path, value);
      if (includes) {
        modes.add(true);
        add(tree, path.replace(/\.\$$/, '').split('.'), path);
      }
      specials.push(special);
    }
  };
  read(spec, '');
  if (modes.size > 1) throw located(31254, 'Cannot do inclusion and exclusion in the same projection');
  const including = modes.size === 0 ? keepId && specials.length === 0 : modes.has(true);
  const onlyId = modes.size === 0 && specials.length === 0;
  return (doc, filter) => {
    let result: Doc;
    if (onlyId) result = keepId ? { _id: doc._id } : without(doc, '_id');
    else if (including)
      result = { ...(keepId ? { _id: doc._id } : {}), ...include(without(doc, '_id'), tree) };
    else result = exclude(keepId ? doc : without(doc, '_id'), tree);
    for (const special of specials) special(result, doc, filter);
    return result;
  };
}

function without(doc: Doc, field: string): Doc {
  const { [field]: _, ...rest } = doc;
  return rest;
}

function add(tree: Node, parts: string[], path: string): void {
  let node = tree;
  for (const [at, part] of parts.entries()) {
    if (node.kind === 'leaf') throw located(31249, `Path collision at ${path}`);
    const existing = node.fields.get(part);
    if (at === parts.length - 1) {
      if (existing) throw located(31250, `Path collision at ${path}`);
      node.fields.set(part, { kind: 'leaf' });
      return;
    }
    const next: Node = existing ?? { kind: 'branch', fields: new Map() };
    node.fields.set(part, next);
    node = next;
  }
}

function include(value: Doc, node: Node): Doc {
  if (node.kind === 'leaf') return value;
  const entries = Object.entries(value).flatMap(([name, field]): [string, unknown][] => {
    const child = node.fields.get(name);
    if (!child) return [];
    if (child.kind === 'leaf') return [[name, field]];
    const kept = includeNested(field, child);
    return kept === undefined ? [] : [[name, kept]];
  });
  return Object.fromEntries(entries);
}

/** Scalars below an included path are left out, in arrays too. */
function includeNested(value: unknown, node: Node): unknown {
  if (Array.isArray(value))
    return value.map((item) => includeNested(item, node)).filter((item) => item !== undefined);
  return isDoc(value) ? include(value, node) : undefined;
}

function exclude(value: Doc, node: Node): Doc {
  if (node.kind === 'leaf') return {};
  const entries = Object.entries(value).flatMap(([name, field]): [string, unknown][] => {
    const child = node.fields.get(name);
    if (!child) return [[name, field]];
    return child.kind === 'leaf' ? [] : [[name, excludeNested(field, child)]];
  });
  return Object.fromEntries(entries);
}

function excludeNested(value: unknown, node: Node): unknown {
  if (Array.isArray(value)) return value.map((item) => excludeNested(item, node));
  return isDoc(value) ? exclude(value, node) : value;
}

function specialOf(path: string, value: unknown): { special: Special; includes: boolean } {
  if (path.endsWith('.$')) return { special: positional(path.slice(0, -2)), includes: true };
  if (isDoc(value) && own(value, '$slice') !== undefined && !hasFieldPath(own(value, '$slice'))) {
    return { special: slice(path, own(value, '$slice')), includes: false };
  }
  if (isDoc(value) && own(value, '$elemMatch') !== undefined)
    return { special: elemMatch(path, value), includes: true };
  if (isDoc(value) && own(value, '$meta') !== undefined) throw notImplemented('a projection by $meta');
  const evaluate = compileExpression(value);
  const special: Special = (result, doc) => {
    const computed = evaluate(doc);
    if (computed !== undefined) setAt(result, path.split('.'), computed);
  };
  return { special, includes: !path.includes('.') };
}

const hasFieldPath = (operand: unknown) =>
  Array.isArray(operand) && !operand.every((part) => toNumber(part) !== undefined);

function positional(path: string): Special {
  return (result, doc, filter) => {
    const array = doc[path];
    if (!Array.isArray(array)) return;
    const at = filter && matchedPosition(filter, doc, [path]);
    if (at === undefined) {
      throw located(
        51246,
        `Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array`,
      );
    }
    result[path] = [array[at]];
  };
}

function elemMatch(path: string, value: Doc): Special {
  if (path.includes('.')) throw located(31275, 'Cannot use $elemMatch projection on a nested field');
  const condition = parseFilter({ [path]: value });
  return (result, doc) => {
    const array = doc[path];
    const found = Array.isArray(array)
      ? array.find((item) => matches(condition, { [path]: [item] }))
      : undefined;
    if (found === undefined) delete result[path];
    else result[path] = [found];
  };
}

function slice(path: string, operand: unknown): Special {
  const [first = 0, size] = (Array.isArray(operand) ? operand : [operand]).map(
    (part) => toNumber(part) ?? Number.NaN,
  );
  if (Number.isNaN(first) || (size !== undefined && !(size > 0)))
    throw located(28724, 'First argument to $slice must be an array, or its count positive');
  return (result, doc) => {
    const parts = path.split('.');
    const array = parts.reduce<unknown>((value, part) => (isDoc(value) ? own(value, part) : undefined), doc);
    if (!Array.isArray(array)) return;
    const start = size === undefined ? Math.min(first, 0) : first;
    const from = start < 0 ? Math.max(0, array.length + start) : start;
    const length = size ?? Math.abs(first);
    setAt(result, parts, array.slice(from, from + length));
  };
}

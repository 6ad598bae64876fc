import { failure, notImplemented } from './errors.js';
import { compileExpression } from './expressions.js';
import { addPath, flattened, type PathTree, withField } from './fields.js';
import { type Condition, matches, parseFilter } from './filter.js';
import { matchedPosition } from './positional.js';
import { type Doc, isDoc, own, toNumber, truthy, valueAt } from './values.js';

export type Project = (doc: Doc, filter?: Condition) => Doc;

/** What a field of a projection makes of the result, beyond keeping or leaving out a path. */
type Step = (result: Doc, doc: Doc, filter: Condition | undefined) => Doc;

/**
 * Parses the projection of a find: inclusion or exclusion of dotted paths, `$slice`, `$elemMatch`, the
 * positional `$`, and expressions. Undefined for an empty one.
 */
export function parseProjection(spec: Doc): Project | undefined {
  return parse(spec, findOperator);
}

/** Parses the specification of `$project`: what a find takes, but for its own operators. */
export function parseStageProjection(spec: Doc): Project | undefined {
  return parse(spec, () => undefined);
}

/** An operator of find: `selects` when naming the field leaves the others out. */
type Operator = { step: Step; path: string; selects: boolean };

function parse(spec: Doc, operatorOf: (path: string, value: unknown) => Operator | undefined) {
  if (Object.keys(spec).length === 0) return undefined;
  const named: PathTree = new Map();
  const kept: string[] = [];
  const sliced: string[] = [];
  const steps: Step[] = [];
  let mode: 'include' | 'exclude' | undefined;
  let id: boolean | 'computed' | undefined;
  const become = (wanted: 'include' | 'exclude', computed = false) => {
    if (mode !== undefined && mode !== wanted) {
      const code = computed ? 31252 : mode === 'include' ? 31254 : 31253;
      throw failure(code, 'Cannot do inclusion and exclusion in the same projection');
    }
    mode = wanted;
  };
  for (const [path, value] of flattened(spec)) {
    const operator = operatorOf(path, value);
    addPath(named, operator?.path ?? path);
    if (operator) {
      steps.push(operator.step);
      (operator.selects ? kept : sliced).push(operator.path);
      if (operator.selects) become('include');
    } else if (isDoc(value) && Object.keys(value).length === 0)
      throw failure(51270, 'An empty sub-projection is not a valid value. Found empty object at path');
    else if (typeof value !== 'boolean' && toNumber(value) === undefined) {
      become('include', true);
      if (path === '_id') id = 'computed';
      steps.push(computedField(path, value));
    } else if (path === '_id') id = truthy(value);
    else {
      become(truthy(value) ? 'include' : 'exclude');
      kept.push(path);
    }
  }
  const including = mode === 'include' || (mode === undefined && id === true);
  if (including) kept.push(...sliced);
  const tree: PathTree = new Map();
  for (const path of kept) addPath(tree, path);
  if (!tree.has('_id') && id !== 'computed' && (id ?? true) === including) tree.set('_id', 'leaf');
  return (doc: Doc, filter?: Condition) =>
    steps.reduce(
      (result, step) => step(result, doc, filter),
      including ? include(doc, tree) : exclude(doc, tree),
    );
}

function include(doc: Doc, tree: PathTree): Doc {
  const entries = Object.entries(doc).flatMap(([name, field]): [string, unknown][] => {
    const child = tree.get(name);
    const kept = child === 'leaf' ? field : child && includeNested(field, child);
    return kept === undefined ? [] : [[name, kept]];
  });
  return Object.fromEntries(entries);
}

/** Scalars below an included path are left out, in arrays too. */
function includeNested(value: unknown, tree: PathTree): unknown {
  if (Array.isArray(value))
    return value.map((item) => includeNested(item, tree)).filter((item) => item !== undefined);
  return isDoc(value) ? include(value, tree) : undefined;
}

function exclude(doc: Doc, tree: PathTree): Doc {
  const entries = Object.entries(doc).flatMap(([name, field]): [string, unknown][] => {
    const child = tree.get(name);
    return child === 'leaf' ? [] : [[name, child ? excludeNested(field, child) : field]];
  });
  return Object.fromEntries(entries);
}

function excludeNested(value: unknown, tree: PathTree): unknown {
  if (Array.isArray(value)) return value.map((item) => excludeNested(item, tree));
  return isDoc(value) ? exclude(value, tree) : value;
}

function computedField(path: string, value: unknown): Step {
  const evaluate = compileExpression(value);
  const parts = path.split('.');
  return (result, doc) => {
    if (parts.some((_, end) => end > 0 && Array.isArray(valueAt(doc, parts.slice(0, end)))))
      throw notImplemented(`the computed field '${path}' inside of an array`);
    return withField(result, parts, evaluate(doc));
  };
}

function findOperator(path: string, value: unknown): Operator | undefined {
  if (path.endsWith('.$')) return positional(path.slice(0, -2));
  if (!isDoc(value)) return undefined;
  if (own(value, '$meta') !== undefined) throw notImplemented('a projection by $meta');
  if (own(value, '$elemMatch') !== undefined) return elemMatch(path, value);
  const sliced = own(value, '$slice');
  return sliced === undefined ? undefined : { step: slice(path, [sliced].flat()), path, selects: false };
}

function positional(path: string): Operator {
  if (path.includes('.')) throw notImplemented('a positional projection of a nested field');
  const step: Step = (result, doc, filter) => {
    const array = own(doc, path);
    if (!Array.isArray(array)) return result;
    const at = filter && matchedPosition(filter, doc, [path]);
    if (at !== undefined) return withField(result, [path], [array[at]]);
    throw failure(51246, "positional operator '.$' couldn't find a matching element in the array");
  };
  return { step, path, selects: true };
}

function elemMatch(path: string, value: Doc): Operator {
  if (path.includes('.')) throw failure(31275, 'Cannot use $elemMatch projection on a nested field');
  const condition = parseFilter({ [path]: value });
  const step: Step = (result, doc) => {
    const array = own(doc, path);
    const found = (Array.isArray(array) ? array : []).find((item) => matches(condition, { [path]: [item] }));
    return withField(result, [path], found === undefined ? undefined : [found]);
  };
  return { step, path, selects: true };
}

function slice(path: string, operand: unknown[]): Step {
  const [first, size] = operand.map(toNumber);
  if (
    first === undefined ||
    operand.length > 2 ||
    (operand.length === 2 && !(size !== undefined && size > 0))
  )
    throw failure(28724, '$slice takes a number, or a position and a positive count');
  const parts = path.split('.');
  return (result) => {
    const array = valueAt(result, parts);
    if (!Array.isArray(array)) return array === undefined ? refuseNested(result, parts) : result;
    const start = size === undefined ? Math.min(first, 0) : first;
    const from = start < 0 ? Math.max(0, array.length + start) : start;
    return withField(result, parts, array.slice(from, from + (size ?? Math.abs(first))));
  };
}

function refuseNested(result: Doc, parts: string[]): Doc {
  if (!parts.some((_, end) => end > 0 && Array.isArray(valueAt(result, parts.slice(0, end))))) return result;
  throw notImplemented(`$slice of '${parts.join('.')}' inside of an array`);
}

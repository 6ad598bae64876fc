import { failure, notImplemented } from './errors.js';
import { compileExpression } from './expressions.js';
import { someAt, type Test } from './paths.js';
import { compares, equals, hasRemainder, hasSize, hasType, matchesRegex, oneOf } from './predicates.js';
import { type Doc, isDoc, isRegex, own, truthy } from './values.js';

/** A test at one path; `inner` is the condition on the elements for `$elemMatch` over documents. */
export type Leaf = {
  kind: 'leaf';
  path: string;
  parts: string[];
  op: string;
  operand: unknown;
  /** True when an array is tested as a whole, not its elements too. */
  whole: boolean;
  test: Test;
  inner?: Condition;
};

/** A parsed filter, for the matcher and the planner alike. */
export type Condition =
  | Leaf
  | { kind: 'and' | 'or' | 'nor'; of: Condition[] }
  | { kind: 'expr'; test: (doc: Doc) => boolean };

const LOGICAL = new Set(['$and', '$or', '$nor']);
const UNDONE = new Set(
  '$where $text $jsonSchema $sampleRate $bitsAllSet $bitsAnySet $bitsAllClear $bitsAnyClear $geoWithin $geoIntersects $near $nearSphere'.split(
    ' ',
  ),
);

/** Parses a filter; BadValue for what MongoDB does not know, NotImplemented for what only it does. */
export function parseFilter(filter: Doc): Condition {
  const of = Object.entries(filter).flatMap(([key, value]) =>
    key.startsWith('$') ? logical(key, value) : field(key, value),
  );
  const [only] = of;
  return of.length === 1 && only ? only : { kind: 'and', of };
}

export function matches(condition: Condition, doc: Doc): boolean {
  return satisfies(condition, ({ parts, whole, test }) => someAt(doc, parts, 0, whole, test), doc);
}

function satisfies(condition: Condition, holds: (leaf: Leaf) => boolean, doc: Doc): boolean {
  switch (condition.kind) {
    case 'leaf':
      return holds(condition);
    case 'and':
      return condition.of.every((part) => satisfies(part, holds, doc));
    case 'or':
      return condition.of.some((part) => satisfies(part, holds, doc));
    case 'nor':
      return !condition.of.some((part) => satisfies(part, holds, doc));
    case 'expr':
      return condition.test(doc);
  }
}

function logical(key: string, value: unknown): Condition[] {
  switch (key) {
    case '$and':
      return [{ kind: 'and', of: branches(key, value) }];
    case '$or':
      return [{ kind: 'or', of: branches(key, value) }];
    case '$nor':
      return [{ kind: 'nor', of: branches(key, value) }];
    case '$expr': {
      const evaluate = compileExpression(value);
      return [{ kind: 'expr', test: (doc) => truthy(evaluate(doc)) }];
    }
    case '$comment':
      return [];
  }
  if (UNDONE.has(key)) throw notImplemented(key);
  throw failure('BadValue', `unknown top level operator: ${key}`);
}

function branches(key: string, value: unknown): Condition[] {
  if (!Array.isArray(value) || value.length === 0)
    throw failure('BadValue', `${key} must be a nonempty array`);
  return value.map((branch: unknown) => {
    if (!isDoc(branch)) throw failure('BadValue', '$or/$and/$nor entries need to be full objects');
    return parseFilter(branch);
  });
}

/** True for `{$op: …}`; a document that only begins with other fields is a value to be equal to. */
export function isOperators(value: unknown): value is Doc {
  return isDoc(value) && Object.keys(value)[0]?.startsWith('$') === true;
}

function leaf(path: string, op: string, operand: unknown, test: Test, whole = false): Leaf {
  return { kind: 'leaf', path, parts: path.split('.'), op, operand, whole, test };
}

function not(of: Condition): Condition {
  return { kind: 'nor', of: [of] };
}

function field(path: string, value: unknown): Condition[] {
  if (isOperators(value)) return operators(path, value);
  return [leaf(path, isRegex(value) ? '$regex' : '$eq', value, equals(value))];
}

function operators(path: string, spec: Doc): Condition[] {
  if (own(spec, '$options') !== undefined && own(spec, '$regex') === undefined)
    throw failure('BadValue', '$options needs a $regex');
  return Object.entries(spec).flatMap(([op, operand]) =>
    op === '$options' ? [] : [operator(path, op, operand, spec)],
  );
}

function list(op: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw failure('BadValue', `${op} needs an array`);
  if (op !== '$all' && operand.some(isOperators)) throw failure('BadValue', `cannot nest $ under ${op}`);
  return operand;
}

function operator(path: string, op: string, operand: unknown, spec: Doc): Condition {
  switch (op) {
    case '$eq':
      return leaf(path, isRegex(operand) ? '$regex' : op, operand, equals(operand));
    case '$ne':
      if (isRegex(operand)) throw failure('BadValue', `Can't have regex as arg to $ne.`);
      return not(leaf(path, '$eq', operand, equals(operand)));
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return leaf(path, op, operand, compares(op, operand));
    case '$in':
      return leaf(path, op, operand, oneOf(list(op, operand)));
    case '$nin':
      return not(leaf(path, '$in', operand, oneOf(list(op, operand))));
    case '$exists': {
      const present = leaf(path, op, true, (value) => value !== undefined, true);
      return truthy(operand) ? present : not(present);
    }
    case '$type':
      return leaf(path, op, operand, hasType(operand));
    case '$size':
      return leaf(path, op, operand, hasSize(operand), true);
    case '$mod':
      return leaf(path, op, operand, hasRemainder(operand));
    case '$regex':
      return regex(path, operand, own(spec, '$options'));
    case '$not':
      if (isRegex(operand)) return not(leaf(path, '$regex', operand, matchesRegex(operand)));
      if (!isOperators(operand)) throw failure('BadValue', '$not needs a regex or a document of operators');
      return not({ kind: 'and', of: operators(path, operand) });
    case '$all':
      return all(path, list(op, operand));
    case '$elemMatch':
      return elemMatch(path, operand);
  }
  if (UNDONE.has(op)) throw notImplemented(op);
  throw failure('BadValue', `unknown operator: ${op}`);
}

function regex(path: string, operand: unknown, options: unknown): Condition {
  if (typeof operand !== 'string' && !isRegex(operand))
    throw failure('BadValue', '$regex has to be a string');
  if (options !== undefined && typeof options !== 'string')
    throw failure('BadValue', '$options has to be a string');
  return leaf(path, '$regex', operand, matchesRegex(operand, options));
}

function all(path: string, operands: unknown[]): Condition {
  const nested = operands.filter(isOperators);
  if (nested.some((operand) => own(operand, '$elemMatch') === undefined))
    throw failure('BadValue', 'no $ expressions in $all');
  if (nested.length > 0 && nested.length < operands.length)
    throw failure('BadValue', '$all/$elemMatch has to be consistent');
  if (operands.length === 0) return { kind: 'or', of: [] };
  return { kind: 'and', of: operands.flatMap((operand) => field(path, operand)) };
}

function elemMatch(path: string, operand: unknown): Condition {
  if (!isDoc(operand)) throw failure('BadValue', '$elemMatch needs an Object');
  if (Object.hasOwn(operand, '$expr'))
    throw failure('BadValue', '$expr can only be applied to the top-level document');
  const onValues = isOperators(operand) && !LOGICAL.has(Object.keys(operand)[0] ?? '');
  const holds = onValues ? valueTest(operand) : documentTest(operand);
  const found = leaf(path, '$elemMatch', operand, (value) => Array.isArray(value) && value.some(holds), true);
  return onValues ? found : { ...found, inner: parseFilter(operand) };
}

/** Operators on an element itself; an element that is an array counts as one value and by its elements. */
function valueTest(spec: Doc): Test {
  const condition: Condition = { kind: 'and', of: operators('', spec) };
  return (element) =>
    satisfies(
      condition,
      ({ whole, test }) => test(element) || (!whole && Array.isArray(element) && element.some(test)),
      {},
    );
}

function documentTest(spec: Doc): Test {
  const condition = parseFilter(spec);
  return (element) =>
    isDoc(element)
      ? matches(condition, element)
      : Array.isArray(element) && matches(condition, { ...element });
}

/** The element test of a `$pull` condition: operators apply to the element, other documents to its fields. */
export function pullTest(spec: unknown): Test {
  if (isOperators(spec) && !LOGICAL.has(Object.keys(spec)[0] ?? '')) return valueTest(spec);
  if (!isDoc(spec)) return equals(spec);
  const condition = parseFilter(spec);
  return (element) => isDoc(element) && matches(condition, element);
}

import { failure, notImplemented } from './errors.js';
import { truthyExpression } from './expressions.js';
import { someAt, type Test } from './paths.js';
import {
  compares,
  equals,
  hasRemainder,
  hasSize,
  hasType,
  isRegex,
  matchesRegex,
  oneOf,
} from './predicates.js';
import { type Doc, isDoc, own, truthy } from './values.js';

/** A test at one path; `inner` is the condition on the elements for `$elemMatch` over documents. */
export type Leaf = {
  kind: 'leaf';
  path: string;
  parts: string[];
  op: string;
  operand: unknown;
  whole: boolean;
  test: Test;
  inner?: Condition;
};

/** A parsed filter, for the matcher and the planner alike. */
export type Condition =
  | Leaf
  | { kind: 'and' | 'or' | 'nor'; of: Condition[] }
  | { kind: 'expr'; test: (doc: Doc) => boolean };

/** Parses a filter; BadValue for what MongoDB does not know, NotImplemented for what only it does. */
export function parseFilter(filter: Doc): Condition {
  const of = Object.entries(filter).flatMap(([key, value]) =>
    key.startsWith('$') ? logical(key, value) : field(key, value),
  );
  const [only] = of;
  return of.length === 1 && only ? only : { kind: 'and', of };
}

export function matches(condition: Condition, doc: Doc): boolean {
  switch (condition.kind) {
    case 'leaf':
      return someAt(doc, condition.parts, 0, condition.whole, condition.test);
    case 'and':
      return condition.of.every((part) => matches(part, doc));
    case 'or':
      return condition.of.some((part) => matches(part, doc));
    case 'nor':
      return !condition.of.some((part) => matches(part, doc));
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
    case '$expr':
      return [{ kind: 'expr', test: truthyExpression(value) }];
    case '$comment':
      return [];
    case '$where':
    case '$text':
    case '$jsonSchema':
    case '$sampleRate':
      throw notImplemented(key);
    default:
      throw failure(
        'BadValue',
        `unknown top level operator: ${key}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      );
  }
}

function branches(key: string, value: unknown): Condition[] {
  if (!Array.isArray(value)) throw failure('BadValue', `${key} must be an array`);
  if (value.length === 0) throw failure('BadValue', '$and/$or/$nor must be a nonempty array');
  return value.map((branch: unknown) => {
    if (!isDoc(branch)) throw failure('BadValue', '$or/$and/$nor entries need to be full objects');
    return parseFilter(branch);
  });
}

/** True for `{$op: …}`; a document that only begins with other fields is a value to be equal to. */
export function isOperators(value: unknown): value is Doc {
  if (!isDoc(value)) return false;
  const [first] = Object.keys(value);
  return first?.startsWith('$') === true && !['$ref', '$id', '$db'].includes(first);
}

function leaf(path: string, op: string, operand: unknown, test: Test, whole = false): Leaf {
  return { kind: 'leaf', path, parts: path.split('.'), op, operand, whole, test };
}

function not(of: Condition): Condition {
  return { kind: 'nor', of: [of] };
}

function field(path: string, value: unknown): Condition[] {
  if (isOperators(value)) return operators(path, value);
  if (isRegex(value)) return [leaf(path, '$regex', value, matchesRegex(value))];
  if (value === undefined) throw failure('BadValue', 'cannot compare to undefined');
  return [leaf(path, '$eq', value, equals(value))];
}

function operators(path: string, spec: Doc): Condition[] {
  if (own(spec, '$options') !== undefined && own(spec, '$regex') === undefined) {
    throw failure('BadValue', '$options needs a $regex');
  }
  return Object.entries(spec).flatMap(([op, operand]) =>
    op === '$options' ? [] : [operator(path, op, operand, spec)],
  );
}

function list(op: string, operand: unknown): unknown[] {
  if (!Array.isArray(operand)) throw failure('BadValue', `${op} needs an array`);
  const wrong = operand.find((value) => isOperators(value));
  if (op !== '$all' && wrong) throw failure('BadValue', `cannot nest $ under ${op}`);
  return operand;
}

function operator(path: string, op: string, operand: unknown, spec: Doc): Condition {
  switch (op) {
    case '$eq':
      if (operand === undefined) throw failure('BadValue', 'cannot compare to undefined');
      return leaf(path, op, operand, equals(operand));
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
      if (!isDoc(operand)) throw failure('BadValue', '$not needs a regex or a document');
      if (!isOperators(operand))
        throw failure('BadValue', '$not argument must be a non-empty object of operators');
      return not({ kind: 'and', of: operators(path, operand) });
    case '$all':
      return all(path, list(op, operand));
    case '$elemMatch':
      return elemMatch(path, operand);
    case '$bitsAllSet':
    case '$bitsAnySet':
    case '$bitsAllClear':
    case '$bitsAnyClear':
    case '$geoWithin':
    case '$geoIntersects':
    case '$near':
    case '$nearSphere':
      throw notImplemented(op);
    default:
      throw failure('BadValue', `unknown operator: ${op}`);
  }
}

function regex(path: string, operand: unknown, options: unknown): Condition {
  if (typeof operand !== 'string' && !isRegex(operand))
    throw failure('BadValue', '$regex has to be a string');
  if (options !== undefined && typeof options !== 'string') {
    throw failure('BadValue', '$options has to be a string');
  }
  return leaf(path, '$regex', operand, matchesRegex(operand, options));
}

function all(path: string, operands: unknown[]): Condition {
  const nested = operands.filter((operand) => isOperators(operand));
  if (nested.some((operand) => !isDoc(operand) || own(operand, '$elemMatch') === undefined)) {
    throw failure('BadValue', 'no $ expressions in $all');
  }
  if (nested.length > 0 && nested.length < operands.length) {
    throw failure('BadValue', '$all/$elemMatch has to be consistent');
  }
  if (operands.length === 0) return { kind: 'or', of: [] };
  return { kind: 'and', of: operands.flatMap((operand) => field(path, operand)) };
}

function elemMatch(path: string, operand: unknown): Condition {
  if (!isDoc(operand)) throw failure('BadValue', '$elemMatch needs an Object');
  const first = Object.keys(operand)[0];
  if (isOperators(operand) && !['$and', '$or', '$nor', '$expr'].includes(first ?? '')) {
    const tests = operators('', operand).map(elementTest);
    const holds = (element: unknown) => tests.every((test) => test(element));
    return leaf(path, '$elemMatch', operand, (value) => Array.isArray(value) && value.some(holds), true);
  }
  const inner = parseFilter(operand);
  const holds = (element: unknown) =>
    isDoc(element) ? matches(inner, element) : Array.isArray(element) && matches(inner, { ...element });
  const test = (value: unknown) => Array.isArray(value) && value.some(holds);
  return { ...leaf(path, '$elemMatch', operand, test, true), inner };
}

/** A condition on an element itself: its leaves have no path, and an element that is an array counts as one. */
function elementTest(condition: Condition): Test {
  switch (condition.kind) {
    case 'leaf':
      return (element) =>
        (!condition.whole && Array.isArray(element) && element.some((value) => condition.test(value))) ||
        condition.test(element);
    case 'and': {
      const tests = condition.of.map(elementTest);
      return (element) => tests.every((test) => test(element));
    }
    case 'or': {
      const tests = condition.of.map(elementTest);
      return (element) => tests.some((test) => test(element));
    }
    case 'nor': {
      const tests = condition.of.map(elementTest);
      return (element) => !tests.some((test) => test(element));
    }
    case 'expr':
      throw failure('BadValue', '$expr can only be applied to the top-level document');
  }
}

/** The element test of a `$pull` condition: operators apply to the element, other documents to its fields. */
export function pullTest(spec: unknown): Test {
  if (isRegex(spec)) return matchesRegex(spec);
  if (isOperators(spec)) {
    const tests = operators('', spec).map(elementTest);
    return (element) => tests.every((test) => test(element));
  }
  if (!isDoc(spec)) return (element) => equals(spec)(element);
  const condition = parseFilter(spec);
  return (element) => isDoc(element) && matches(condition, element);
}

import { Timestamp } from 'bson';
import { arithmetic } from './arithmetic.js';
import { arrayOperators } from './array-operators.js';
import { failure, notImplemented } from './errors.js';
import { type Condition, isOperators } from './filter.js';
import { compare, equal } from './keys.js';
import { type ArrayFilters, expandPath, parseArrayFilters, setAt, unsetAt } from './update-paths.js';
import {
  type Doc,
  decode,
  encode,
  isDoc,
  isPosition,
  MAX_DEPTH,
  own,
  show,
  typeName,
  valueAt,
} from './values.js';

/** What one application of an update needs beside the document. */
export type UpdateContext = {
  filter: Condition;
  now: Date;
  /** True for the document an upsert inserts: `$setOnInsert` applies. */
  inserting: boolean;
};

/** A parsed update: changes the given document in place, or gives the one that replaces it. */
export type Update = { replacement: boolean; apply: (doc: Doc, context: UpdateContext) => Doc };

type Change = { op: string; path: string; operand: unknown };
type Apply = (doc: Doc, path: string[], operand: unknown, now: Date) => void;

const OPERATORS: Record<string, Apply> = {
  $set: setAt,
  $setOnInsert: setAt,
  $unset: unsetAt,
  $inc: (doc, path, amount) => setAt(doc, path, arithmetic('$inc', doc, path, amount)),
  $mul: (doc, path, factor) => setAt(doc, path, arithmetic('$mul', doc, path, factor)),
  $min: (doc, path, value) => keep(doc, path, value, -1),
  $max: (doc, path, value) => keep(doc, path, value, 1),
  $rename: rename,
  $currentDate: (doc, path, spec, now) => setAt(doc, path, currentDate(spec, now)),
  ...arrayOperators,
};

function keep(doc: Doc, path: string[], value: unknown, side: number): void {
  const before = valueAt(doc, path);
  if (before === undefined || compare(value, before) * side > 0) setAt(doc, path, value);
}

function rename(doc: Doc, path: string[], target: unknown): void {
  const to = String(target).split('.');
  for (const parts of [path, to]) {
    if (parts.some((_, end) => end > 0 && Array.isArray(valueAt(doc, parts.slice(0, end)))))
      throw failure('BadValue', `The $rename field '${parts.join('.')}' cannot go through an array`);
  }
  const value = valueAt(doc, path);
  if (value === undefined) return;
  unsetAt(doc, path);
  setAt(doc, to, value);
}

function currentDate(spec: unknown, now: Date): Date | Timestamp {
  const type = isDoc(spec) ? own(spec, '$type') : undefined;
  if (typeof spec === 'boolean' || type === 'date') return now;
  if (type === 'timestamp') return Timestamp.fromBits(1, Math.floor(now.getTime() / 1000));
  const message = `${typeName(spec)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`;
  throw failure('BadValue', message);
}

/** Parses an update document with its array filters; FailedToParse (9) for an unknown modifier. */
export function parseUpdate(update: unknown, arrayFilters: unknown): Update {
  if (Array.isArray(update)) throw notImplemented('an update by an aggregation pipeline');
  if (!isDoc(update)) throw failure('FailedToParse', 'Update argument must be either an object or an array');
  const given: unknown[] = Array.isArray(arrayFilters) ? arrayFilters : [];
  if (isOperators(update)) {
    const changes = parseChanges(update);
    const paths = changes.map(({ path }) => path);
    const filters = parseArrayFilters(given, paths);
    return { replacement: false, apply: (doc, context) => modify(doc, changes, filters, context) };
  }
  const wrong = Object.keys(update).find((name) => name.startsWith('$'));
  if (wrong) {
    const message = `The dollar ($) prefixed field '${wrong}' is not allowed in the context of an update's replacement document.`;
    throw failure('DollarPrefixedFieldName', message);
  }
  if (given.length > 0)
    throw failure('FailedToParse', 'arrayFilters may not be specified for replacement-style updates');
  return { replacement: true, apply: (doc) => replace(doc, update) };
}

function parseChanges(update: Doc): Change[] {
  const changes = Object.entries(update).flatMap(([op, fields]) => {
    if (op === '$bit') throw notImplemented(op);
    if (!Object.hasOwn(OPERATORS, op)) {
      const message = `Unknown modifier: ${op}. Expected a valid update modifier or pipeline-style update specified as an array`;
      throw failure('FailedToParse', message);
    }
    if (!isDoc(fields))
      throw failure(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${typeName(fields)} instead`,
      );
    return Object.entries(fields).map(([path, operand]) => checked({ op, path, operand }));
  });
  refuseConflicts(changes);
  // In this order, so that new fields appear as MongoDB lays them.
  return changes.sort((a, b) => comparePaths(a.path, b.path));
}

function checked(change: Change): Change {
  const { op, path, operand } = change;
  if (path.split('.').includes(''))
    throw failure(
      'BadValue',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  if (path.split('.').length > MAX_DEPTH)
    throw failure('Overflow', `The update path exceeds ${MAX_DEPTH} levels`);
  if (path.startsWith('$'))
    throw failure('BadValue', `Cannot have a positional operator at the start of the path '${path}'`);
  if (op !== '$rename') return change;
  if (typeof operand !== 'string')
    throw failure('BadValue', `The 'to' field for $rename must be a string: ${path}: ${show(operand)}`);
  if (operand === path)
    throw failure('BadValue', `The source and target field for $rename must differ: ${path}`);
  if (/(^|\.)\$/.test(`${path}.${operand}`))
    throw failure('BadValue', `The fields of $rename may not be dynamic: ${path}: ${operand}`);
  return change;
}

function comparePaths(a: string, b: string): number {
  const [x, y] = [a.split('.'), b.split('.')];
  const at = x.findIndex((part, index) => part !== y[index]);
  const [left, right] = [x[at], y[at]];
  if (left === undefined || right === undefined) return x.length - y.length;
  return isPosition(left) && isPosition(right) ? Number(left) - Number(right) : compare(left, right);
}

function refuseConflicts(changes: Change[]): void {
  const seen = new Set<string>();
  const paths = changes.flatMap(({ op, path, operand }) =>
    op === '$rename' ? [path, String(operand)] : path,
  );
  for (const path of paths.sort((a, b) => a.split('.').length - b.split('.').length)) {
    const parts = path.split('.');
    const conflict = parts
      .map((_, end) => parts.slice(0, end + 1).join('.'))
      .find((prefix) => seen.has(prefix));
    if (conflict !== undefined) {
      const message = `Updating the path '${path}' would create a conflict at '${conflict}'`;
      throw failure('ConflictingUpdateOperators', message);
    }
    seen.add(path);
  }
}

function modify(doc: Doc, changes: Change[], filters: ArrayFilters, context: UpdateContext): Doc {
  const id = copy(doc._id);
  // Positions are those of the document as it was matched, also when an earlier change moves elements.
  const moves = changes.length > 1 && changes.some(({ path }) => path.includes('$'));
  const original = moves ? decode(encode(doc)) : doc;
  for (const { op, path, operand } of changes) {
    if (op === '$setOnInsert' && !context.inserting) continue;
    for (const parts of expandPath(doc, original, path, filters, context.filter)) {
      OPERATORS[op]?.(doc, parts, copy(operand), context.now);
    }
  }
  if (id !== undefined && !equal(id, doc._id))
    throw failure(
      'ImmutableField',
      `Performing an update on the path '_id' would modify the immutable field '_id'`,
    );
  return doc;
}

/** Operands are used for many documents: what goes into a document must be its own. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isDoc(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, copy(field)]));
}

function replace(doc: Doc, replacement: Doc): Doc {
  const id = own(doc, '_id');
  if (id === undefined) return { ...replacement };
  const given = own(replacement, '_id');
  if (given !== undefined && !equal(given, id))
    throw failure(
      'ImmutableField',
      `the (immutable) field '_id' was found to have been altered to _id: ${show(given)}`,
    );
  const { _id, ...fields } = replacement;
  return { _id: id, ...fields };
}

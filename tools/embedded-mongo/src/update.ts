import { Timestamp } from 'bson';
import { arithmetic } from './arithmetic.js';
import { arrayOperators } from './array-operators.js';
import { compare, compareStrings, equal } from './compare.js';
import { failure, notImplemented } from './errors.js';
import type { Condition } from './filter.js';
import { isOperators } from './filter.js';
import { type ArrayFilters, expandPath, parseArrayFilters, setAt, unsetAt } from './update-paths.js';
import { type Doc, decode, encode, isDoc, own, typeName, valueAt } from './values.js';

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
  $set: (doc, path, value) => setAt(doc, path, value),
  $setOnInsert: (doc, path, value) => setAt(doc, path, value),
  $unset: (doc, path) => unsetAt(doc, path),
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
    for (let end = 1; end < parts.length; end += 1) {
      if (Array.isArray(valueAt(doc, parts.slice(0, end)))) {
        throw failure('BadValue', `The $rename field '${parts.join('.')}' cannot go through an array`);
      }
    }
  }
  const value = valueAt(doc, path);
  if (value === undefined) return;
  unsetAt(doc, path);
  setAt(doc, to, value);
}

function currentDate(spec: unknown, now: Date): Date | Timestamp {
  if (spec === true) return now;
  const type = isDoc(spec) ? own(spec, '$type') : undefined;
  if (type === 'date') return now;
  if (type === 'timestamp') return Timestamp.fromBits(1, Math.floor(now.getTime() / 1000));
  throw failure(
    'BadValue',
    `${typeName(spec)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
  );
}

/** Parses an update document with its array filters; FailedToParse (9) for an unknown modifier. */
export function parseUpdate(update: unknown, arrayFilters: readonly unknown[] = []): Update {
  if (Array.isArray(update)) throw notImplemented('an update by an aggregation pipeline');
  if (!isDoc(update)) throw failure('FailedToParse', 'Update argument must be either an object or an array');
  if (!isOperators(update)) {
    const wrong = Object.keys(update).find((name) => name.startsWith('$'));
    if (wrong) {
      throw failure(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${wrong}' in '${wrong}' is not allowed in the context of an update's replacement document.`,
      );
    }
    if (arrayFilters.length > 0)
      throw failure('FailedToParse', 'arrayFilters may not be specified for replacement-style updates');
    return { replacement: true, apply: (doc) => replace(doc, update) };
  }
  const changes = parseChanges(update);
  const filters = parseArrayFilters(
    arrayFilters,
    changes.map(({ path }) => path),
  );
  return { replacement: false, apply: (doc, context) => modify(doc, changes, filters, context) };
}

function parseChanges(update: Doc): Change[] {
  const changes: Change[] = [];
  for (const [op, fields] of Object.entries(update)) {
    if (op === '$bit') throw notImplemented(op);
    if (!Object.hasOwn(OPERATORS, op)) {
      throw failure(
        'FailedToParse',
        `Unknown modifier: ${op}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDoc(fields)) {
      throw failure(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${op}: ${String(fields)}}`,
      );
    }
    for (const [path, operand] of Object.entries(fields)) changes.push(checked({ op, path, operand }));
  }
  refuseConflicts(changes);
  return changes.sort((a, b) => comparePaths(a.path, b.path));
}

function checked(change: Change): Change {
  const { op, path, operand } = change;
  if (path === '') throw failure('BadValue', `An empty update path is not valid.`);
  if (path.split('.').includes('')) {
    throw failure(
      'BadValue',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  if (path.startsWith('$'))
    throw failure(
      'BadValue',
      `Cannot have array filter identifier or positional operator at the start of the path '${path}'`,
    );
  if (op === '$rename') {
    if (typeof operand !== 'string')
      throw failure('BadValue', `The 'to' field for $rename must be a string: ${path}: ${String(operand)}`);
    if (operand === path)
      throw failure('BadValue', `The source and target field for $rename must differ: ${path}: "${operand}"`);
    if (/(^|\.)\$/.test(path))
      throw failure('BadValue', `The source field for $rename may not be dynamic: ${path}`);
    if (/(^|\.)\$/.test(operand))
      throw failure('BadValue', `The destination field for $rename may not be dynamic: ${operand}`);
  }
  return change;
}

/** Fields are changed in this order, so that new ones appear as MongoDB lays them. */
function comparePaths(a: string, b: string): number {
  const [x, y] = [a.split('.'), b.split('.')];
  for (let at = 0; at < Math.min(x.length, y.length); at += 1) {
    const [left = '', right = ''] = [x[at], y[at]];
    if (left === right) continue;
    if (/^\d+$/.test(left) && /^\d+$/.test(right)) return Number(left) - Number(right);
    return compareStrings(left, right);
  }
  return x.length - y.length;
}

function refuseConflicts(changes: Change[]): void {
  const paths = changes
    .flatMap(({ op, path, operand }) => (op === '$rename' ? [path, String(operand)] : [path]))
    .sort(compareStrings);
  const seen = new Set<string>();
  for (const path of paths) {
    const parts = path.split('.');
    for (let end = 1; end <= parts.length; end += 1) {
      const prefix = parts.slice(0, end).join('.');
      if (seen.has(prefix)) {
        throw failure(
          'ConflictingUpdateOperators',
          `Updating the path '${path}' would create a conflict at '${prefix}'`,
        );
      }
    }
    seen.add(path);
  }
}

function modify(doc: Doc, changes: Change[], filters: ArrayFilters, context: UpdateContext): Doc {
  const id = doc._id;
  // Positions are those of the document as it was matched, also when an earlier change moves elements.
  const original =
    changes.length > 1 && changes.some(({ path }) => path.includes('$')) ? decode(encode(doc)) : doc;
  for (const { op, path, operand } of changes) {
    if (op === '$setOnInsert' && !context.inserting) continue;
    for (const parts of expandPath(doc, original, path, filters, context.filter)) {
      OPERATORS[op]?.(doc, parts, copy(operand), context.now);
      const touched = parts[0] === '_id' || (op === '$rename' && String(operand).split('.')[0] === '_id');
      if (touched && id !== undefined && !equal(id, doc._id)) {
        throw failure(
          'ImmutableField',
          `Performing an update on the path '_id' would modify the immutable field '_id'`,
        );
      }
    }
  }
  return doc;
}

/** Operands are used for many documents: what goes into a document must be its own. */
function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  return isDoc(value)
    ? Object.fromEntries(Object.entries(value).map(([name, field]) => [name, copy(field)]))
    : value;
}

function replace(doc: Doc, replacement: Doc): Doc {
  const id = own(doc, '_id');
  const given = own(replacement, '_id');
  if (given !== undefined && id !== undefined && !equal(given, id)) {
    throw failure(
      'ImmutableField',
      `After applying the update, the (immutable) field '_id' was found to have been altered`,
    );
  }
  return {
    ...(id === undefined ? {} : { _id: id }),
    ...replacement,
    ...(id === undefined ? {} : { _id: id }),
  };
}

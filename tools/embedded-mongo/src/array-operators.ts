import { compare, equal } from './compare.js';
import { failure } from './errors.js';
import { pullTest } from './filter.js';
import { encodeSortKey, parseSort } from './sort.js';
import { describe, setAt } from './update-paths.js';
import { type Doc, isDoc, own, toNumber, typeName, valueAt } from './values.js';

type Apply = (doc: Doc, path: string[], operand: unknown) => void;

function arrayAt(doc: Doc, path: string[], op: string): unknown[] | undefined {
  const array = valueAt(doc, path);
  if (array === undefined || Array.isArray(array)) return array;
  const name = path.join('.');
  if (op === '$push' || op === '$addToSet') {
    const verb =
      op === '$push'
        ? `The field '${name}' must be an array`
        : `Cannot apply $addToSet to non-array field. Field named '${name}' has`;
    throw failure(
      'BadValue',
      op === '$push'
        ? `${verb} but is of type ${typeName(array)} in document {_id: ${describe(doc._id)}}`
        : `${verb} non-array type ${typeName(array)}`,
    );
  }
  if (op === '$pop')
    throw failure(
      'TypeMismatch',
      `Path '${name}' contains an element of non-array type '${typeName(array)}'`,
    );
  throw failure('BadValue', `Cannot apply ${op} to a non-array value`);
}

function eachOf(operand: unknown, op: string): unknown[] | undefined {
  if (!isDoc(operand) || own(operand, '$each') === undefined) return undefined;
  const each = own(operand, '$each');
  if (!Array.isArray(each)) {
    const code = op === '$push' ? 'BadValue' : 'TypeMismatch';
    throw failure(
      code,
      `The argument to $each in ${op} must be an array but it was of type: ${typeName(each)}`,
    );
  }
  return each;
}

function integer(value: unknown, name: string): number {
  const number = toNumber(value);
  if (number === undefined || !Number.isInteger(number)) {
    throw failure(
      'BadValue',
      `The value for ${name} must be an integer value but was given type: ${typeName(value)}`,
    );
  }
  return number;
}

function push(doc: Doc, path: string[], operand: unknown): void {
  const before = arrayAt(doc, path, '$push') ?? [];
  const each = eachOf(operand, '$push');
  if (!each || !isDoc(operand)) {
    setAt(doc, path, [...before, operand]);
    return;
  }
  for (const clause of Object.keys(operand)) {
    if (!['$each', '$slice', '$sort', '$position'].includes(clause)) {
      throw failure('BadValue', `Unrecognized clause in $push: ${clause}`);
    }
  }
  const { $position, $sort, $slice } = operand;
  let array = insertAt(
    before,
    each,
    $position === undefined ? before.length : integer($position, '$position'),
  );
  if ($sort !== undefined) array = sortArray(array, $sort);
  if ($slice !== undefined) array = sliceArray(array, integer($slice, '$slice'));
  setAt(doc, path, array);
}

function insertAt(array: unknown[], values: unknown[], position: number): unknown[] {
  const at = position < 0 ? Math.max(0, array.length + position) : Math.min(position, array.length);
  return [...array.slice(0, at), ...values, ...array.slice(at)];
}

function sliceArray(array: unknown[], size: number): unknown[] {
  if (size === 0) return [];
  return size < 0 ? array.slice(size) : array.slice(0, size);
}

function sortArray(array: unknown[], spec: unknown): unknown[] {
  if (!isDoc(spec)) {
    const direction = toNumber(spec);
    if (direction !== 1 && direction !== -1) {
      throw failure('BadValue', 'The $sort element value must be either 1 or -1');
    }
    return array.toSorted((a, b) => compare(a, b) * direction);
  }
  const sort = parseSort(spec);
  return array
    .map((value) => ({ value, key: encodeSortKey(sort, isDoc(value) ? value : {}) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ value }) => value);
}

function addToSet(doc: Doc, path: string[], operand: unknown): void {
  const before = arrayAt(doc, path, '$addToSet') ?? [];
  const after = [...before];
  for (const value of eachOf(operand, '$addToSet') ?? [operand]) {
    if (!after.some((element) => equal(element, value))) after.push(value);
  }
  setAt(doc, path, after);
}

function pull(doc: Doc, path: string[], operand: unknown): void {
  const before = arrayAt(doc, path, '$pull');
  if (!before) return;
  const pulled = pullTest(operand);
  setAt(
    doc,
    path,
    before.filter((element) => !pulled(element)),
  );
}

function pullAll(doc: Doc, path: string[], operand: unknown): void {
  if (!Array.isArray(operand)) {
    throw failure('BadValue', `$pullAll requires an array argument but was given a ${typeName(operand)}`);
  }
  const before = arrayAt(doc, path, '$pullAll');
  if (before)
    setAt(
      doc,
      path,
      before.filter((element) => !operand.some((value) => equal(element, value))),
    );
}

function pop(doc: Doc, path: string[], operand: unknown): void {
  const side = toNumber(operand);
  if (side !== 1 && side !== -1)
    throw failure('FailedToParse', `$pop expects 1 or -1, found: ${describe(operand)}`);
  const before = arrayAt(doc, path, '$pop');
  if (before) setAt(doc, path, side === 1 ? before.slice(0, -1) : before.slice(1));
}

/** The update operators that change arrays. */
export const arrayOperators: Record<string, Apply> = {
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
};

import { failure } from './errors.js';
import { pullTest } from './filter.js';
import { compare, equal } from './keys.js';
import { sortDocuments } from './sort.js';
import { parseSort } from './sort-fields.js';
import { setAt } from './update-paths.js';
import { type Doc, isDoc, own, show, toNumber, typeName, valueAt } from './values.js';

type Apply = (doc: Doc, path: string[], operand: unknown) => void;

/** An operator that makes one array of another; `creates` when a missing field counts as an empty one. */
function onArray(
  op: string,
  creates: boolean,
  change: (array: unknown[], operand: unknown) => unknown[],
): Apply {
  return (doc, path, operand) => {
    const before = valueAt(doc, path);
    if (before === undefined && !creates) return;
    const array = before === undefined ? [] : before;
    if (!Array.isArray(array)) {
      const message = `Cannot apply ${op} to the field '${path.join('.')}' of non-array type ${typeName(array)} in document {_id: ${show(doc._id)}}`;
      throw failure(op === '$pop' ? 'TypeMismatch' : 'BadValue', message);
    }
    setAt(doc, path, change(array, operand));
  };
}

function eachOf(operand: unknown, op: string): unknown[] | undefined {
  const each = isDoc(operand) ? own(operand, '$each') : undefined;
  if (each === undefined || Array.isArray(each)) return each;
  const kind = op === '$push' ? 'BadValue' : 'TypeMismatch';
  throw failure(
    kind,
    `The argument to $each in ${op} must be an array but it was of type: ${typeName(each)}`,
  );
}

function integer(value: unknown, name: string): number {
  const number = toNumber(value);
  if (number !== undefined && Number.isInteger(number)) return number;
  throw failure('BadValue', `The value for ${name} must be an integer value but was ${show(value)}`);
}

function push(array: unknown[], operand: unknown): unknown[] {
  const each = eachOf(operand, '$push');
  if (!each || !isDoc(operand)) return [...array, operand];
  const unknown = Object.keys(operand).find(
    (name) => !['$each', '$slice', '$sort', '$position'].includes(name),
  );
  if (unknown) throw failure('BadValue', `Unrecognized clause in $push: ${unknown}`);
  const { $position, $sort, $slice } = operand;
  const at = $position === undefined ? array.length : integer($position, '$position');
  const pushed = array.toSpliced(at, 0, ...each);
  const sorted = $sort === undefined ? pushed : sortArray(pushed, $sort);
  if ($slice === undefined) return sorted;
  const size = integer($slice, '$slice');
  if (size === 0) return [];
  return size < 0 ? sorted.slice(size) : sorted.slice(0, size);
}

function sortArray(array: unknown[], spec: unknown): unknown[] {
  if (isDoc(spec)) return sortDocuments(array, parseSort(spec), (value) => (isDoc(value) ? value : {}));
  const direction = toNumber(spec);
  if (direction === 1 || direction === -1) return array.toSorted((a, b) => compare(a, b) * direction);
  throw failure('BadValue', 'The $sort element value must be either 1 or -1');
}

function addToSet(array: unknown[], operand: unknown): unknown[] {
  const after = [...array];
  for (const value of eachOf(operand, '$addToSet') ?? [operand])
    if (!after.some((element) => equal(element, value))) after.push(value);
  return after;
}

function pull(array: unknown[], operand: unknown): unknown[] {
  const pulled = pullTest(operand);
  return array.filter((element) => !pulled(element));
}

function pullAll(array: unknown[], operand: unknown): unknown[] {
  if (!Array.isArray(operand))
    throw failure('BadValue', `$pullAll requires an array argument but was given a ${typeName(operand)}`);
  return array.filter((element) => !operand.some((value) => equal(element, value)));
}

function pop(array: unknown[], operand: unknown): unknown[] {
  const side = toNumber(operand);
  if (side !== 1 && side !== -1)
    throw failure('FailedToParse', `$pop expects 1 or -1, found: ${show(operand)}`);
  return side === 1 ? array.slice(0, -1) : array.slice(1);
}

/** The update operators that change arrays. */
export const arrayOperators: Record<string, Apply> = {
  $push: onArray('$push', true, push),
  $addToSet: onArray('$addToSet', true, addToSet),
  $pull: onArray('$pull', false, pull),
  $pullAll: onArray('$pullAll', false, pullAll),
  $pop: onArray('$pop', false, pop),
};

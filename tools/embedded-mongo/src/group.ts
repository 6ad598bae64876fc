import { Double, Int32 } from 'bson';
import { numberOfType } from './arithmetic.js';
import { failure, notImplemented } from './errors.js';
import { compileExpression, type Expression } from './expressions.js';
import { compare, keyText } from './keys.js';
import { type Doc, isDoc, toNumber } from './values.js';

/** What a group makes of the values of its documents; undefined stands for a missing one. */
type Accumulator = (values: unknown[]) => unknown;

const numbersOf = (values: unknown[]) => values.filter((value) => toNumber(value) !== undefined);
const sumOf = (numbers: unknown[]) => numbers.reduce<number>((sum, value) => sum + (toNumber(value) ?? 0), 0);
const present = (values: unknown[]) => values.filter((value) => value !== undefined && value !== null);
const extreme = (side: 1 | -1) => (values: unknown[]) =>
  present(values).reduce<unknown>(
    (best, value) => (best === null || compare(value, best) * side > 0 ? value : best),
    null,
  );

const ACCUMULATORS: Record<string, Accumulator> = {
  $sum: (values) => numberOfType(sumOf(numbersOf(values)), numbersOf(values)),
  $avg: (values) => {
    const numbers = numbersOf(values);
    return numbers.length === 0 ? null : new Double(sumOf(numbers) / numbers.length);
  },
  $min: extreme(-1),
  $max: extreme(1),
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) => [
    ...new Map(
      values.filter((value) => value !== undefined).map((value) => [keyText(value), value]),
    ).values(),
  ],
  $count: (values) => new Int32(values.length),
};

const UNDONE = new Set(
  '$accumulator $bottom $bottomN $concatArrays $firstN $lastN $maxN $median $mergeObjects $minN $percentile $setUnion $stdDevPop $stdDevSamp $top $topN'.split(
    ' ',
  ),
);

type Field = { name: string; accumulate: Accumulator; evaluate: Expression };

function fieldOf([name, spec]: [string, unknown]): Field {
  if (name.startsWith('$')) throw failure(40236, `The field name '${name}' cannot be an operator name`);
  if (name.includes('.')) throw failure(40235, `The field name '${name}' cannot contain '.'`);
  const [[operator, operand] = ['', undefined], ...more] = isDoc(spec) ? Object.entries(spec) : [];
  if (operator === '' || more.length > 0)
    throw failure(40234, `The field '${name}' must be an accumulator object`);
  const accumulate = Object.hasOwn(ACCUMULATORS, operator) ? ACCUMULATORS[operator] : undefined;
  if (!accumulate && UNDONE.has(operator)) throw notImplemented(`the accumulator ${operator}`);
  if (!accumulate) throw failure(15952, `unknown group operator '${operator}'`);
  if (Array.isArray(operand)) throw failure(40237, `The ${operator} accumulator is a unary operator`);
  if (operator === '$count' && !(isDoc(operand) && Object.keys(operand).length === 0))
    throw failure('TypeMismatch', '$count takes no arguments, i.e. $count:{}');
  return { name, accumulate, evaluate: compileExpression(operand) };
}

/** `$group`: one document a value of `_id`, in the order in which the groups were met. */
export function group(input: Iterable<Doc>, spec: Doc): Doc[] {
  const { _id, ...rest } = spec;
  if (_id === undefined) throw failure(15955, 'a group specification must include an _id');
  const keyOf = compileExpression(_id);
  const fields = Object.entries(rest).map(fieldOf);
  const groups = new Map<string, { id: unknown; values: unknown[][] }>();
  for (const doc of input) {
    const id = keyOf(doc) ?? null;
    const text = keyText(id);
    const found = groups.get(text) ?? { id, values: fields.map(() => []) };
    for (const [at, { evaluate }] of fields.entries()) found.values[at]?.push(evaluate(doc));
    groups.set(text, found);
  }
  return [...groups.values()].map(({ id, values }) => ({
    _id: id,
    ...Object.fromEntries(fields.map(({ name, accumulate }, at) => [name, accumulate(values[at] ?? [])])),
  }));
}

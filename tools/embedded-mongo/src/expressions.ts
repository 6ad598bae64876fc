import { Double } from 'bson';
import { numberOfType } from './arithmetic.js';
import { failure, notImplemented } from './errors.js';
import { compare, equal } from './keys.js';
import { type Doc, isDoc, own, toNumber, truthy, typeName } from './values.js';

/** An aggregation expression over a document; undefined where it gives no value. */
export type Expression = (doc: Doc) => unknown;

const isNull = (value: unknown) => value === undefined || value === null;

type Apply = (args: Expression[], doc: Doc) => unknown;
/** How many arguments an operator takes at least and at most, and what it makes of them. */
type Operator = readonly [least: number, most: number, apply: Apply];

const MANY = Number.POSITIVE_INFINITY;

/** An operator that looks at all of its arguments. */
const strict =
  (apply: (values: unknown[]) => unknown): Apply =>
  (args, doc) =>
    apply(args.map((arg) => arg(doc)));

const comparison = (holds: (order: number) => unknown): Operator => [
  2,
  2,
  strict(([a, b]) => holds(Math.sign(compare(a, b)))),
];

const OPERATORS: Record<string, Operator> = {
  $cmp: comparison((order) => order),
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $and: [0, MANY, (args, doc) => args.every((arg) => truthy(arg(doc)))],
  $or: [0, MANY, (args, doc) => args.some((arg) => truthy(arg(doc)))],
  $not: [1, 1, strict(([value]) => !truthy(value))],
  $cond: [3, 3, ([condition, then, otherwise], doc) => (truthy(condition?.(doc)) ? then : otherwise)?.(doc)],
  $ifNull: [2, MANY, (args, doc) => (args.find((arg) => !isNull(arg(doc))) ?? args.at(-1))?.(doc)],
  $add: [1, MANY, strict(computed('$add', (numbers) => numbers.reduce((a, b) => a + b, 0)))],
  $multiply: [1, MANY, strict(computed('$multiply', (numbers) => numbers.reduce((a, b) => a * b, 1)))],
  $subtract: [2, 2, strict(computed('$subtract', ([a = 0, b = 0]) => a - b))],
  $divide: [2, 2, strict(divided)],
  $concat: [0, MANY, strict(concatenated)],
  $in: [2, 2, strict(([value, list]) => arrayOf(list, 40081, '$in').some((other) => equal(other, value)))],
  $size: [1, 1, strict(([list]) => arrayOf(list, 17124, '$size').length)],
};

const UNDONE = new Set(
  '$abs $accumulator $acos $acosh $allElementsTrue $anyElementTrue $arrayElemAt $arrayToObject $asin $asinh $atan $atan2 $atanh $avg $binarySize $bitAnd $bitNot $bitOr $bitXor $bsonSize $ceil $concatArrays $convert $cos $cosh $dateAdd $dateDiff $dateFromParts $dateFromString $dateSubtract $dateToParts $dateToString $dateTrunc $dayOfMonth $dayOfWeek $dayOfYear $degreesToRadians $exp $filter $first $firstN $floor $function $getField $hour $indexOfArray $indexOfBytes $indexOfCP $isArray $isNumber $isoDayOfWeek $isoWeek $isoWeekYear $last $lastN $let $ln $log $log10 $ltrim $map $max $maxN $median $mergeObjects $meta $millisecond $min $minN $minute $mod $month $objectToArray $percentile $pow $radiansToDegrees $rand $range $reduce $regexFind $regexFindAll $regexMatch $replaceAll $replaceOne $reverseArray $round $rtrim $sampleRate $second $setDifference $setEquals $setField $setIntersection $setIsSubset $setUnion $sin $sinh $slice $sortArray $split $sqrt $stdDevPop $stdDevSamp $strLenBytes $strLenCP $strcasecmp $substr $substrBytes $substrCP $sum $switch $tan $tanh $toBool $toDate $toDecimal $toDouble $toHashedIndexKey $toInt $toLong $toLower $toObjectId $toString $toUUID $toUpper $trim $trunc $tsIncrement $tsSecond $type $unsetField $week $year $zip'.split(
    ' ',
  ),
);

function computed(name: string, compute: (numbers: number[]) => number) {
  return (args: unknown[]): unknown => {
    if (args.some(isNull)) return null;
    if (args.some((value) => value instanceof Date)) throw notImplemented(`${name} with a date`);
    return numberOfType(compute(args.map((value) => numeric(name, value))), args);
  };
}

function numeric(name: string, value: unknown): number {
  const number = toNumber(value);
  if (number !== undefined) return number;
  throw failure('TypeMismatch', `${name} only supports numeric types, not ${typeName(value)}`);
}

function divided(args: unknown[]): unknown {
  if (args.some(isNull)) return null;
  const [dividend = 0, divisor = 0] = args.map((value) => numeric('$divide', value));
  if (divisor === 0) throw failure('BadValue', "can't $divide by zero");
  return new Double(dividend / divisor);
}

function concatenated(args: unknown[]): string | null {
  if (args.some(isNull)) return null;
  const wrong = args.find((value) => typeof value !== 'string');
  if (wrong !== undefined) throw failure(16702, `$concat only supports strings, not ${typeName(wrong)}`);
  return args.join('');
}

function arrayOf(value: unknown, code: number, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw failure(code, `${name} requires an array, found: ${typeName(value)}`);
}

/** Prepares an expression; unknown operators are 168, and those that only a mongod has 238. */
export function compileExpression(expression: unknown): Expression {
  if (typeof expression === 'string' && expression.startsWith('$')) return fieldPath(expression);
  if (Array.isArray(expression)) {
    const items = expression.map(compileExpression);
    return (doc) => items.map((item) => item(doc) ?? null);
  }
  if (!isDoc(expression)) return () => expression;
  const [[name, operand] = ['', undefined], ...more] = Object.entries(expression);
  if (!name.startsWith('$')) return fieldsOf(expression);
  if (more.length > 0) throw failure(15983, 'an expression specification must contain exactly one field');
  if (name === '$literal') return () => operand;
  const found = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!found && UNDONE.has(name)) throw notImplemented(name);
  if (!found) throw failure('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
  const [least, most, apply] = found;
  const args = argumentsOf(name, operand).map(compileExpression);
  if (args.length < least || args.length > most)
    throw failure(16020, `Expression ${name} takes ${least} or up to ${most} arguments, not ${args.length}`);
  return (doc) => apply(args, doc);
}

function argumentsOf(name: string, operand: unknown): unknown[] {
  if (name === '$cond' && isDoc(operand)) {
    const { if: condition, then, else: otherwise, ...more } = operand;
    if (Object.keys(more).length > 0) throw failure(17083, 'Unrecognized parameter to $cond');
    if (condition === undefined) throw failure(17080, "Missing 'if' parameter to $cond");
    if (then === undefined) throw failure(17081, "Missing 'then' parameter to $cond");
    if (otherwise === undefined) throw failure(17082, "Missing 'else' parameter to $cond");
    return [condition, then, otherwise];
  }
  return Array.isArray(operand) ? operand : [operand];
}

function fieldsOf(spec: Doc): Expression {
  for (const name of Object.keys(spec)) {
    if (name.startsWith('$')) throw failure(16410, `FieldPath field names may not start with '$': ${name}`);
    if (name.includes('.')) throw failure(16412, `FieldPath field names may not contain '.': ${name}`);
  }
  const fields = Object.entries(spec).map(([name, value]) => [name, compileExpression(value)] as const);
  return (doc) => {
    const values = fields.map(([name, evaluate]) => [name, evaluate(doc)] as const);
    return Object.fromEntries(values.filter(([, value]) => value !== undefined));
  };
}

function fieldPath(text: string): Expression {
  if (text === '$$REMOVE') return () => undefined;
  const [first = '', ...rest] = text.replace(/^\$\$(ROOT|CURRENT)(?=\.|$)/, '$').split('.');
  if (first.startsWith('$$')) throw notImplemented(`the variable ${first} in an expression`);
  const parts = first === '$' ? rest : [first.slice(1), ...rest];
  if (text === '$') throw failure(16872, "'$' by itself is not a valid FieldPath");
  if (parts.some((part) => part.startsWith('$')))
    throw failure(16410, `FieldPath field names may not start with '$': ${text}`);
  if (parts.includes('')) throw failure(15998, `FieldPath field names may not be empty strings: ${text}`);
  return (doc) => fieldAt(doc, parts);
}

/** A field's value as expressions read it: of an array, that of each document in it. */
function fieldAt(value: unknown, parts: readonly string[]): unknown {
  const [part, ...rest] = parts;
  if (part === undefined) return value;
  if (Array.isArray(value))
    return value.flatMap((element) => {
      const found = isDoc(element) ? fieldAt(element, parts) : undefined;
      return found === undefined ? [] : [found];
    });
  return isDoc(value) ? fieldAt(own(value, part), rest) : undefined;
}

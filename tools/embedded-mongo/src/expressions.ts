import { Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import { Context, evalExpr, ProcessingMode } from 'mingo/core';
import * as accumulators from 'mingo/operators/accumulator';
import * as expressions from 'mingo/operators/expression';
import * as pipeline from 'mingo/operators/pipeline';
import type { Options } from 'mingo/types';
import { compare } from './compare.js';
import { CommandError, failure, located, notImplemented } from './errors.js';
import { type Doc, isDoc, truthy, valueAt } from './values.js';

/** Expression and accumulator operators that mingo 7 answers otherwise than MongoDB, or by running code. */
const REFUSED = new Set([
  '$function',
  '$accumulator',
  '$toHashedIndexKey',
  '$rand',
  '$sampleRate',
  '$toDecimal',
]);

const names = (module: object) => new Set(Object.keys(module).filter((name) => name.startsWith('$')));
const EXPRESSIONS = names(expressions);
const ACCUMULATORS = names(accumulators);

type Operator = (doc: unknown, args: unknown, options: Options) => unknown;

function comparison(answer: (order: number) => unknown): Operator {
  return (doc, args, options) => {
    const values: unknown = evalExpr(doc, args, options);
    if (!Array.isArray(values) || values.length !== 2) {
      throw located(16020, 'a comparison expression takes exactly 2 arguments');
    }
    return answer(compare(values[0], values[1]));
  };
}

/** mingo compares as a query does, through arrays; an expression compares whole values in BSON's order. */
const COMPARISONS: Record<`$${string}`, Operator> = {
  $cmp: comparison(Math.sign),
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
};

/** What mingo needs to know to evaluate; it is given only documents of plain JavaScript numbers. */
export const MINGO = {
  idKey: '_id',
  processingMode: ProcessingMode.CLONE_OFF,
  useStrictMode: true,
  scriptEnabled: false,
  failOnError: true,
  context: Context.init({
    accumulator: { ...accumulators },
    expression: { ...expressions, ...COMPARISONS },
    pipeline: { ...pipeline },
  }),
};

/**
 * A copy with JavaScript's numbers, which mingo computes with. A number that JavaScript cannot hold
 * (a Decimal128, a long past 2^53) is refused rather than rounded.
 */
export function promote(value: unknown): unknown {
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Timestamp) return value;
  if (value instanceof Long) {
    const number = value.toNumber();
    if (Number.isSafeInteger(number)) return number;
    throw notImplemented('an aggregation expression over a long past 2^53');
  }
  if (value instanceof Decimal128) throw notImplemented('an aggregation expression over Decimal128');
  if (Array.isArray(value)) return value.map(promote);
  if (isDoc(value)) return promoteDoc(value);
  return value;
}

export function promoteDoc(doc: Doc, fields?: ReadonlySet<string>): Doc {
  const entries = Object.entries(doc).filter(([name]) => !fields || fields.has(name));
  return Object.fromEntries(entries.map(([name, value]) => [name, promote(value)]));
}

/** The top fields an expression reads, or undefined when it may read any. */
export function fieldsRead(expression: unknown): Set<string> | undefined {
  const fields = new Set<string>();
  const walk = (part: unknown): boolean => {
    if (typeof part === 'string') {
      if (/^\$\$(ROOT|CURRENT)/.test(part)) return false;
      if (/^\$[^$]/.test(part)) fields.add(part.slice(1).split('.')[0] ?? '');
      return true;
    }
    if (Array.isArray(part)) return part.every(walk);
    return !isDoc(part) || (!Object.hasOwn(part, '$getField') && Object.values(part).every(walk));
  };
  return walk(expression) ? fields : undefined;
}

/** Checks every operator of an expression, so that an unknown one fails with MongoDB's own error. */
export function checkExpression(expression: unknown): void {
  if (Array.isArray(expression)) {
    for (const part of expression) checkExpression(part);
    return;
  }
  if (!isDoc(expression)) return;
  for (const [name, value] of Object.entries(expression)) {
    if (name === '$literal') continue;
    if (name.startsWith('$')) {
      if (REFUSED.has(name)) throw notImplemented(name);
      if (!EXPRESSIONS.has(name) && !ACCUMULATORS.has(name)) {
        throw failure('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
      }
      if (Object.keys(expression).length > 1) {
        throw new CommandError(
          15983,
          'Location15983',
          'an expression specification must contain exactly one field',
        );
      }
    }
    checkExpression(value);
  }
}

export function isAccumulator(name: string): boolean {
  return ACCUMULATORS.has(name) && !REFUSED.has(name);
}

/** Runs mingo; its own complaints come out as BadValue. */
export function byMingo<T>(run: () => T): T {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof CommandError) throw cause;
    throw failure('BadValue', cause instanceof Error ? cause.message : String(cause));
  }
}

/** Prepares an aggregation expression for evaluation against decoded documents. */
export function compileExpression(expression: unknown): (doc: Doc) => unknown {
  checkExpression(expression);
  const prepared = promote(expression);
  const read = fieldsRead(expression);
  const evaluate = (doc: Doc) => byMingo(() => evalExpr(promoteDoc(doc, read), prepared, MINGO));
  if (typeof expression !== 'string' || !/^\$[^$]/.test(expression)) return evaluate;
  // A plain path keeps the value's BSON type, unless it leads through an array.
  const path = expression.slice(1).split('.');
  return (doc) => {
    const inArray = path.some((_, at) => at > 0 && Array.isArray(valueAt(doc, path.slice(0, at))));
    return inArray ? evaluate(doc) : valueAt(doc, path);
  };
}

export function truthyExpression(expression: unknown): (doc: Doc) => boolean {
  const evaluate = compileExpression(expression);
  return (doc) => truthy(evaluate(doc));
}

import { BSONRegExp } from 'bson';
import { failure, notImplemented } from './errors.js';
import { compare, keyText } from './keys.js';
import type { Test } from './paths.js';
import { isRegex, rankOf, TYPE_CODES, toNumber, typeCode } from './values.js';

const isNull = (value: unknown) => value === undefined || value === null;
const isNaNumber = (value: unknown) => Number.isNaN(toNumber(value));

export function equals(operand: unknown): Test {
  if (isRegex(operand)) return matchesRegex(operand);
  if (isNull(operand)) return isNull;
  const key = keyText(operand);
  if (typeof operand === 'string') return (value) => value === operand;
  const rank = rankOf(operand);
  return (value) => rankOf(value) === rank && keyText(value) === key;
}

/** Equality with any of many values. */
export function oneOf(operands: readonly unknown[]): Test {
  const tests = operands.filter((operand) => isRegex(operand) || isNull(operand)).map(equals);
  const keys = new Set(operands.filter((operand) => !isRegex(operand) && !isNull(operand)).map(keyText));
  return (value) =>
    tests.some((test) => test(value)) || (value !== undefined && keys.size > 0 && keys.has(keyText(value)));
}

export type Comparison = '$gt' | '$gte' | '$lt' | '$lte';

/** A range within the operand's own type; NaN is only equal to itself. */
export function compares(op: Comparison, operand: unknown): Test {
  const inclusive = op === '$gte' || op === '$lte';
  const below = op === '$lt' || op === '$lte';
  if (isNull(operand)) return (value) => inclusive && isNull(value);
  if (isRegex(operand)) throw failure('BadValue', `Can't have RegEx as arg to predicate over field`);
  const rank = rankOf(operand);
  const nan = isNaNumber(operand);
  return (value) => {
    if (rankOf(value) !== rank) return false;
    if (nan || isNaNumber(value)) return inclusive && nan && isNaNumber(value);
    const order = compare(value, operand);
    return order === 0 ? inclusive : order < 0 === below;
  };
}

/** A PCRE pattern as JavaScript's; what JavaScript cannot express is refused, not misread. */
export function matchesRegex(regex: unknown, options?: string): Test {
  const [pattern, flags] =
    regex instanceof BSONRegExp
      ? [regex.pattern, regex.options]
      : regex instanceof RegExp
        ? [regex.source, regex.flags]
        : [String(regex), ''];
  const compiled = compileRegex(pattern, options ?? flags.replace(/[gyd]/g, ''));
  return (value) => {
    if (isRegex(value)) throw notImplemented('comparing with a regular expression that is stored');
    return typeof value === 'string' && compiled.test(value);
  };
}

function compileRegex(pattern: string, options: string): RegExp {
  const [inline = '', letters = ''] = /^\(\?([a-z]+)\)/.exec(pattern) ?? [];
  const flags = [...new Set(options + letters)];
  if (flags.includes('x')) throw notImplemented('the regular expression option x');
  const unknown = flags.find((flag) => !'imsu'.includes(flag));
  if (unknown) throw failure(51108, `invalid flag in regex options: ${unknown}`);
  const source = pattern.slice(inline.length);
  const plain = flags.filter((flag) => flag !== 'u').join('');
  try {
    // Code points as PCRE reads them; a pattern with escapes that only PCRE allows goes without.
    return new RegExp(source, isValid(source) ? `${plain}u` : plain);
  } catch (cause) {
    throw failure(51091, `Regular expression is invalid: ${cause instanceof Error ? cause.message : source}`);
  }
}

function isValid(source: string): boolean {
  try {
    return new RegExp(source, 'u').unicode;
  } catch {
    return false;
  }
}

export function hasType(operand: unknown): Test {
  const wanted = [operand].flat().flatMap(typeCodes);
  if (wanted.length === 0) throw failure('FailedToParse', '$type must match at least one type');
  return (value) => value !== undefined && wanted.includes(typeCode(value));
}

/** The types by name and code that are kept, and not told apart here. */
const OTHER_TYPES = new Set(
  'regex dbPointer javascript symbol javascriptWithScope timestamp decimal minKey maxKey 11 12 13 14 15 17 19 -1 127'.split(
    ' ',
  ),
);

function typeCodes(type: unknown): number[] {
  if (type === 'number') return ['int', 'long', 'double'].flatMap(typeCodes);
  const code = typeof type === 'string' ? TYPE_CODES.get(type) : toNumber(type);
  if (code !== undefined && [...TYPE_CODES.values()].includes(code)) return [code];
  if (OTHER_TYPES.has(String(type))) throw notImplemented(`$type ${type}`);
  if (typeof type !== 'string' && code === undefined)
    throw failure('TypeMismatch', 'type must be represented as a number or a string');
  throw failure('BadValue', `Unknown type name alias or code: ${String(type)}`);
}

export function hasSize(operand: unknown): Test {
  const size = toNumber(operand);
  if (size === undefined || !Number.isInteger(size) || size < 0)
    throw failure('FailedToParse', 'Failed to parse $size. Expected a non-negative integer');
  return (value) => Array.isArray(value) && value.length === size;
}

export function hasRemainder(operand: unknown): Test {
  const [divisor = Number.NaN, remainder = Number.NaN, ...more] = Array.isArray(operand)
    ? operand.map(toNumber)
    : [];
  if (!Number.isFinite(divisor) || !Number.isFinite(remainder) || more.length > 0)
    throw failure('BadValue', 'malformed mod, needs to be an array of a divisor and a remainder');
  if (Math.trunc(divisor) === 0) throw failure('BadValue', 'divisor cannot be 0');
  return (value) => {
    const number = toNumber(value);
    if (number === undefined || !Number.isFinite(number)) return false;
    return Math.trunc(number) % Math.trunc(divisor) === Math.trunc(remainder);
  };
}

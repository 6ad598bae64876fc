import { BSONRegExp, MaxKey, MinKey } from 'bson';
import { compare, equal, isNaNValue, regexParts } from './compare.js';
import { failure, located, notImplemented } from './errors.js';
import { keyText } from './keys.js';
import type { Test } from './paths.js';
import { isNumeric, rankOf, TYPE_CODES, toNumber, typeCode } from './values.js';

const isNull = (value: unknown) => value === undefined || value === null;

export function isRegex(value: unknown): value is BSONRegExp | RegExp {
  return value instanceof BSONRegExp || value instanceof RegExp;
}

export function equals(operand: unknown): Test {
  if (isNull(operand)) return isNull;
  return (value) => equal(value, operand);
}

/** Equality with any of many values, by their encoded keys. */
export function oneOf(operands: unknown[]): Test {
  const regexes = operands.filter(isRegex).map((regex) => matchesRegex(regex));
  const plain = operands.filter((operand) => !isRegex(operand));
  const withNull = plain.some(isNull);
  const keys = new Set(plain.filter((operand) => !isNull(operand)).map(keyText));
  return (value) =>
    (withNull && isNull(value)) ||
    (value !== undefined && keys.has(keyText(value))) ||
    regexes.some((matches) => matches(value));
}

export type Comparison = '$gt' | '$gte' | '$lt' | '$lte';

/** A range within the operand's own type; MinKey and MaxKey compare with every type; NaN only with itself. */
export function compares(op: Comparison, operand: unknown): Test {
  const inclusive = op === '$gte' || op === '$lte';
  const below = op === '$lt' || op === '$lte';
  if (isNull(operand)) return (value) => inclusive && isNull(value);
  if (isRegex(operand)) throw failure('BadValue', `Can't have RegEx as arg to predicate over field`);
  const everyType = operand instanceof MinKey || operand instanceof MaxKey;
  const rank = rankOf(operand);
  const nan = isNaNValue(operand);
  return (value) => {
    if (rankOf(value) !== rank) return everyType && (operand instanceof MinKey ? !below : below);
    if (nan || isNaNValue(value)) return inclusive && nan && isNaNValue(value);
    const order = compare(value, operand);
    return order === 0 ? inclusive : order < 0 === below;
  };
}

/** A PCRE pattern as JavaScript's; what JavaScript cannot express is refused, not misread. */
function compileRegex(pattern: string, options: string): RegExp {
  const inline = /^\(\?([a-z]+)\)/.exec(pattern);
  const source = inline ? pattern.slice(inline[0].length) : pattern;
  const flags = new Set(options + (inline?.[1] ?? ''));
  if (flags.has('x')) throw notImplemented('the regular expression option x');
  const unknown = [...flags].find((flag) => !'imsux'.includes(flag));
  if (unknown) throw located(51108, `invalid flag in regex options: ${unknown}`);
  const kept = [...flags].filter((flag) => 'ims'.includes(flag)).join('');
  try {
    return new RegExp(source, `${kept}u`);
  } catch {
    try {
      return new RegExp(source, kept);
    } catch (cause) {
      throw located(
        51091,
        `Regular expression is invalid: ${cause instanceof Error ? cause.message : pattern}`,
      );
    }
  }
}

export function matchesRegex(regex: unknown, options?: string): Test {
  const [pattern, own] = typeof regex === 'string' ? [regex, ''] : regexParts(regex);
  const flags = options ?? own.replace(/[gyd]/g, '');
  const compiled = compileRegex(pattern, flags);
  return (value) =>
    typeof value === 'string'
      ? compiled.test(value)
      : isRegex(value) && equal(value, new BSONRegExp(pattern, flags));
}

export function hasType(operand: unknown): Test {
  const wanted = (Array.isArray(operand) ? operand : [operand]).flatMap(typeCodes);
  return (value) => value !== undefined && wanted.includes(typeCode(value));
}

function typeCodes(type: unknown): number[] {
  if (type === 'number') return [1, 16, 18, 19];
  if (typeof type === 'string') {
    const code = TYPE_CODES.get(type);
    if (code === undefined) throw failure('BadValue', `Unknown type name alias: ${type}`);
    return [code];
  }
  const code = toNumber(type);
  if (code === undefined) throw failure('TypeMismatch', 'type must be represented as a number or a string');
  if (![...TYPE_CODES.values()].includes(code))
    throw failure('BadValue', `Invalid numerical type code: ${code}`);
  return [code];
}

export function hasSize(operand: unknown): Test {
  const size = toNumber(operand);
  if (size === undefined || !Number.isInteger(size)) {
    throw failure('FailedToParse', 'Failed to parse $size. Expected an integer');
  }
  if (size < 0) throw failure('FailedToParse', 'Failed to parse $size. Expected a non-negative number');
  return (value) => Array.isArray(value) && value.length === size;
}

export function hasRemainder(operand: unknown): Test {
  if (!Array.isArray(operand)) throw failure('BadValue', 'malformed mod, needs to be an array');
  if (operand.length < 2) throw failure('BadValue', 'malformed mod, not enough elements');
  if (operand.length > 2) throw failure('BadValue', 'malformed mod, too many elements');
  const [divisor, remainder] = operand.map(toNumber);
  if (divisor === undefined) throw failure('BadValue', 'malformed mod, divisor not a number');
  if (remainder === undefined) throw failure('BadValue', 'malformed mod, remainder not a number');
  if (Math.trunc(divisor) === 0) throw failure('BadValue', 'divisor cannot be 0');
  return (value) => {
    const number = isNumeric(value) ? toNumber(value) : undefined;
    if (number === undefined || !Number.isFinite(number)) return false;
    return Math.trunc(number) % Math.trunc(divisor) === Math.trunc(remainder);
  };
}

import { Decimal128, Long, Timestamp } from 'bson';
import { toNumber } from './values.js';

/** A finite number other than zero as 0.digits × 10^exponent; digits have no zero at either end. */
export type Digits = { negative: boolean; digits: string; exponent: number };

/** Reads the decimal text of an integer or a Decimal128; undefined for zero, NaN and the infinities. */
export function parseDigits(text: string): Digits | undefined {
  const parsed = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (!parsed) return undefined;
  const [, sign, whole = '', fraction = '', power = '0'] = parsed;
  const all = whole + fraction;
  const significant = all.replace(/^0+/, '');
  if (significant === '') return undefined;
  const exponent = Number(power) + whole.length - (all.length - significant.length);
  return { negative: sign === '-', digits: significant.replace(/0+$/, ''), exponent };
}

function compareDigits(a: Digits, b: Digits): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const magnitude = a.exponent - b.exponent || (a.digits < b.digits ? -1 : Number(a.digits > b.digits));
  return a.negative ? -magnitude : magnitude;
}

/** The exact decimal expansion of a finite double: every double has one. */
function expand(double: number): string {
  if (Number.isInteger(double)) return BigInt(double).toString();
  let scaled = double;
  let halvings = 0;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    halvings += 1;
  }
  return `${BigInt(scaled) * 5n ** BigInt(halvings)}e-${halvings}`;
}

function textOf(value: unknown): string {
  if (value instanceof Decimal128 || (value instanceof Long && !(value instanceof Timestamp))) {
    return value.toString();
  }
  if (typeof value === 'bigint') return value.toString();
  return expand(toNumber(value) ?? 0);
}

function isPlain(value: unknown): boolean {
  if (value instanceof Long) return Math.abs(value.toNumber()) <= Number.MAX_SAFE_INTEGER;
  return !(value instanceof Decimal128) && typeof value !== 'bigint';
}

/** Compares two numbers of any BSON types by their exact values; NaN is below all and equal to itself. */
export function compareNumbers(a: unknown, b: unknown): number {
  const x = toNumber(a) ?? Number.NaN;
  const y = toNumber(b) ?? Number.NaN;
  if (x < y) return -1;
  if (x > y) return 1;
  if (x !== y) return Number(Number.isNaN(y)) - Number(Number.isNaN(x));
  if (isPlain(a) && isPlain(b)) return 0;
  // Rounding to a double keeps the order but may merge neighbours: only here do the digits decide.
  const left = finiteDigits(a);
  const right = finiteDigits(b);
  if (left === right) return 0;
  if (left === 'infinite') return x > 0 ? 1 : -1;
  if (right === 'infinite') return y > 0 ? -1 : 1;
  if (!left) return right?.negative ? 1 : -1;
  if (!right) return left.negative ? -1 : 1;
  return compareDigits(left, right);
}

function finiteDigits(value: unknown): Digits | 'infinite' | undefined {
  if (!(value instanceof Decimal128) && !Number.isFinite(toNumber(value))) return 'infinite';
  const text = textOf(value);
  return text.endsWith('Infinity') ? 'infinite' : parseDigits(text);
}

/**
 * A number as the greatest double not above it, and the digits of what the double leaves out
 * (undefined when the double is exact): together they sort as the numbers do.
 */
export function floorDouble(value: unknown): { double: number; rest: Digits | undefined } {
  const nearest = toNumber(value) ?? Number.NaN;
  if (isPlain(value)) return { double: nearest, rest: undefined };
  const side = compareNumbers(value, nearest);
  if (side === 0) return { double: nearest, rest: undefined };
  return { double: side < 0 ? nextDown(nearest) : nearest, rest: parseDigits(textOf(value)) };
}

const cell = new DataView(new ArrayBuffer(8));
function nextDown(double: number): number {
  if (double === 0) return -Number.MIN_VALUE;
  cell.setFloat64(0, double);
  cell.setBigInt64(0, cell.getBigInt64(0) + (double > 0 ? -1n : 1n));
  return cell.getFloat64(0);
}

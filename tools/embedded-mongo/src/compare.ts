import { Binary, BSONRegExp, BSONSymbol, Code, Double, Int32, ObjectId, Timestamp } from 'bson';
import { compareNumbers } from './decimals.js';
import { fieldsOf, isNumeric, rankOf } from './values.js';

/** Strings in the order of their UTF-8 bytes, which differs from JavaScript's beyond the basic plane. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at += 1) {
    const x = a.charCodeAt(at);
    const y = b.charCodeAt(at);
    if (x === y) continue;
    // A surrogate stands for a code point above every other code unit.
    const xHigh = x >= 0xd800 && x <= 0xdfff;
    const yHigh = y >= 0xd800 && y <= 0xdfff;
    return xHigh === yHigh ? x - y : xHigh ? 1 : -1;
  }
  return a.length - b.length;
}

/** The pattern and options of a regular expression of either kind. */
export function regexParts(value: unknown): [pattern: string, options: string] {
  if (value instanceof BSONRegExp) return [value.pattern, value.options];
  if (value instanceof RegExp) return [value.source, value.flags];
  return ['', ''];
}

/** The subtype and bytes of binary data of either kind. */
export function binaryParts(value: unknown): [subtype: number, bytes: Uint8Array] {
  if (value instanceof Binary) return [value.sub_type, value.value()];
  return [0, value instanceof Uint8Array ? value : new Uint8Array()];
}

export function textOf(value: unknown): string {
  return value instanceof BSONSymbol ? value.valueOf() : String(value);
}

/** MongoDB's order over all BSON values: by type rank, then by value; documents field by field. */
export function compare(a: unknown, b: unknown): number {
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  if (difference !== 0) return difference;
  if (a instanceof Int32 && b instanceof Int32) return a.value - b.value;
  if (isNumeric(a)) return compareNumbers(a, b);
  switch (rank) {
    case 15:
      return compareStrings(textOf(a), textOf(b));
    case 20:
      return compareFields(a, b);
    case 25:
      return compareArrays(a, b);
    case 30:
      return compareBinary(a, b);
    case 35:
      return a instanceof ObjectId && b instanceof ObjectId ? Buffer.compare(a.id, b.id) : 0;
    case 40:
      return Number(a) - Number(b);
    case 45:
      return Number(a) - Number(b);
    case 47:
      return a instanceof Timestamp && b instanceof Timestamp ? a.compare(b) : 0;
    case 50: {
      const [x, y] = [regexParts(a), regexParts(b)];
      return compareStrings(x[0], y[0]) || compareStrings(x[1], y[1]);
    }
    case 60:
    case 65:
      return compareCode(a, b);
    default:
      return 0;
  }
}

export function equal(a: unknown, b: unknown): boolean {
  return compare(a, b) === 0;
}

function compareFields(a: unknown, b: unknown): number {
  const left = fieldsOf(a);
  const right = fieldsOf(b);
  for (const [at, [name, value]] of left.entries()) {
    const other = right[at];
    if (!other) return 1;
    const order =
      rankOf(value) - rankOf(other[1]) || compareStrings(name, other[0]) || compare(value, other[1]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareArrays(a: unknown, b: unknown): number {
  const left: unknown[] = Array.isArray(a) ? a : [];
  const right: unknown[] = Array.isArray(b) ? b : [];
  for (const [at, value] of left.entries()) {
    if (at >= right.length) return 1;
    const order = compare(value, right[at]);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareBinary(a: unknown, b: unknown): number {
  const [subtypeA, bytesA] = binaryParts(a);
  const [subtypeB, bytesB] = binaryParts(b);
  return bytesA.length - bytesB.length || subtypeA - subtypeB || Buffer.compare(bytesA, bytesB);
}

function compareCode(a: unknown, b: unknown): number {
  if (!(a instanceof Code && b instanceof Code)) return 0;
  return compareStrings(a.code, b.code) || compareFields(a.scope ?? {}, b.scope ?? {});
}

/** True for a double that is not a number. */
export function isNaNValue(value: unknown): boolean {
  return value instanceof Double ? Number.isNaN(value.value) : Number.isNaN(value);
}

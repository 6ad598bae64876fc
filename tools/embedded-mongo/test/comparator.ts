import { Binary, ObjectId } from 'bson';
import { isDoc, rankOf, toNumber } from '../src/values.js';

/**
 * MongoDB's order over BSON values, written out value by value: what the encoded keys are checked against.
 */
export function compareValues(a: unknown, b: unknown): number {
  const difference = rankOf(a) - rankOf(b);
  if (difference !== 0) return difference;
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(String(b)));
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (a instanceof Date) return a.getTime() - Number(b);
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  if (a instanceof Binary && b instanceof Binary) {
    const [x, y] = [a.value(), b.value()];
    return x.length - y.length || a.sub_type - b.sub_type || Buffer.compare(x, y);
  }
  if (Array.isArray(a) && Array.isArray(b)) return firstDifference(a, b, compareValues);
  if (isDoc(a) && isDoc(b)) return firstDifference(Object.entries(a), Object.entries(b), compareFields);
  return compareNumbers(toNumber(a) ?? 0, toNumber(b) ?? 0);
}

function compareNumbers(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
  return Math.sign(a < b ? -1 : Number(a > b));
}

function compareFields([nameA, a]: [string, unknown], [nameB, b]: [string, unknown]): number {
  return rankOf(a) - rankOf(b) || compareValues(nameA, nameB) || compareValues(a, b);
}

function firstDifference<T>(a: readonly T[], b: readonly T[], order: (a: T, b: T) => number): number {
  const pairs = b
    .slice(0, a.length)
    .map((other, at) => a.slice(at, at + 1).map((value) => order(value, other)));
  return pairs.flat().find((difference) => difference !== 0) ?? a.length - b.length;
}

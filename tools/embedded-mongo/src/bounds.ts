import { MaxKey, MinKey } from 'bson';
import type { Condition, Leaf } from './filter.js';
import { bracket, encodeValue } from './keys.js';
import { isRegex } from './predicates.js';
import type { KeyRange } from './store.js';
import { isDoc, rankOf } from './values.js';

/**
 * What a condition says of the index entries of one path: the exact values, or a range of encoded values
 * (`from` included). Wider than the condition is allowed; narrower never, since the filter is tested again.
 */
export type Bound = Points | Range;
type Points = { kind: 'points'; points: Buffer[]; present: boolean };
type Range = { kind: 'range'; from: Buffer; to: Buffer; toIncluded: boolean; present: boolean };

/** The conditions that must all hold, with `$elemMatch` over documents opened to the paths of its fields. */
export function conjuncts(condition: Condition, prefix = ''): Leaf[] {
  switch (condition.kind) {
    case 'leaf': {
      const own = prefix === '' ? condition : { ...condition, path: `${prefix}.${condition.path}` };
      // Under a number the elements of nested arrays match too, which the index does not hold.
      const inner = condition.inner ? conjuncts(condition.inner, own.path) : [];
      return [own, ...inner.filter(({ parts }) => !/^\d+$/.test(parts[0] ?? ''))];
    }
    case 'and':
      return condition.of.flatMap((part) => conjuncts(part, prefix));
    case 'or': {
      const [only] = condition.of;
      return condition.of.length === 1 && only ? conjuncts(only, prefix) : [];
    }
    case 'nor':
    case 'expr':
      return [];
  }
}

/**
 * Above every key that begins with the given whole values, or with a bare rank: what follows a whole
 * value is a rank (inverted or not) or a document number, none of which begins with FF.
 */
export function after(bytes: Buffer): Buffer {
  const [only = 0] = bytes;
  return bytes.length === 1 ? Buffer.from([only + 1]) : Buffer.concat([bytes, Buffer.from([0xff])]);
}

/** An array operand is equal to arrays, of which the index holds the elements: it gives no bound. */
const isPoint = (value: unknown) => !Array.isArray(value) && !isRegex(value) && value !== undefined;

/** The bound of one condition in ascending bytes, or undefined when an index is no help to it. */
export function boundOf({ op, operand }: Leaf): Bound | undefined {
  switch (op) {
    case '$eq':
      if (!isPoint(operand)) return undefined;
      return { kind: 'points', points: [encodeValue(operand)], present: operand !== null };
    case '$in':
      if (!Array.isArray(operand) || !operand.every(isPoint)) return undefined;
      return {
        kind: 'points',
        points: operand.map((value) => encodeValue(value)),
        present: !operand.includes(null),
      };
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return rangeOf(op, operand);
    default:
      return undefined;
  }
}

function rangeOf(op: '$gt' | '$gte' | '$lt' | '$lte', operand: unknown): Bound | undefined {
  const everyType = operand instanceof MinKey || operand instanceof MaxKey;
  if (!isPoint(operand) || operand === null || everyType || isDoc(operand)) return undefined;
  const [low, high] = bracket(rankOf(operand));
  const value = encodeValue(operand);
  switch (op) {
    case '$gt':
    case '$gte':
      return { kind: 'range', from: value, to: high, toIncluded: false, present: true };
    case '$lt':
    case '$lte':
      return { kind: 'range', from: low, to: value, toIncluded: op === '$lte', present: true };
  }
}

/** The entries that satisfy both bounds. */
export function intersect(a: Bound, b: Bound): Bound {
  const present = a.present || b.present;
  if (a.kind === 'range' && b.kind === 'range') {
    const from = Buffer.compare(a.from, b.from) > 0 ? a.from : b.from;
    const order = Buffer.compare(a.to, b.to);
    const { to } = order < 0 ? a : b;
    const toIncluded = order === 0 ? a.toIncluded && b.toIncluded : (order < 0 ? a : b).toIncluded;
    return { kind: 'range', from, to, toIncluded, present };
  }
  if (a.kind === 'points')
    return { kind: 'points', points: a.points.filter((point) => within(point, b)), present };
  return intersect(b, a);
}

function within(point: Buffer, bound: Bound): boolean {
  if (bound.kind === 'points') return bound.points.some((other) => other.equals(point));
  const order = Buffer.compare(point, bound.to);
  return Buffer.compare(point, bound.from) >= 0 && (order < 0 || (order === 0 && bound.toIncluded));
}

/** The bound's byte intervals under an index field's direction, sorted and disjoint. */
export function intervals(bound: Bound, descending: boolean): KeyRange[] {
  if (bound.kind === 'range') {
    const { from, to, toIncluded } = bound;
    if (Buffer.compare(from, to) > 0) return [];
    // Inverted bytes: what was an excluded end becomes an included start, which is only wider.
    if (descending) return [{ from: invert(to), to: after(invert(from)) }];
    return [{ from, to: toIncluded ? after(to) : to }];
  }
  const unique = new Map(
    bound.points.map((point) => [point.toString('latin1'), descending ? invert(point) : point]),
  );
  return [...unique.values()].sort(Buffer.compare).map((point) => ({ from: point, to: after(point) }));
}

function invert(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => ~byte & 0xff));
}

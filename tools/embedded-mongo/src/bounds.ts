import type { Condition, Leaf } from './filter.js';
import { encodeValue } from './keys.js';
import type { KeyRange } from './store.js';
import { isDoc, isPosition, isRegex, rankOf } from './values.js';

/**
 * What a condition says of the index entries of one path, in ascending bytes: intervals that are points, or
 * one range. Wider than the condition is allowed, narrower never: the filter is tested again.
 */
export type Bound = {
  points: boolean;
  spans: KeyRange[];
  /** True when a document without the field cannot satisfy it. */
  present: boolean;
};

/** The conditions that must all hold, with `$elemMatch` over documents opened to the paths of its fields. */
export function conjuncts(condition: Condition, prefix = ''): Leaf[] {
  switch (condition.kind) {
    case 'leaf': {
      const own = prefix === '' ? condition : { ...condition, path: `${prefix}.${condition.path}` };
      // Under a number the elements of nested arrays match too, which the index does not hold.
      const inner = condition.inner ? conjuncts(condition.inner, own.path) : [];
      return [own, ...inner.filter(({ parts }) => !isPosition(parts[0] ?? ''))];
    }
    case 'and':
      return condition.of.flatMap((part) => conjuncts(part, prefix));
    default:
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
const pointAt = (value: unknown): KeyRange => {
  const from = encodeValue(value);
  return { from, to: after(from) };
};

/** The bound of one condition, or undefined when an index is no help to it. */
export function boundOf({ op, operand }: Leaf): Bound | undefined {
  if (op === '$eq' || op === '$in') {
    const values = op === '$in' && Array.isArray(operand) ? operand : [operand];
    if (!values.every(isPoint)) return undefined;
    const spans = new Map(values.map((value) => [encodeValue(value).toString('latin1'), pointAt(value)]));
    return { points: true, spans: sorted([...spans.values()]), present: !values.includes(null) };
  }
  if (!/^\$[gl]te?$/.test(op) || !isPoint(operand) || operand === null || isDoc(operand)) return undefined;
  const rank = rankOf(operand);
  const { from, to } = pointAt(operand);
  const span = op.startsWith('$g')
    ? { from, to: Buffer.from([rank + 1]) }
    : { from: Buffer.from([rank]), to };
  return { points: false, spans: [span], present: true };
}

const sorted = (spans: KeyRange[]) => spans.sort((a, b) => Buffer.compare(a.from, b.from));

/** The entries that satisfy both bounds. */
export function intersect(a: Bound, b: Bound): Bound {
  const spans = a.spans.flatMap((x) =>
    b.spans.flatMap((y): KeyRange[] => {
      const from = Buffer.compare(x.from, y.from) > 0 ? x.from : y.from;
      const to = Buffer.compare(x.to, y.to) < 0 ? x.to : y.to;
      return Buffer.compare(from, to) < 0 ? [{ from, to }] : [];
    }),
  );
  return { points: a.points || b.points, spans, present: a.present || b.present };
}

/** The spans as an index field of the given direction holds them, in that order. */
export function directed({ points, spans }: Bound, descending: boolean): KeyRange[] {
  if (!descending) return spans;
  // Inverted bytes: what was an excluded end becomes an included start, which is only wider.
  return spans
    .map(({ from, to }) => ({ from: invert(points ? from : stem(to)), to: after(invert(from)) }))
    .reverse();
}

/** What a range's end follows: a whole value, or a bare rank. */
const stem = (to: Buffer) => (to.length > 1 ? to.subarray(0, -1) : to);

function invert(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => ~byte & 0xff));
}

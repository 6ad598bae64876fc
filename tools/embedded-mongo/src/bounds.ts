import type { Condition, Leaf } from './filter.js';
import { encodeValue } from './keys.js';
import type { KeyRange } from './store.js';
import { isDoc, isPosition, isRegex, rankOf } from './values.js';

/**
 * What a condition says of the index entries of one path: intervals that are points, or one range. Wider than the
 * condition is allowed, narrower never: the filter is tested again.
 */
export type Bound = {
  points: boolean;
  spans: Span[];
  /** True when a document without the field cannot satisfy it. */
  present: boolean;
};

/** An interval as an ascending field of an index holds it, and as a descending one does, whose bytes are inverted. */
export type Span = { up: KeyRange; down: KeyRange };

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
const pointAt = (value: unknown): Span => {
  const [up, down] = both(encodeValue(value));
  return { up: { from: up, to: after(up) }, down: { from: down, to: after(down) } };
};

/** Bytes as an ascending field has them, and as a descending one. */
const both = (bytes: Buffer) => [bytes, Buffer.from(bytes.map((byte) => ~byte & 0xff))] as const;

/** The values of one type on one side of a value; the ties with it are passed over where they do not count. */
const sideOf = (op: string, value: unknown): Span => {
  const [up, down] = both(encodeValue(value));
  const [lowest, highest] = both(Buffer.from([rankOf(value)]));
  switch (op) {
    case '$gt':
      return { up: { from: after(up), to: after(lowest) }, down: { from: highest, to: down } };
    case '$gte':
      return { up: { from: up, to: after(lowest) }, down: { from: highest, to: after(down) } };
    case '$lt':
      return { up: { from: lowest, to: up }, down: { from: after(down), to: after(highest) } };
    default:
      return { up: { from: lowest, to: after(up) }, down: { from: down, to: after(highest) } };
  }
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
  return { points: false, spans: [sideOf(op, operand)], present: true };
}

const sorted = (spans: Span[]) => spans.sort((a, b) => Buffer.compare(a.up.from, b.up.from));

/** The entries that satisfy both bounds. */
export function intersect(a: Bound, b: Bound): Bound {
  const spans = a.spans.flatMap((x) =>
    b.spans.flatMap((y): Span[] => {
      const [up, down] = [common(x.up, y.up), common(x.down, y.down)];
      return up && down ? [{ up, down }] : [];
    }),
  );
  return { points: a.points || b.points, spans, present: a.present || b.present };
}

const common = (x: KeyRange, y: KeyRange): KeyRange | undefined => {
  const from = Buffer.compare(x.from, y.from) > 0 ? x.from : y.from;
  const to = Buffer.compare(x.to, y.to) < 0 ? x.to : y.to;
  return Buffer.compare(from, to) < 0 ? { from, to } : undefined;
};

/** The spans as an index field of the given direction holds them, in that order. */
export const directed = ({ spans }: Bound, descending: boolean): KeyRange[] =>
  descending ? spans.map(({ down }) => down).reverse() : spans.map(({ up }) => up);

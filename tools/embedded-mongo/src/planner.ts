import { after, type Bound, boundOf, conjuncts, directed, intersect } from './bounds.js';
import type { Collection } from './catalog.js';
import type { Condition, Leaf } from './filter.js';
import { implies } from './implication.js';
import { type Index, prefixOf, rangeOf } from './indexes.js';
import type { SortField } from './sort-fields.js';
import type { KeyRange } from './store.js';
import { isPosition } from './values.js';

/** How to reach the documents of a query; the filter is tested again on what is read. */
export type Plan =
  | { kind: 'collection'; reverse: boolean; sorted: boolean }
  | IndexPlan
  | { kind: 'union'; plans: IndexPlan[]; sorted: false };
export type IndexPlan = {
  kind: 'index';
  index: Index;
  ranges: KeyRange[];
  /** True when each range can hold one entry, whose key its start is. */
  single: boolean;
  /** True when the entries are those of the documents that match: nothing is left to test. */
  exact: boolean;
  reverse: boolean;
  sorted: boolean;
  score: number;
};

export type Query = { condition: Condition; sort: readonly SortField[]; limit: number };

/** `$in` lists may multiply to this many intervals; past it the rest of the fields go unbounded. */
const MAX_INTERVALS = 2000;

/** Chooses an index, a union of indexes for `$or`, or the collection. A hinted index is taken as it is. */
export function choosePlan(collection: Collection, query: Query, hint?: Index): Plan {
  if (hint) return indexPlan(hint, query, conjuncts(query.condition));
  if (query.sort.some(({ path }) => path === '$natural')) return scanPlan(query.sort);
  const best = bestIndex(collection, query);
  if (best && best.score >= 100) return best;
  return unionPlan(collection, query) ?? best ?? scanPlan(query.sort);
}

export function scanPlan(sort: readonly SortField[]): Plan {
  const natural = sort.length === 1 && sort[0]?.path === '$natural' ? sort[0] : undefined;
  return {
    kind: 'collection',
    reverse: natural?.descending === true,
    sorted: natural !== undefined || sort.length === 0,
  };
}

function bestIndex(collection: Collection, query: Query): IndexPlan | undefined {
  const leaves = conjuncts(query.condition);
  let best: IndexPlan | undefined;
  for (const index of collection.indexes) {
    if (index.partial && !implies(query.condition, index.partial)) continue;
    if (index.sparse && !leaves.some((leaf) => requires(leaf, index))) continue;
    const plan = indexPlan(index, query, leaves);
    if (plan.score > (best?.score ?? 0)) best = plan;
  }
  return best;
}

function requires(leaf: Leaf, { fields }: Index): boolean {
  return (
    (leaf.op === '$exists' || boundOf(leaf)?.present === true) &&
    fields.some(({ path }) => path === leaf.path)
  );
}

function unionPlan(collection: Collection, query: Query): Plan | undefined {
  const parts = query.condition.kind === 'and' ? query.condition.of : [query.condition];
  for (const part of parts) {
    if (part.kind !== 'or' || part.of.length === 0) continue;
    const rest = parts.filter((other) => other !== part);
    const plans = part.of.flatMap((branch) => {
      const condition: Condition = { kind: 'and', of: [branch, ...rest] };
      return bestIndex(collection, { condition, sort: [], limit: 0 }) ?? [];
    });
    if (plans.length === part.of.length) return { kind: 'union', plans, sorted: false };
  }
  return undefined;
}

const covers = (array: string, path: string) => path === array || path.startsWith(`${array}.`);
const isFixed = (bound: Bound | undefined) => bound?.points === true && bound.spans.length === 1;

function indexPlan(index: Index, query: Query, leaves: Leaf[]): IndexPlan {
  const bounds = boundsOf(index, leaves);
  const { ranges, score, used } = rangesOf(index, bounds);
  const fixed = new Set(index.fields.filter((_, at) => isFixed(bounds[at])).map(({ path }) => path));
  const direction = sortDirection(index, query.sort, fixed);
  const single = index.unique && bounds.every((bound) => bound?.points) && score > 0;
  const whole = single && bounds.every(isFixed) ? 10_000 : 0;
  const natural = query.sort.length === 0;
  const sortScore = natural || direction === undefined ? 0 : score > 0 || query.limit > 0 ? 50 : 10;
  return {
    kind: 'index',
    index,
    ranges,
    single,
    exact: index.arrays.size === 0 && isExact(query.condition, index.fields.slice(0, used)),
    reverse: direction === 'backward',
    sorted: natural || direction !== undefined,
    score: whole + score + sortScore,
  };
}

function isExact(condition: Condition, bounded: readonly SortField[]): boolean {
  if (condition.kind === 'and') return condition.of.every((part) => isExact(part, bounded));
  if (condition.kind !== 'leaf' || !bounded.some(({ path }) => path === condition.path)) return false;
  const bound = boundOf(condition);
  return bound?.points === true && bound.present;
}

/**
 * One bound a field. Where an array is in the way, two conditions may be met by different elements: then
 * only one of them bounds the scan, and of the fields below one array only the first.
 */
function boundsOf(index: Index, leaves: Leaf[]): (Bound | undefined)[] {
  const taken = new Set<string>();
  return index.fields.map(({ path, parts }) => {
    const found = leaves.flatMap((leaf) => (leaf.path === path ? (boundOf(leaf) ?? []) : []));
    const usable = parts.some(isPosition) ? found.filter(({ present }) => present) : found;
    const arrays = [...index.arrays].filter((array) => covers(array, path));
    const [first, ...more] = usable;
    if (arrays.length === 0) return first && more.reduce(intersect, first);
    if (arrays.some((array) => taken.has(array))) return undefined;
    const chosen = usable.find(({ points }) => points) ?? first;
    for (const array of chosen ? arrays : []) taken.add(array);
    return chosen;
  });
}

/** The ranges to read, and how many of the index's fields bound them. */
function rangesOf(index: Index, bounds: (Bound | undefined)[]) {
  let prefixes = [prefixOf(index.ident)];
  let score = 0;
  let used = 0;
  for (const [at, { descending }] of index.fields.entries()) {
    const bound = bounds[at];
    const spans = bound ? directed(bound, descending) : [];
    if (!bound || prefixes.length * spans.length > MAX_INTERVALS) break;
    const joined = (end: 'from' | 'to', start: Buffer, span: KeyRange) => Buffer.concat([start, span[end]]);
    const ranges = prefixes.flatMap((start) =>
      spans.map((span) => ({ from: joined('from', start, span), to: joined('to', start, span) })),
    );
    used += 1;
    if (!bound.points) return { ranges, score: score + 30, used };
    score += spans.length <= 1 ? 100 : 80;
    prefixes = ranges.map(({ from }) => from);
  }
  if (score === 0) return { ranges: [rangeOf(index.ident)], score, used };
  return { ranges: prefixes.map((start) => ({ from: start, to: after(start) })), score, used };
}

/** The way to walk an index so that documents come out sorted; undefined when it cannot. */
function sortDirection(
  index: Index,
  sort: readonly SortField[],
  fixed: Set<string>,
): 'forward' | 'backward' | undefined {
  if (sort.some(({ path }) => [...index.arrays].some((array) => covers(array, path)))) return undefined;
  const wanted = sort.filter(({ path }) => !fixed.has(path));
  let backward: boolean | undefined;
  for (const field of index.fields) {
    const [next] = wanted;
    if (!next) break;
    if (field.path !== next.path) {
      if (fixed.has(field.path)) continue;
      return undefined;
    }
    const opposite = field.descending !== next.descending;
    if (backward !== undefined && backward !== opposite) return undefined;
    backward = opposite;
    wanted.shift();
  }
  if (wanted.length > 0) return undefined;
  return backward ? 'backward' : 'forward';
}

import { after, type Bound, boundOf, conjuncts, intersect, intervals } from './bounds.js';
import { type Collection, rangeOf } from './catalog.js';
import type { Condition, Leaf } from './filter.js';
import { implies } from './implication.js';
import { type Index, prefixOf } from './indexes.js';
import type { SortField } from './sort.js';
import type { KeyRange } from './store.js';

/** How to reach the documents of a query; the whole filter is always tested again on what is read. */
export type Plan =
  | { kind: 'collection'; reverse: boolean; sorted: boolean }
  | { kind: 'index'; index: Index; ranges: KeyRange[]; reverse: boolean; sorted: boolean; score: number }
  | { kind: 'union'; plans: IndexPlan[]; sorted: false };
export type IndexPlan = Extract<Plan, { kind: 'index' }>;

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
  const natural = sort.length === 1 && sort[0]?.path === '$natural';
  return {
    kind: 'collection',
    reverse: natural && sort[0]?.descending === true,
    sorted: natural || sort.length === 0,
  };
}

function bestIndex(collection: Collection, query: Query): IndexPlan | undefined {
  const leaves = conjuncts(query.condition);
  let best: IndexPlan | undefined;
  for (const index of collection.indexes) {
    if (index.partial && !implies(query.condition, index.partial)) continue;
    if (index.sparse && !index.fields.some(({ path }) => leaves.some((leaf) => requires(leaf, path))))
      continue;
    const plan = indexPlan(index, query, leaves);
    if (plan.score > (best?.score ?? 0)) best = plan;
  }
  return best;
}

function requires(leaf: Leaf, path: string): boolean {
  return leaf.path === path && (boundOf(leaf)?.present === true || leaf.op === '$exists');
}

function unionPlan(collection: Collection, query: Query): Plan | undefined {
  const parts = query.condition.kind === 'and' ? query.condition.of : [query.condition];
  for (const part of parts) {
    if (part.kind !== 'or' || part.of.length === 0) continue;
    const rest = parts.filter((other) => other !== part);
    const plans = part.of.flatMap((branch) => {
      const condition: Condition = { kind: 'and', of: [branch, ...rest] };
      const plan = bestIndex(collection, { condition, sort: [], limit: 0 });
      return plan ? [plan] : [];
    });
    if (plans.length === part.of.length) return { kind: 'union', plans, sorted: false };
  }
  return undefined;
}

const covers = (array: string, path: string) => path === array || path.startsWith(`${array}.`);

function indexPlan(index: Index, query: Query, leaves: Leaf[]): IndexPlan {
  const bounds = boundsOf(index, leaves);
  const { ranges, score } = rangesOf(index, bounds);
  const fixed = new Set(index.fields.filter((_, at) => isFixed(bounds[at])).map(({ path }) => path));
  const direction = sortDirection(index, query.sort, fixed);
  const whole = index.unique && bounds.every(isFixed) ? 10_000 : 0;
  const natural = query.sort.length === 0;
  const sortScore = natural || direction === undefined ? 0 : score > 0 || query.limit > 0 ? 50 : 10;
  return {
    kind: 'index',
    index,
    ranges,
    reverse: direction === 'backward',
    sorted: natural || direction !== undefined,
    score: whole + score + sortScore,
  };
}

const isFixed = (bound: Bound | undefined) => bound?.kind === 'points' && bound.points.length === 1;

/**
 * One bound a field. Where an array is in the way, two conditions may be met by different elements: then
 * only one of them bounds the scan, and of the fields below one array only the first.
 */
function boundsOf(index: Index, leaves: Leaf[]): (Bound | undefined)[] {
  const taken = new Set<string>();
  return index.fields.map(({ path, parts }) => {
    const found = leaves.filter((leaf) => leaf.path === path).flatMap((leaf) => boundOf(leaf) ?? []);
    const numbered = parts.some((part) => /^\d+$/.test(part));
    const usable = numbered ? found.filter(({ present }) => present) : found;
    const arrays = [...index.arrays].filter((array) => covers(array, path));
    if (arrays.length === 0)
      return usable.reduce<Bound | undefined>((all, one) => (all ? intersect(all, one) : one), undefined);
    if (arrays.some((array) => taken.has(array))) return undefined;
    const chosen = usable.find(({ kind }) => kind === 'points') ?? usable[0];
    if (chosen) for (const array of arrays) taken.add(array);
    return chosen;
  });
}

function rangesOf(index: Index, bounds: (Bound | undefined)[]): { ranges: KeyRange[]; score: number } {
  const prefix = prefixOf(index.ident);
  let prefixes = [prefix];
  let score = 0;
  for (const [at, { descending }] of index.fields.entries()) {
    const bound = bounds[at];
    const steps = bound ? intervals(bound, descending) : [];
    if (!bound || prefixes.length * steps.length > MAX_INTERVALS) break;
    const join = (part: Buffer) => prefixes.map((start) => Buffer.concat([start, part]));
    if (bound.kind === 'range') {
      const ranges = prefixes.flatMap((start) =>
        steps.map(({ from, to }) => ({ from: Buffer.concat([start, from]), to: Buffer.concat([start, to]) })),
      );
      return { ranges, score: score + 30 };
    }
    score += steps.length <= 1 ? 100 : 80;
    prefixes =
      steps.length === 1 && steps[0]
        ? join(steps[0].from)
        : prefixes.flatMap((start) => steps.map(({ from }) => Buffer.concat([start, from])));
  }
  const ranges = prefixes.map((start) =>
    start === prefix ? rangeOf(index.ident) : { from: start, to: after(start) },
  );
  return { ranges, score };
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
  let at = 0;
  for (const field of index.fields) {
    const next = wanted[at];
    if (!next) break;
    if (field.path !== next.path) {
      if (fixed.has(field.path)) continue;
      return undefined;
    }
    const opposite = field.descending !== next.descending;
    if (backward !== undefined && backward !== opposite) return undefined;
    backward = opposite;
    at += 1;
  }
  if (at < wanted.length) return undefined;
  return backward ? 'backward' : 'forward';
}

import { type Catalog, type Collection, rangeOf } from './catalog.js';
import type { Documents, Stored } from './documents.js';
import { failure } from './errors.js';
import { matches } from './filter.js';
import { type Index, numberOf } from './indexes.js';
import { choosePlan, type IndexPlan, type Plan, type Query, scanPlan } from './planner.js';
import { sortInMemory } from './sort.js';
import type { Store } from './store.js';

/** What a query has read so far. */
export type Examined = { keys: number; docs: number };
export type Found = { plan: Plan; examined: Examined; documents: Iterable<Stored> };
export type QueryDeps = { store: Store; catalog: Catalog; documents: Documents };

/** Which index a query must use: none means the planner's choice, 'natural' the collection itself. */
export type Hint = Index | 'natural' | undefined;

/**
 * The documents that match, in order, `limit` of them (0 for all) counted from the first. They are read
 * as they are asked for; QueryPlanKilled if the collection or the index is dropped meanwhile.
 */
export function runQuery(deps: QueryDeps, collection: Collection, query: Query, hint: Hint): Found {
  const plan = hint === 'natural' ? scanPlan(query.sort) : choosePlan(collection, query, hint);
  const examined = { keys: 0, docs: 0 };
  const matching = filtered(deps, collection, query, plan, examined);
  const documents = plan.sorted ? matching : sortInMemory(matching, query.sort, query.limit);
  return { plan, examined, documents: query.limit > 0 ? take(documents, query.limit) : documents };
}

function* take<T>(items: Iterable<T>, limit: number): Generator<T> {
  let taken = 0;
  for (const item of items) {
    yield item;
    taken += 1;
    if (taken >= limit) return;
  }
}

function* filtered(
  deps: QueryDeps,
  collection: Collection,
  query: Query,
  plan: Plan,
  examined: Examined,
): Generator<Stored> {
  for (const number of numbers(deps, collection, plan, examined)) {
    const stored = deps.documents.read(collection, number);
    examined.docs += 1;
    if (stored && matches(query.condition, stored.doc)) yield stored;
  }
}

function* numbers(
  deps: QueryDeps,
  collection: Collection,
  plan: Plan,
  examined: Examined,
): Generator<number> {
  switch (plan.kind) {
    case 'collection':
      for (const { key } of deps.store.scan(rangeOf(collection.ident), plan.reverse)) {
        refuseDropped(deps.catalog, collection);
        yield numberOf(key);
      }
      return;
    case 'index':
      yield* distinct(indexed(deps, collection, plan, examined), plan.index.arrays.size > 0);
      return;
    case 'union':
      yield* distinct(unioned(deps, collection, plan.plans, examined), true);
      return;
  }
}

function* unioned(
  deps: QueryDeps,
  collection: Collection,
  plans: IndexPlan[],
  examined: Examined,
): Generator<number> {
  for (const plan of plans) yield* indexed(deps, collection, plan, examined);
}

function* indexed(
  deps: QueryDeps,
  collection: Collection,
  plan: IndexPlan,
  examined: Examined,
): Generator<number> {
  const { index, ranges, reverse } = plan;
  for (const range of reverse ? ranges.toReversed() : ranges) {
    for (const { value } of deps.store.scan(range, reverse)) {
      refuseDropped(deps.catalog, collection, index);
      examined.keys += 1;
      yield numberOf(value);
    }
    refuseDropped(deps.catalog, collection, index);
  }
}

function* distinct(numbers: Iterable<number>, repeated: boolean): Generator<number> {
  const seen = new Set<number>();
  for (const number of numbers) {
    if (repeated && seen.has(number)) continue;
    if (repeated) seen.add(number);
    yield number;
  }
}

function refuseDropped(catalog: Catalog, collection: Collection, index?: Index): void {
  const current = catalog.collections.get(collection.namespace);
  if (current === collection && (!index || collection.indexes.includes(index))) return;
  const what = index
    ? `index ${index.name} of ${collection.namespace}`
    : `collection ${collection.namespace}`;
  throw failure('QueryPlanKilled', `the ${what} was dropped while it was read`);
}

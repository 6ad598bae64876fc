import type { Catalog, Collection } from './catalog.js';
import type { Documents, Stored } from './documents.js';
import { failure } from './errors.js';
import { matches } from './filter.js';
import { type Index, numberOf, rangeOf } from './indexes.js';
import { equal } from './keys.js';
import { choosePlan, type Plan, type Query, scanPlan } from './planner.js';
import { sortInMemory } from './sort.js';
import type { Store } from './store.js';
import { isDoc, own } from './values.js';

/** What a query has read so far. */
export type Examined = { keys: number; docs: number };
export type Found = { plan: Plan; examined: Examined; documents: Iterable<Stored> };
export type QueryDeps = { store: Store; catalog: Catalog; documents: Documents };

/**
 * The documents that match, in order, `limit` of them (0 for all) counted from the first. They are read
 * as they are asked for; QueryPlanKilled if the collection or the index is dropped meanwhile. `hint` is
 * an index's name or key, or `{$natural}`; BadValue when there is no such index.
 */
export function runQuery(deps: QueryDeps, collection: Collection, query: Query, hint?: unknown): Found {
  const natural = isDoc(hint) && own(hint, '$natural') !== undefined;
  const plan = natural ? scanPlan(query.sort) : choosePlan(collection, query, hinted(collection, hint));
  const examined = { keys: 0, docs: 0 };
  const matching = filtered(deps, collection, query, plan, examined);
  const documents = plan.sorted ? matching : sortInMemory(matching, query.sort, query.limit);
  return { plan, examined, documents: query.limit > 0 ? window(documents, 0, query.limit) : documents };
}

function hinted(collection: Collection, hint: unknown): Index | undefined {
  if (hint === undefined || (isDoc(hint) && Object.keys(hint).length === 0)) return undefined;
  const index = collection.indexes.find(
    ({ name, key }) => name === hint || (isDoc(hint) && equal(key, hint)),
  );
  if (index) return index;
  throw failure(
    'BadValue',
    'planner returned error :: caused by :: hint provided does not correspond to an existing index',
  );
}

/** The items after the first `skip`, `limit` of them at the most. */
export function* window<T>(items: Iterable<T>, skip: number, limit: number): Generator<T> {
  if (limit <= 0) return;
  let at = 0;
  for (const item of items) {
    at += 1;
    if (at > skip) yield item;
    if (at >= skip + limit) return;
  }
}

export function countOf(items: Iterable<unknown>): number {
  let n = 0;
  for (const _ of items) n += 1;
  return n;
}

function* filtered(deps: QueryDeps, collection: Collection, query: Query, plan: Plan, examined: Examined) {
  const exact = plan.kind === 'index' && plan.exact;
  const begun = deps.store.commits();
  for (const number of numbers(deps, collection, plan, examined)) {
    const stored = deps.documents.read(collection, number);
    examined.docs += 1;
    // What an index entry promised may have changed since it was read, once there was a commit.
    const promised = exact && deps.store.commits() === begun;
    if (stored && (promised || matches(query.condition, stored.doc))) yield stored;
  }
}

/** The numbers of the documents that a plan leads to, each once. */
function* numbers(
  deps: QueryDeps,
  collection: Collection,
  plan: Plan,
  examined: Examined,
): Generator<number> {
  if (plan.kind === 'collection') {
    for (const { key } of deps.store.scan(rangeOf(collection.ident), plan.reverse)) {
      refuseDropped(deps.catalog, collection);
      yield numberOf(key);
    }
    return;
  }
  const plans = plan.kind === 'union' ? plan.plans : [plan];
  const repeated = plan.kind === 'union' || plan.index.arrays.size > 0;
  const seen = new Set<number>();
  for (const { index, ranges, reverse, single } of plans) {
    for (const range of reverse ? ranges.toReversed() : ranges) {
      for (const { value } of single ? entryAt(deps.store, range.from) : deps.store.scan(range, reverse)) {
        refuseDropped(deps.catalog, collection, index);
        examined.keys += 1;
        const number = numberOf(value);
        if (!repeated) yield number;
        else if (!seen.has(number)) {
          seen.add(number);
          yield number;
        }
      }
      refuseDropped(deps.catalog, collection, index);
    }
  }
}

function entryAt(store: Store, key: Buffer) {
  const value = store.get(key);
  return value ? [{ value }] : [];
}

function refuseDropped({ collections }: Catalog, collection: Collection, index?: Index): void {
  const { namespace, indexes } = collection;
  if (collections.get(namespace) === collection && (!index || indexes.includes(index))) return;
  throw failure('QueryPlanKilled', `${index?.name ?? namespace} was dropped while it was read`);
}

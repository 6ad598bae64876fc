import type { Collection } from './catalog.js';
import type { CommandDeps } from './command.js';
import type { Stored } from './documents.js';
import type { Condition } from './filter.js';
import { runQuery } from './query.js';
import { parseSort } from './sort-fields.js';
import type { Doc } from './values.js';

/** What a write looks for. */
export type Target = { condition: Condition; sort: Doc; hint: unknown };

/** All that a write looks for, read before the first of them is changed. */
export function found(deps: CommandDeps, collection: Collection, target: Target, limit: number): Stored[] {
  const query = { condition: target.condition, sort: parseSort(target.sort), limit };
  return [...runQuery(deps, collection, query, target.hint).documents];
}

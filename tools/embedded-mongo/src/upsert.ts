import { ObjectId } from 'bson';
import { failure } from './errors.js';
import type { Condition } from './filter.js';
import type { Update } from './update.js';
import { setAt } from './update-paths.js';
import type { Doc } from './values.js';

/** The document an upsert inserts: the filter's equalities, then the update. */
export function upsertDocument(condition: Condition, update: Update, now: Date): Doc {
  const base: Doc = {};
  const equalities = equalitiesOf(condition);
  for (const [path, value] of equalities) {
    if (equalities.filter(([other]) => other === path).length > 1) {
      throw failure(
        'NotSingleValueField',
        `cannot infer query fields to set, path '${path}' is matched twice`,
      );
    }
    if (!update.replacement || path === '_id') setAt(base, path.split('.'), value);
  }
  const doc = update.apply(base, { filter: condition, now, inserting: true });
  const { _id = new ObjectId(), ...rest } = doc;
  return { _id, ...rest };
}

function equalitiesOf(condition: Condition): [string, unknown][] {
  switch (condition.kind) {
    case 'leaf':
      if (condition.op === '$in' && Array.isArray(condition.operand) && condition.operand.length === 1)
        return [[condition.path, condition.operand[0]]];
      return condition.op === '$eq' ? [[condition.path, condition.operand]] : [];
    case 'and':
      return condition.of.flatMap(equalitiesOf);
    case 'or':
      return condition.of.length === 1 ? condition.of.flatMap(equalitiesOf) : [];
    case 'nor':
    case 'expr':
      return [];
  }
}

import { ObjectId } from 'bson';
import { failure } from './errors.js';
import type { Condition } from './filter.js';
import type { Update } from './update.js';
import { setAt } from './update-paths.js';
import { type Doc, encode } from './values.js';

/** The document an upsert inserts: the filter's equalities, then the update. */
export function upsertDocument(condition: Condition, update: Update, now: Date): Buffer {
  const base: Doc = {};
  const seen = new Set<string>();
  for (const [path, value] of equalitiesOf(condition)) {
    if ([...seen].some((other) => `${other}.`.startsWith(`${path}.`) || path.startsWith(`${other}.`)))
      throw failure(
        'NotSingleValueField',
        `cannot infer query fields to set, path '${path}' is matched twice, by itself or in part`,
      );
    seen.add(path);
    if (!update.replacement || path === '_id') setAt(base, path.split('.'), value);
  }
  const { _id = new ObjectId(), ...rest } = update.apply(base, { filter: condition, now, inserting: true });
  return encode({ _id, ...rest });
}

function equalitiesOf(condition: Condition): [string, unknown][] {
  switch (condition.kind) {
    case 'leaf': {
      const { op, path, operand } = condition;
      if (op === '$in' && Array.isArray(operand) && operand.length === 1) return [[path, operand[0]]];
      return op === '$eq' ? [[path, operand]] : [];
    }
    case 'and':
      return condition.of.flatMap(equalitiesOf);
    case 'or':
      return condition.of.length === 1 ? condition.of.flatMap(equalitiesOf) : [];
    default:
      return [];
  }
}

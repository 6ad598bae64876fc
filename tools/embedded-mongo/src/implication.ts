import { conjuncts } from './bounds.js';
import { failure } from './errors.js';
import type { Condition, Leaf } from './filter.js';
import { equal } from './keys.js';
import { type Comparison, compares } from './predicates.js';

/** True when every document that matches `query` matches `partial`; false also when that is not evident. */
export function implies(query: Condition, partial: Condition): boolean {
  switch (partial.kind) {
    case 'and':
      return partial.of.every((part) => implies(query, part));
    case 'or':
      return partial.of.some((part) => implies(query, part));
    case 'leaf':
      return conjuncts(query).some((leaf) => leaf.path === partial.path && leafImplies(leaf, partial));
    default:
      return false;
  }
}

const isRange = (op: string): op is Comparison => /^\$[gl]te?$/.test(op);

function leafImplies({ op, operand }: Leaf, partial: Leaf): boolean {
  if (op === partial.op && equal(operand, partial.operand)) return true;
  if (op === '$eq' || op === '$in') {
    const values: unknown[] = op === '$in' && Array.isArray(operand) ? operand : [operand];
    if (partial.op === '$exists') return values.every((value) => value !== null);
    return values.every((value) => !Array.isArray(value) && partial.test(value));
  }
  if (!isRange(op) || operand === null) return false;
  return (
    partial.op === '$exists' || (isRange(partial.op) && narrower(op, operand, partial.op, partial.operand))
  );
}

function narrower(op: Comparison, operand: unknown, wider: Comparison, bound: unknown): boolean {
  if (op[1] !== wider[1]) return false;
  // A strict range up to the same bound lies within any other; else the operand itself must lie within.
  return compares(wider, bound)(operand) || (op.length === 3 && equal(operand, bound));
}

const ALLOWED = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte', '$exists', '$type']);

/** Refuses what a partial index cannot be filtered by: 67 CannotCreateIndex. */
export function checkPartial(condition: Condition): void {
  if (condition.kind === 'and' || condition.kind === 'or')
    for (const part of condition.of) checkPartial(part);
  else if (condition.kind !== 'leaf' || !ALLOWED.has(condition.op)) {
    const what = condition.kind === 'leaf' ? `${condition.path} ${condition.op}` : condition.kind;
    throw failure('CannotCreateIndex', `Expression not supported in partial index: ${what}`);
  }
}

import { conjuncts } from './bounds.js';
import { equal } from './compare.js';
import { failure } from './errors.js';
import type { Condition, Leaf } from './filter.js';
import { compares } from './predicates.js';

/** True when every document that matches `query` matches `partial`; false also when that is not evident. */
export function implies(query: Condition, partial: Condition): boolean {
  switch (partial.kind) {
    case 'and':
      return partial.of.every((part) => implies(query, part));
    case 'or':
      return partial.of.some((part) => implies(query, part));
    case 'leaf':
      return conjuncts(query).some((leaf) => leaf.path === partial.path && leafImplies(leaf, partial));
    case 'nor':
    case 'expr':
      return false;
  }
}

function leafImplies(leaf: Leaf, partial: Leaf): boolean {
  if (leaf.op === partial.op && equal(leaf.operand, partial.operand)) return true;
  if (partial.op === '$exists') return notNull(leaf);
  switch (leaf.op) {
    case '$eq':
      return !Array.isArray(leaf.operand) && partial.test(leaf.operand);
    case '$in':
      return (
        Array.isArray(leaf.operand) &&
        leaf.operand.every((value: unknown) => !Array.isArray(value) && partial.test(value))
      );
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return isRange(partial.op) && narrower(leaf.op, leaf.operand, partial.op, partial.operand);
    default:
      return false;
  }
}

type Range = '$gt' | '$gte' | '$lt' | '$lte';
const isRange = (op: string): op is Range => ['$gt', '$gte', '$lt', '$lte'].includes(op);

function notNull({ op, operand }: Leaf): boolean {
  if (op === '$in') return Array.isArray(operand) && operand.every((value) => value !== null);
  return (op === '$eq' || isRange(op)) && operand !== null;
}

function narrower(op: Range, operand: unknown, wider: Range, bound: unknown): boolean {
  if (op[1] !== wider[1]) return false;
  // A strict range up to the same bound lies within any other; else the operand itself must lie within.
  const strict = op === '$gt' || op === '$lt';
  return compares(wider, bound)(operand) || (strict && equal(operand, bound));
}

const ALLOWED = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte', '$exists', '$type']);

/** Refuses what a partial index cannot be filtered by: 67 CannotCreateIndex. */
export function checkPartial(condition: Condition): void {
  switch (condition.kind) {
    case 'leaf':
      if (ALLOWED.has(condition.op)) return;
      throw failure(
        'CannotCreateIndex',
        `Expression not supported in partial index: ${condition.path} ${condition.op}`,
      );
    case 'and':
    case 'or':
      for (const part of condition.of) checkPartial(part);
      return;
    case 'nor':
    case 'expr':
      throw failure('CannotCreateIndex', 'Expression not supported in partial index: $not');
  }
}

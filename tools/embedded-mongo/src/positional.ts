import { type Condition, type Leaf, matches } from './filter.js';
import { someAt } from './paths.js';
import { type Doc, isDoc, valueAt } from './values.js';

/**
 * The position that `$` stands for: the first element of the array at `path` that satisfies one of the
 * filter's conditions on it, or undefined.
 */
export function matchedPosition(condition: Condition, doc: Doc, path: readonly string[]): number | undefined {
  const array = valueAt(doc, path);
  if (!Array.isArray(array)) return undefined;
  const prefix = path.join('.');
  for (const found of leavesOf(condition, doc)) {
    const rest = found.path === prefix ? [] : found.parts.slice(path.length);
    if (found.path !== prefix && !found.path.startsWith(`${prefix}.`)) continue;
    const position = array.findIndex((element) => {
      if (rest.length > 0) return isDoc(element) && someAt(element, rest, 0, found.whole, found.test);
      return found.op === '$elemMatch' ? found.test([element]) : !found.whole && found.test(element);
    });
    if (position >= 0) return position;
  }
  return undefined;
}

function leavesOf(condition: Condition, doc: Doc): Leaf[] {
  switch (condition.kind) {
    case 'leaf':
      return [condition];
    case 'and':
      return condition.of.flatMap((part) => leavesOf(part, doc)).sort((a, b) => order(a) - order(b));
    case 'or':
      return condition.of.filter((part) => matches(part, doc)).flatMap((part) => leavesOf(part, doc));
    case 'nor':
    case 'expr':
      return [];
  }
}

const order = (found: Leaf) => (found.op === '$elemMatch' ? 0 : 1);

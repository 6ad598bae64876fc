import type { Plan } from './planner.js';
import type { Found } from './query.js';
import { docField, namespaceOf, type Request } from './request.js';
import type { Doc } from './values.js';

function stage(plan: Plan): Doc {
  switch (plan.kind) {
    case 'collection':
      return { stage: 'COLLSCAN', direction: plan.reverse ? 'backward' : 'forward' };
    case 'index':
      return { stage: 'FETCH', inputStage: indexStage(plan) };
    case 'union':
      return { stage: 'FETCH', inputStage: { stage: 'OR', inputStages: plan.plans.map(indexStage) } };
  }
}

function indexStage({ index, reverse }: Extract<Plan, { kind: 'index' }>): Doc {
  return {
    stage: 'IXSCAN',
    keyPattern: index.key,
    indexName: index.name,
    isMultiKey: index.arrays.size > 0,
    isUnique: index.unique,
    isSparse: index.sparse,
    isPartial: index.partial !== undefined,
    direction: reverse ? 'backward' : 'forward',
  };
}

/** The reply of explain: the plan by MongoDB's stage names, and what was read. */
export function explained(
  request: Request,
  found: Found | undefined,
  returned: number,
  elapsed: number,
): Doc {
  const input = found ? stage(found.plan) : { stage: 'EOF' };
  const sortPattern = docField(request, 'sort');
  const blocking = found !== undefined && !found.plan.sorted;
  const winningPlan = blocking ? { stage: 'SORT', sortPattern, inputStage: input } : input;
  return {
    explainVersion: '1',
    queryPlanner: {
      namespace: namespaceOf(request),
      parsedQuery: docField(request, 'filter'),
      winningPlan,
      rejectedPlans: [],
    },
    executionStats: {
      executionSuccess: true,
      nReturned: returned,
      executionTimeMillis: Math.round(elapsed),
      totalKeysExamined: found?.examined.keys ?? 0,
      totalDocsExamined: found?.examined.docs ?? 0,
    },
  };
}

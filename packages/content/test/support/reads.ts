import type { Db, Document } from 'mongodb';

/** What a command reads of threads and subscriptions, as queries that can be explained. */
const readsOf = (command: Document): Document[] => {
  const { find, filter, sort, limit, skip, projection, hint, aggregate, pipeline } = command;
  if (find === 'threads' || find === 'subscriptions')
    return [{ find, filter, sort, limit, projection, ...(skip && { skip }), ...(hint && { hint }) }];
  if (aggregate === 'subscriptions') {
    const [{ $match }, { $sort }] = pipeline;
    return [{ find: aggregate, filter: $match, sort: $sort }];
  }
  if (aggregate !== 'sections') return [];
  const sectionIds: string[] = pipeline[0]?.$match?._id?.$in ?? [];
  return pipeline.flatMap(({ $lookup }: Document) => {
    if ($lookup?.from !== 'threads') return [];
    const [{ $match }, { $sort }, { $limit }] = $lookup.pipeline;
    return sectionIds.map((sectionId) => ({
      find: 'threads',
      filter: { sectionId, ...$match },
      sort: $sort,
      limit: $limit,
    }));
  });
};

/** How the database carries out each query of these commands: the stages, and how many keys and documents it reads. */
export const explained = (database: Db, commands: readonly Document[]) =>
  Promise.all(
    commands.flatMap(readsOf).map(async (asked) => {
      const { queryPlanner, executionStats } = await database.command({
        explain: asked,
        verbosity: 'executionStats',
      });
      const keys = Number(executionStats.totalKeysExamined);
      const docs = Number(executionStats.totalDocsExamined);
      return { asked, stages: stagesOf(queryPlanner.winningPlan), keys, docs };
    }),
  );

/** The names of the stages of a plan, outermost first. */
const stagesOf = (plan: Document): string[] => [
  String(plan.stage),
  ...(plan.inputStage ? stagesOf(plan.inputStage) : []),
];

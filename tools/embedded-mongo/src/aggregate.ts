import type { Command, CommandDeps, Commands } from './command.js';
import { failure, notImplemented } from './errors.js';
import { parseFilter } from './filter.js';
import { pipelineOf } from './pipeline.js';
import { countOf, runQuery } from './query.js';
import { checkFields, docField } from './request.js';
import { parseSort, type SortField } from './sort-fields.js';
import { runStages } from './stages.js';
import { type Doc, encode, isDoc, own, toNumber, truthy } from './values.js';

type Leading = { filters: Doc[]; sort: SortField[]; rest: Doc[] };

/** The stages a query can answer itself, with an index: `$match`es, then a `$sort`. */
function leading(pipeline: Doc[]): Leading {
  const first = pipeline.findIndex(({ $match }) => !isDoc($match));
  const end = first < 0 ? pipeline.length : first;
  const filters = pipeline.slice(0, end).flatMap(({ $match }) => (isDoc($match) ? [$match] : []));
  const sort = isDoc(pipeline[end]?.$sort) ? parseSort(pipeline[end].$sort) : [];
  return { filters, sort, rest: pipeline.slice(sort.length > 0 ? end + 1 : end) };
}

/** Runs a pipeline over a collection, by name; `$lookup` comes back here for its own. */
function aggregateOver(
  deps: CommandDeps,
  database: string,
  name: string,
  pipeline: Doc[],
  hint?: unknown,
): Iterable<Doc> {
  const { filters, sort, rest } = leading(pipeline);
  const condition = parseFilter(filters.length > 0 ? { $and: filters } : {});
  const resolve = (other: string, stages: Doc[]) => aggregateOver(deps, database, other, stages);
  const collection = deps.catalog.collections.get(`${database}.${name}`);
  if (!collection) return runStages([], rest, resolve);
  const limit = Math.max(0, toNumber(rest[0]?.$limit) ?? 0);
  const { documents } = runQuery(deps, collection, { condition, sort, limit }, hint);
  const counted = countShape(rest);
  if (!counted) return runStages(decoded(documents), rest, resolve);
  const n = pipeline.length === 1 ? collection.count : countOf(documents);
  return n > 0 ? [counted(n)] : [];
}

function* decoded(documents: Iterable<{ doc: Doc }>): Generator<Doc> {
  for (const { doc } of documents) yield doc;
}

/** What a pipeline that only counts gives: the `$group` that countDocuments sends, `{_id: 1, n: {$sum: 1}}`. */
function countShape(stages: readonly Doc[]): ((n: number) => Doc) | undefined {
  const spec = stages.length === 1 ? stages[0]?.$group : undefined;
  if (!isDoc(spec) || Object.keys(spec).join() !== '_id,n' || toNumber(spec._id) === undefined)
    return undefined;
  return isDoc(spec.n) && toNumber(spec.n.$sum) === 1 ? (n) => ({ _id: spec._id, n }) : undefined;
}

const aggregate: Command = (deps, request) => {
  checkFields(request, 'pipeline cursor allowDiskUse hint bypassDocumentValidation explain');
  const { body, database } = request;
  const name = body.aggregate;
  if (truthy(body.explain)) throw notImplemented('explain of aggregate');
  if (typeof name !== 'string') throw notImplemented('an aggregate over a whole database');
  if (!isDoc(body.cursor)) throw failure('FailedToParse', "The 'cursor' option is required");
  const batchSize = toNumber(own(docField(request, 'cursor'), 'batchSize')) ?? 101;
  const documents = aggregateOver(deps, database, name, pipelineOf(body.pipeline), body.hint);
  return deps.cursors.open(`${database}.${name}`, encoded(documents), batchSize);
};

function* encoded(documents: Iterable<Doc>): Generator<Buffer> {
  for (const doc of documents) yield encode(doc);
}

/** The aggregation command. */
export const aggregateCommands: Commands = { aggregate };

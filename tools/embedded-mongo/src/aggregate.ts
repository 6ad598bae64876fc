import { CommandError, failure, notImplemented } from './errors.js';
import { type Condition, parseFilter } from './filter.js';
import { runQuery } from './query.js';
import { resolveHint } from './read-commands.js';
import { checkFields, docField, type Request } from './request.js';
import type { Command, CommandDeps } from './server.js';
import { parseSort, type SortField } from './sort.js';
import { isCountAll, runStages } from './stages.js';
import { type Doc, encode, isDoc, own, toNumber, truthy } from './values.js';

const EVERYTHING: Condition = { kind: 'and', of: [] };
type Leading = { filter: Doc; sort: readonly SortField[]; rest: Doc[] };

/** The stages a query can answer itself, with an index: `$match`es, then a `$sort`. */
function leading(pipeline: Doc[]): Leading {
  const matches: Doc[] = [];
  const rest = [...pipeline];
  for (let next = rest[0]; isDoc(next?.$match); next = rest[0]) {
    matches.push(next.$match);
    rest.shift();
  }
  const sort = rest[0] && isDoc(rest[0].$sort) ? parseSort(rest[0].$sort) : [];
  if (sort.length > 0) rest.shift();
  return {
    filter: matches.length === 1 ? (matches[0] ?? {}) : matches.length > 1 ? { $and: matches } : {},
    sort,
    rest,
  };
}

function stagesOf(value: unknown): Doc[] {
  if (!Array.isArray(value)) throw failure('TypeMismatch', "'pipeline' option must be specified as an array");
  return value.map((stage: unknown) => {
    if (!isDoc(stage))
      throw failure('TypeMismatch', "Each element of the 'pipeline' array must be an object");
    if (Object.keys(stage).length !== 1) {
      throw new CommandError(
        40323,
        'Location40323',
        'A pipeline stage specification object must contain exactly one field.',
      );
    }
    return stage;
  });
}

/** Runs a pipeline over a collection, by name; `$lookup` comes back here for its own. */
export function aggregateOver(
  deps: CommandDeps,
  namespace: string,
  pipeline: Doc[],
  hint?: unknown,
): Iterable<Doc> {
  const { filter, sort, rest } = leading(pipeline);
  const condition = Object.keys(filter).length > 0 ? parseFilter(filter) : EVERYTHING;
  const database = namespace.slice(0, namespace.indexOf('.'));
  const resolve = (name: string, stages: Doc[]) => aggregateOver(deps, `${database}.${name}`, stages);
  const collection = deps.catalog.collections.get(namespace);
  const first = rest[0];
  const limit = first && '$limit' in first ? (toNumber(first.$limit) ?? 0) : 0;
  if (!collection) return runStages([], rest, resolve);
  const { documents } = runQuery(
    deps,
    collection,
    { condition, sort, limit: Math.max(0, limit) },
    resolveHint(collection, hint),
  );
  const counted = sort.length === 0 ? isCountAll(rest) : undefined;
  if (counted) return countOf(counted, condition === EVERYTHING ? collection.count : count(documents));
  return runStages(
    (function* () {
      for (const { doc } of documents) yield doc;
    })(),
    rest,
    resolve,
  );
}

function count(documents: Iterable<unknown>): number {
  let n = 0;
  for (const _ of documents) n += 1;
  return n;
}

function countOf(shape: (n: number) => Doc, n: number): Doc[] {
  return n > 0 ? [shape(n)] : [];
}

const FIELDS = ['pipeline', 'cursor', 'allowDiskUse', 'hint', 'bypassDocumentValidation', 'explain'];

const aggregate: Command = (deps, request: Request) => {
  checkFields(request, FIELDS);
  const { body, database } = request;
  if (truthy(body.explain)) throw notImplemented('explain of aggregate');
  const name = body.aggregate;
  if (typeof name !== 'string') throw notImplemented('an aggregate over a whole database');
  if (!isDoc(body.cursor))
    throw failure(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  const batchSize = toNumber(own(docField(request, 'cursor'), 'batchSize')) ?? 101;
  const namespace = `${database}.${name}`;
  const documents = aggregateOver(deps, namespace, stagesOf(body.pipeline), body.hint);
  return deps.cursors.open(namespace, encoded(documents), batchSize);
};

function* encoded(documents: Iterable<Doc>): Generator<Buffer> {
  for (const doc of documents) yield encode(doc);
}

/** The aggregation command. */
export const aggregateCommands: Record<string, Command> = { aggregate };

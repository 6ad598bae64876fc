import { failure, located, notImplemented } from './errors.js';
import { compileExpression } from './expressions.js';
import { matches, parseFilter } from './filter.js';
import { group } from './group.js';
import { lookup } from './lookup.js';
import { parseProjection } from './projection.js';
import { encodeSortKey, parseSort } from './sort.js';
import { unwind } from './unwind.js';
import { setAt, unsetAt } from './update-paths.js';
import { type Doc, decode, encode, isDoc, toNumber, typeName } from './values.js';

/** Runs a pipeline over another collection of the same database. */
export type Resolve = (collection: string, pipeline: Doc[]) => Iterable<Doc>;
type Stage = (input: Iterable<Doc>, spec: unknown, resolve: Resolve) => Iterable<Doc>;

const STAGES: Record<string, Stage> = {
  $match: (input, spec) => {
    const condition = parseFilter(docSpec('$match', spec));
    return each(input, (doc) => (matches(condition, doc) ? [doc] : []));
  },
  $sort: (input, spec) => {
    const sort = parseSort(docSpec('$sort', spec));
    return [...input]
      .map((doc) => ({ doc, key: encodeSortKey(sort, doc) }))
      .sort((a, b) => Buffer.compare(a.key, b.key))
      .map(({ doc }) => doc);
  },
  $limit: (input, spec) => window(input, 0, positive('$limit', spec, 1)),
  $skip: (input, spec) => window(input, positive('$skip', spec, 0), Number.POSITIVE_INFINITY),
  $count: (input, spec) => {
    if (typeof spec !== 'string' || spec === '')
      throw located(40156, 'the count field must be a non-empty string');
    const n = [...input].length;
    return n > 0 ? [{ [spec]: n }] : [];
  },
  $project: (input, spec) => {
    const project = parseProjection(docSpec('$project', spec));
    if (!project)
      throw located(
        51272,
        'Invalid $project :: caused by :: projection specification must have at least one field',
      );
    return each(input, (doc) => [project(doc)]);
  },
  $addFields: (input, spec) => addFields(input, docSpec('$addFields', spec)),
  $set: (input, spec) => addFields(input, docSpec('$set', spec)),
  $unset: (input, spec) => {
    const paths = (Array.isArray(spec) ? spec : [spec]).map((path) => String(path).split('.'));
    return each(input, (doc) => {
      const kept = decode(encode(doc));
      for (const path of paths) unsetAt(kept, path);
      return [kept];
    });
  },
  $unwind: unwind,
  $group: (input, spec) => group(input, docSpec('$group', spec)),
  $sortByCount: (input, spec) =>
    runStages(input, [{ $group: { _id: spec, count: { $sum: 1 } } }, { $sort: { count: -1 } }], () => []),
  $replaceRoot: (input, spec) => replaceRoot(input, docSpec('$replaceRoot', spec).newRoot),
  $replaceWith: (input, spec) => replaceRoot(input, spec),
  $facet: (input, spec, resolve) => {
    const all = [...input];
    const facets = Object.entries(docSpec('$facet', spec));
    return [
      Object.fromEntries(
        facets.map(([name, stages]) => [name, [...runStages(all, pipelineOf(stages), resolve)]]),
      ),
    ];
  },
  $lookup: (input, spec, resolve) => lookup(input, docSpec('$lookup', spec), resolve),
};

const MONGODBS = new Set(
  'bucket bucketAuto changeStream collStats currentOp densify documents fill geoNear graphLookup indexStats listSessions merge out planCacheStats redact sample search setWindowFields unionWith vectorSearch'
    .split(' ')
    .map((name) => `$${name}`),
);

export function pipelineOf(stages: unknown): Doc[] {
  if (!Array.isArray(stages)) throw failure('TypeMismatch', 'a pipeline must be an array of stages');
  return stages.filter(isDoc);
}

/** Runs stages in order; unknown ones fail with 40324, MongoDB's that are not done here with 238. */
export function runStages(input: Iterable<Doc>, stages: readonly Doc[], resolve: Resolve): Iterable<Doc> {
  let documents = input;
  for (const stage of stages) {
    const [[name, spec] = ['', undefined]] = Object.entries(stage);
    const run = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
    if (!run && MONGODBS.has(name)) throw notImplemented(`the stage ${name}`);
    if (!run) throw located(40324, `Unrecognized pipeline stage name: '${name}'`);
    documents = run(documents, spec, resolve);
  }
  return documents;
}

/** What a pipeline that only counts gives: `$count`, or the `$group` that countDocuments sends. */
export function isCountAll(stages: readonly Doc[]): ((n: number) => Doc) | undefined {
  const [stage, ...rest] = stages;
  const spec = stage?.$group;
  if (
    rest.length > 0 ||
    !isDoc(spec) ||
    Object.keys(spec).join() !== '_id,n' ||
    toNumber(spec._id) === undefined
  )
    return undefined;
  return isDoc(spec.n) && toNumber(spec.n.$sum) === 1 ? (n) => ({ _id: spec._id, n }) : undefined;
}

function docSpec(stage: string, spec: unknown): Doc {
  if (isDoc(spec)) return spec;
  const code =
    stage === '$match'
      ? 15959
      : stage === '$sort'
        ? 15973
        : stage === '$group'
          ? 15947
          : stage === '$facet'
            ? 40169
            : 40272;
  throw located(code, `the ${stage} specification must be an object, not ${typeName(spec)}`);
}

function positive(stage: string, spec: unknown, least: number): number {
  const number = toNumber(spec);
  if (number === undefined || !Number.isInteger(number))
    throw located(2107201, `invalid argument to ${stage} stage: Expected an integer`);
  if (number < least) throw located(15958, `the ${stage} must be ${least === 1 ? 'positive' : 'at least 0'}`);
  return number;
}

export function* each(input: Iterable<Doc>, change: (doc: Doc) => Iterable<Doc>): Generator<Doc> {
  for (const doc of input) yield* change(doc);
}

function* window(input: Iterable<Doc>, skip: number, limit: number): Generator<Doc> {
  let at = 0;
  for (const doc of input) {
    at += 1;
    if (at > skip) yield doc;
    if (at >= skip + limit) return;
  }
}

function addFields(input: Iterable<Doc>, spec: Doc): Iterable<Doc> {
  const fields = Object.entries(spec).map(([path, value]) => ({
    path: path.split('.'),
    evaluate: compileExpression(value),
  }));
  return each(input, (doc) => {
    const result = decode(encode(doc));
    for (const { path, evaluate } of fields) {
      const value = evaluate(doc);
      if (value === undefined) unsetAt(result, path);
      else setAt(result, path, value);
    }
    return [result];
  });
}

function replaceRoot(input: Iterable<Doc>, expression: unknown): Iterable<Doc> {
  const evaluate = compileExpression(expression);
  return each(input, (doc) => {
    const root = evaluate(doc);
    if (!isDoc(root))
      throw located(
        40228,
        `'newRoot' expression must evaluate to an object, but resulting value was of type ${typeName(root)}`,
      );
    return [root];
  });
}

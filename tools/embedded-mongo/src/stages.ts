import { failure, notImplemented } from './errors.js';
import { compileExpression } from './expressions.js';
import { addPath, flattened, type PathTree, withField } from './fields.js';
import { isOperators, matches, parseFilter } from './filter.js';
import { group } from './group.js';
import { lookup } from './lookup.js';
import { pipelineOf, type Resolve } from './pipeline.js';
import { parseStageProjection } from './projection.js';
import { window } from './query.js';
import { sortDocuments } from './sort.js';
import { parseSort } from './sort-fields.js';
import { unwind } from './unwind.js';
import { type Doc, isDoc, toNumber, typeName } from './values.js';

type Stage = (input: Iterable<Doc>, spec: unknown, resolve: Resolve) => Iterable<Doc>;

const STAGES: Record<string, Stage> = {
  $match: (input, spec) => {
    const condition = parseFilter(docSpec(15959, spec));
    return each(input, (doc) => (matches(condition, doc) ? [doc] : []));
  },
  $sort: (input, spec) => {
    const sort = parseSort(docSpec(15973, spec));
    if (sort.length === 0) throw failure(15976, '$sort stage must have at least one sort key');
    return sortDocuments(input, sort, (doc) => doc);
  },
  $limit: (input, spec) => window(input, 0, whole('$limit', spec, 1)),
  $skip: (input, spec) => window(input, whole('$skip', spec, 0), Number.POSITIVE_INFINITY),
  $count: (input, spec) => {
    if (typeof spec !== 'string' || spec === '')
      throw failure(40156, 'the count field must be a non-empty string');
    if (spec.startsWith('$')) throw failure(40158, 'the count field cannot be a $-prefixed path');
    if (spec.includes('.')) throw failure(40160, "the count field cannot contain '.'");
    const n = [...input].length;
    return n > 0 ? [{ [spec]: n }] : [];
  },
  $project: (input, spec) => {
    const project = parseStageProjection(docSpec(15969, spec));
    if (!project)
      throw failure(51272, 'Invalid $project: projection specification must have at least one field');
    return each(input, (doc) => [project(doc)]);
  },
  $group: (input, spec) => group(input, docSpec(15947, spec)),
  $sortByCount: (input, spec) => {
    if (typeof spec === 'string' && !spec.startsWith('$'))
      throw failure(40148, 'the sortByCount field must be defined as a $-prefixed path');
    if (isDoc(spec) && !isOperators(spec))
      throw failure(40147, 'the sortByCount field must be defined as an expression inside an object');
    if (typeof spec !== 'string' && !isDoc(spec))
      throw failure(40149, 'the sortByCount field must be a string or an expression');
    const stages = [{ $group: { _id: spec, count: { $sum: 1 } } }, { $sort: { count: -1 } }];
    return runStages(input, stages, () => []);
  },
  $facet: (input, spec, resolve) => {
    const all = [...input];
    const facets = Object.entries(docSpec(40169, spec));
    if (facets.length === 0) throw failure(40169, 'the $facet specification must have at least one pipeline');
    const results = facets.map(([name, stages]) => [name, [...runStages(all, pipelineOf(stages), resolve)]]);
    return [Object.fromEntries(results)];
  },
  $lookup: (input, spec, resolve) => lookup(input, docSpec(40319, spec), resolve),
  $addFields: (input, spec) => addFields(input, docSpec(40272, spec)),
  $set: (input, spec) => addFields(input, docSpec(40272, spec)),
  $unset: (input, spec) => {
    const paths = [spec].flat().map((path) => {
      if (typeof path === 'string' && path !== '') return path;
      throw failure(31002, '$unset specification must be a string or an array containing only strings');
    });
    if (paths.length === 0) throw failure(31119, '$unset specification must have at least one field');
    const project = parseStageProjection(Object.fromEntries(paths.map((path) => [path, false])));
    return each(input, (doc) => [project ? project(doc) : doc]);
  },
  $unwind: unwind,
  $replaceRoot: (input, spec) => replaceRoot(input, docSpec(40229, spec).newRoot),
  $replaceWith: replaceRoot,
};

function addFields(input: Iterable<Doc>, spec: Doc): Iterable<Doc> {
  if (Object.keys(spec).length === 0)
    throw failure(40177, '$addFields specification must have at least one field');
  const paths: PathTree = new Map();
  const fields = flattened(spec).map(([path, value]) => {
    if (isDoc(value) && Object.keys(value).length === 0)
      throw failure(40180, 'an empty object is not a valid value for $addFields');
    addPath(paths, path);
    return [path.split('.'), compileExpression(value)] as const;
  });
  return each(input, (doc) => [
    fields.reduce((result, [path, evaluate]) => withField(result, path, evaluate(doc)), doc),
  ]);
}

function replaceRoot(input: Iterable<Doc>, expression: unknown): Iterable<Doc> {
  const evaluate = compileExpression(expression);
  return each(input, (doc) => {
    const root = evaluate(doc);
    if (isDoc(root)) return [root];
    throw failure(
      40228,
      `'newRoot' expression must evaluate to an object, but was of type ${typeName(root)}`,
    );
  });
}

const MONGODBS = new Set(
  '$bucket $bucketAuto $changeStream $collStats $currentOp $densify $documents $fill $geoNear $graphLookup $indexStats $listSessions $merge $out $planCacheStats $redact $sample $search $setWindowFields $unionWith $vectorSearch'.split(
    ' ',
  ),
);

/** Runs stages in order; unknown ones fail with 40324, MongoDB's that are not done here with 238. */
export function runStages(input: Iterable<Doc>, stages: readonly Doc[], resolve: Resolve): Iterable<Doc> {
  return stages.reduce((documents, stage) => {
    const [[name, spec] = ['', undefined]] = Object.entries(stage);
    const run = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
    if (run) return run(documents, spec, resolve);
    if (MONGODBS.has(name)) throw notImplemented(`the stage ${name}`);
    throw failure(40324, `Unrecognized pipeline stage name: '${name}'`);
  }, input);
}

function docSpec(code: number, spec: unknown): Doc {
  if (isDoc(spec)) return spec;
  throw failure(code, `the specification of a stage must be an object, not ${typeName(spec)}`);
}

function whole(stage: string, spec: unknown, least: number): number {
  const number = toNumber(spec);
  if (number === undefined || !Number.isInteger(number))
    throw failure(2107201, `invalid argument to ${stage} stage: Expected an integer`);
  if (number < least) throw failure(15958, `the argument of ${stage} must be at least ${least}`);
  return number;
}

function* each(input: Iterable<Doc>, change: (doc: Doc) => Iterable<Doc>): Generator<Doc> {
  for (const doc of input) yield* change(doc);
}

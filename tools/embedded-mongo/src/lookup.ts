import { failure, notImplemented } from './errors.js';
import { withField } from './fields.js';
import { pipelineOf, type Resolve } from './pipeline.js';
import { type Doc, isDoc, own, typeName } from './values.js';

const OPTIONS = ['from', 'localField', 'foreignField', 'as', 'pipeline', 'let'];

/**
 * `$lookup` by localField and foreignField, with or without a pipeline that reads no outer variable. The
 * foreign documents are found by a query, so its index is used.
 */
export function* lookup(input: Iterable<Doc>, spec: Doc, resolve: Resolve): Generator<Doc> {
  const { from, localField: local, foreignField: foreign, as, pipeline = [], let: variables } = spec;
  const unknown = Object.keys(spec).find((name) => !OPTIONS.includes(name));
  if (unknown) throw failure('FailedToParse', `unknown argument to $lookup: ${unknown}`);
  if (isDoc(variables) && Object.keys(variables).length > 0) throw notImplemented('$lookup with let');
  if (typeof from !== 'string' || typeof as !== 'string') {
    const found = `${typeName(from)} and ${typeName(as)}`;
    throw failure('FailedToParse', `$lookup needs strings for from and as, but found ${found}`);
  }
  const joins = [local, foreign].filter((field) => field !== undefined);
  if (joins.length === 1 || (joins.length === 0 && spec.pipeline === undefined))
    throw failure('FailedToParse', '$lookup requires "localField" and "foreignField", or a pipeline');
  if (joins.some((field) => typeof field !== 'string'))
    throw failure('FailedToParse', '$lookup needs strings for localField and foreignField');
  const stages = pipelineOf(pipeline);
  for (const doc of input) {
    const values = typeof local === 'string' ? localValues(doc, local.split('.')) : [];
    const $match =
      typeof foreign === 'string' ? { [foreign]: { $in: values.length > 0 ? values : [null] } } : {};
    yield withField(doc, as.split('.'), [...resolve(from, [{ $match }, ...stages])]);
  }
}

/** The values a document joins by: the elements of arrays on the way and at the end; null when there is none. */
function localValues(value: unknown, [part, ...rest]: readonly string[]): unknown[] {
  if (part === undefined) return Array.isArray(value) ? value : [value ?? null];
  if (Array.isArray(value))
    return value.flatMap((item) => (isDoc(item) ? localValues(item, [part, ...rest]) : []));
  return localValues(isDoc(value) ? own(value, part) : undefined, rest);
}

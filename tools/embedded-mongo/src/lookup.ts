import { failure, notImplemented } from './errors.js';
import { each, pipelineOf, type Resolve } from './stages.js';
import { setAt } from './update-paths.js';
import { type Doc, decode, encode, isDoc, typeName, valueAt } from './values.js';

/**
 * `$lookup` by localField and foreignField, with or without a pipeline that reads no outer variable. The
 * foreign documents are found by a query, so its index is used.
 */
export function lookup(input: Iterable<Doc>, spec: Doc, resolve: Resolve): Iterable<Doc> {
  const { from, localField, foreignField, as, pipeline = [], let: variables } = spec;
  if (isDoc(variables) && Object.keys(variables).length > 0) throw notImplemented('$lookup with let');
  if (typeof from !== 'string' || typeof as !== 'string') {
    throw failure(
      'FailedToParse',
      `$lookup needs strings for from and as, but found ${typeName(from)} and ${typeName(as)}`,
    );
  }
  if (typeof localField !== typeof foreignField) {
    throw failure(
      'FailedToParse',
      '$lookup requires both or neither of "localField" and "foreignField" to be specified',
    );
  }
  const stages = pipelineOf(pipeline);
  return each(input, (doc) => {
    const matching = joinStages(doc, localField, foreignField);
    const copy = decode(encode(doc));
    setAt(copy, as.split('.'), [...resolve(from, [...matching, ...stages])]);
    return [copy];
  });
}

function joinStages(doc: Doc, localField: unknown, foreignField: unknown): Doc[] {
  if (typeof localField !== 'string' || typeof foreignField !== 'string') return [];
  const values = localValues(doc, localField.split('.'));
  return [{ $match: { [foreignField]: { $in: values.length > 0 ? values : [null] } } }];
}

/** The values a document joins by: the elements of arrays on the way and at the end; null when there is none. */
function localValues(value: unknown, parts: readonly string[]): unknown[] {
  const [part, ...rest] = parts;
  if (part === undefined) return Array.isArray(value) ? value : [value ?? null];
  if (Array.isArray(value)) return value.flatMap((item) => (isDoc(item) ? localValues(item, parts) : []));
  return localValues(isDoc(value) ? valueAt(value, [part]) : undefined, rest);
}

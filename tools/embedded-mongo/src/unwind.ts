import { Long } from 'bson';
import { failure } from './errors.js';
import { withField } from './fields.js';
import { type Doc, isDoc, valueAt } from './values.js';

const OPTIONS = ['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'];

/** `$unwind`: one document an element, in the short form or with its options. */
export function* unwind(input: Iterable<Doc>, given: unknown): Generator<Doc> {
  const spec = isDoc(given) ? given : { path: given };
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: keepEmpty = false } = spec;
  const unknown = Object.keys(spec).find((name) => !OPTIONS.includes(name));
  if (unknown) throw failure(28811, `unrecognized option to $unwind stage: ${unknown}`);
  if (typeof path !== 'string') throw failure(28808, 'expected a string as the path for $unwind stage');
  if (typeof keepEmpty !== 'boolean') throw failure(28809, 'preserveNullAndEmptyArrays must be a boolean');
  if (index !== undefined && (typeof index !== 'string' || index === '' || index.startsWith('$')))
    throw failure(28810, 'includeArrayIndex must be the name of a field');
  if (!/^\$[^$]/.test(path))
    throw failure(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const parts = path.slice(1).split('.');
  const put = (doc: Doc, value: unknown, position: Long | null) => {
    const unwound = withField(doc, parts, value);
    return index === undefined ? unwound : withField(unwound, index.split('.'), position);
  };
  for (const doc of input) {
    const value = valueAt(doc, parts);
    if (!Array.isArray(value)) {
      if (value !== undefined && value !== null) yield put(doc, value, null);
      else if (keepEmpty) yield index === undefined ? doc : withField(doc, index.split('.'), null);
    } else if (value.length === 0) {
      if (keepEmpty) yield put(doc, undefined, null);
    } else for (const [at, element] of value.entries()) yield put(doc, element, Long.fromNumber(at));
  }
}

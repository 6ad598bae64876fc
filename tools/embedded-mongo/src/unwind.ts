import { located } from './errors.js';
import { each } from './stages.js';
import { setAt, unsetAt } from './update-paths.js';
import { type Doc, decode, encode, isDoc, own, valueAt } from './values.js';

/** `$unwind`: one document an element, in the short form or with its options. */
export function unwind(input: Iterable<Doc>, given: unknown): Iterable<Doc> {
  const spec = isDoc(given) ? given : { path: given };
  const path = own(spec, 'path');
  if (typeof path !== 'string') throw located(28812, '$unwind requires a path');
  if (!path.startsWith('$'))
    throw located(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`);
  const parts = path.slice(1).split('.');
  const index = own(spec, 'includeArrayIndex');
  const keepEmpty = own(spec, 'preserveNullAndEmptyArrays') === true;
  const put = (doc: Doc, value: unknown, position: number | null) => {
    const copy = decode(encode(doc));
    if (value === undefined) unsetAt(copy, parts);
    else setAt(copy, parts, value);
    if (typeof index === 'string') setAt(copy, index.split('.'), position);
    return copy;
  };
  return each(input, (doc) => {
    const value = valueAt(doc, parts);
    if (Array.isArray(value) && value.length > 0)
      return value.map((item, position) => put(doc, item, position));
    const empty = value === undefined || value === null || Array.isArray(value);
    if (empty) return keepEmpty ? [put(doc, Array.isArray(value) ? undefined : value, null)] : [];
    return [put(doc, value, null)];
  });
}

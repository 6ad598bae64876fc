import { Aggregator } from 'mingo/aggregator';
import { located } from './errors.js';
import {
  byMingo,
  checkExpression,
  compileExpression,
  fieldsRead,
  isAccumulator,
  MINGO,
  promoteDoc,
} from './expressions.js';
import { keyText } from './keys.js';
import { type Doc, isDoc } from './values.js';

/** `$group`, its groups made by BSON equality. */
export function group(input: Iterable<Doc>, spec: Doc): Iterable<Doc> {
  if (!Object.hasOwn(spec, '_id')) throw located(15955, 'a group specification must include an _id');
  for (const [field, value] of Object.entries(spec)) {
    if (field !== '_id') {
      const [name] = isDoc(value) ? Object.keys(value) : [];
      if (!isDoc(value) || name === undefined)
        throw located(40234, `The field '${field}' must be an accumulator object`);
      if (!isAccumulator(name)) throw located(15952, `unknown group operator '${name}'`);
    }
    checkExpression(value);
  }
  const { _id, ...accumulators } = spec;
  const keyOf = compileExpression(_id);
  const read = fieldsRead(accumulators);
  const groups = new Map<string, { id: unknown; documents: Doc[] }>();
  // mingo compares some types as text: it only accumulates.
  for (const doc of input) {
    const id = keyOf(doc) ?? null;
    const text = keyText(id);
    const found = groups.get(text) ?? { id, documents: [] };
    found.documents.push(promoteDoc(doc, read));
    groups.set(text, found);
  }
  const stage = { $group: { _id: null, ...promoteDoc(accumulators) } };
  return byMingo(() =>
    [...groups.values()].map(({ id, documents }) => {
      const [result] = new Aggregator([stage], MINGO).run<Doc>(documents);
      return { ...result, _id: id };
    }),
  );
}

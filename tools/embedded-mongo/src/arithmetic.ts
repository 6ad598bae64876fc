import { Double, Int32, Long } from 'bson';
import { failure } from './errors.js';
import { type Doc, show, toNumber, typeName, valueAt } from './values.js';

/**
 * A computed number in the type that its operands give it: double with a double among them or past 2^53, else
 * long with a long among them or past 32 bits, else int.
 */
export function numberOfType(value: number, operands: readonly unknown[]): Int32 | Long | Double {
  if (operands.some((operand) => operand instanceof Double) || !Number.isSafeInteger(value))
    return new Double(value);
  const long = operands.some((operand) => operand instanceof Long) || value !== (value | 0);
  return long ? Long.fromNumber(value) : new Int32(value);
}

/** The result of `$inc` or `$mul`; integers stay integers, and are refused past 2^53. */
export function arithmetic(op: '$inc' | '$mul', doc: Doc, path: string[], operand: unknown): unknown {
  const amount = toNumber(operand);
  if (amount === undefined) {
    const message = `Cannot ${op} with non-numeric argument: {${path.join('.')}: ${show(operand)}} of type ${typeName(operand)}`;
    throw failure('TypeMismatch', message);
  }
  const before = valueAt(doc, path);
  if (before === undefined && op === '$inc') return operand;
  const operands = before === undefined ? [operand] : [before, operand];
  const current = before === undefined ? 0 : toNumber(before);
  if (current === undefined) {
    const message = `Cannot apply ${op} to a value of non-numeric type. {_id: ${show(doc._id)}} has the field '${path.at(-1)}' of non-numeric type ${typeName(before)}`;
    throw failure('TypeMismatch', message);
  }
  const result = numberOfType(op === '$inc' ? current + amount : current * amount, operands);
  if (!(result instanceof Double) || operands.some((value) => value instanceof Double)) return result;
  throw failure(
    'BadValue',
    `Failed to apply ${op} to current value (${current}) for {_id: ${show(doc._id)}}`,
  );
}

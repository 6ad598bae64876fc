import { Decimal128, Double, Int32, Long } from 'bson';
import { failure, notImplemented } from './errors.js';
import { describe } from './update-paths.js';
import { type Doc, isNumeric, toNumber, typeName, valueAt } from './values.js';

const isWhole = (value: unknown): value is Int32 | Long => value instanceof Int32 || value instanceof Long;
const INT32_MAX = 2n ** 31n - 1n;
const INT64_MAX = 2n ** 63n - 1n;

function big(value: Int32 | Long): bigint {
  return value instanceof Int32 ? BigInt(value.value) : value.toBigInt();
}

/** The smallest integer type of the two operands' that holds the value; undefined past 64 bits. */
function whole(value: bigint, long: boolean): Int32 | Long | undefined {
  if (!long && value <= INT32_MAX && value >= -INT32_MAX - 1n) return new Int32(Number(value));
  return value <= INT64_MAX && value >= -INT64_MAX - 1n ? Long.fromBigInt(value) : undefined;
}

/** The result of `$inc` or `$mul`; integers stay integers and widen to 64 bits, past which it is BadValue. */
export function arithmetic(op: '$inc' | '$mul', doc: Doc, path: string[], operand: unknown): unknown {
  const name = path.join('.');
  if (!isNumeric(operand)) {
    const verb = op === '$inc' ? 'increment' : 'multiply';
    throw failure(
      'TypeMismatch',
      `Cannot ${verb} with non-numeric argument: {${name}: ${describe(operand)}}`,
    );
  }
  const before = valueAt(doc, path);
  const current = before === undefined ? new Int32(0) : before;
  if (!isNumeric(current)) {
    throw failure(
      'TypeMismatch',
      `Cannot apply ${op} to a value of non-numeric type. {_id: ${describe(doc._id)}} has the field '${path.at(-1)}' of non-numeric type ${typeName(current)}`,
    );
  }
  if (before === undefined && op === '$inc') return operand;
  if (current instanceof Decimal128 || operand instanceof Decimal128)
    throw notImplemented(`${op} with Decimal128`);
  if (isWhole(current) && isWhole(operand)) {
    const [a, b] = [big(current), big(operand)];
    const long = current instanceof Long || operand instanceof Long;
    const result = whole(op === '$inc' ? a + b : a * b, long);
    if (!result) {
      throw failure(
        'BadValue',
        `Failed to apply ${op} operations to current value (${current}) for document {_id: ${describe(doc._id)}}`,
      );
    }
    return result;
  }
  const [a, b] = [toNumber(current) ?? 0, toNumber(operand) ?? 0];
  return new Double(op === '$inc' ? a + b : a * b);
}

import { isDeepStrictEqual } from 'node:util';
import { Double, deserialize, EJSON, Int32, Long, serialize } from 'bson';
import type { Document } from 'mongodb';
import { Unsupported } from './format.js';

/**
 * A value of the driver's as BSON has it: maps become documents, numbers keep their BSON type, and it is a
 * copy. A field that is undefined is null, as it would be on the wire, or is left out with `ignoreUndefined`.
 */
export function asBson(value: unknown, ignoreUndefined = false): unknown {
  if (value === undefined) return undefined;
  const raw = serialize({ value: withoutMaps(value) }, { ignoreUndefined });
  return deserialize(raw, { promoteValues: false, bsonRegExp: true }).value;
}

function withoutMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMaps);
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, item]) => [String(key), withoutMaps(item)]));
  if (!isDocument(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutMaps(item)]));
}

/** True for an embedded document: not an array, a date, bytes, or a BSON scalar. */
export function isDocument(value: unknown): value is Document {
  if (typeof value !== 'object' || value === null || '_bsontype' in value) return false;
  return !(
    Array.isArray(value) ||
    value instanceof Date ||
    value instanceof RegExp ||
    ArrayBuffer.isView(value)
  );
}

/** The value of an int32, int64 or double, as bigint when it is whole; undefined for all else. */
export function numeric(value: unknown): number | bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (value instanceof Long) return value.toBigInt();
  const number = value instanceof Int32 || value instanceof Double ? value.value : value;
  if (typeof number !== 'number') return undefined;
  return Number.isInteger(number) ? BigInt(number) : number;
}

/** Whether two scalars are the same; numbers but Decimal128 by their value, all else by type and value. */
export function sameScalar(expected: unknown, actual: unknown): boolean {
  const number = numeric(expected);
  if (number !== undefined) return Object.is(number, numeric(actual));
  const [left, right] = [expected, actual].map((value) => EJSON.serialize({ value }, { relaxed: false }));
  return isDeepStrictEqual(left, right);
}

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isDocument,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  date: (value) => value instanceof Date,
  // The driver gives the longs of a reply as numbers, so that an int and a long cannot be told apart.
  int: (value) => value instanceof Int32 || value instanceof Long,
  long: (value) => value instanceof Int32 || typeof numeric(value) === 'bigint',
  double: (value) => value instanceof Double,
  decimal: (value) => bsonType(value) === 'Decimal128',
  number: (value) => numeric(value) !== undefined || bsonType(value) === 'Decimal128',
  objectId: (value) => bsonType(value) === 'ObjectId',
  binData: (value) => bsonType(value) === 'Binary',
  timestamp: (value) => bsonType(value) === 'Timestamp',
  regex: (value) => bsonType(value) === 'BSONRegExp',
  minKey: (value) => bsonType(value) === 'MinKey',
  maxKey: (value) => bsonType(value) === 'MaxKey',
};

function bsonType(value: unknown): unknown {
  return typeof value === 'object' && value !== null && '_bsontype' in value ? value._bsontype : undefined;
}

/** Whether a value is of the type that MongoDB's `$type` calls so; throws for a name that is not known here. */
export function isOfType(value: unknown, name: string): boolean {
  const check = TYPES[name];
  if (!check) throw new Unsupported(`the type ${name}`);
  return check(value);
}

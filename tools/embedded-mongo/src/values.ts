import {
  Binary,
  BSONRegExp,
  Decimal128,
  Double,
  deserialize,
  Int32,
  Long,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import { failure, notImplemented } from './errors.js';

/** A decoded BSON document: numbers stay Int32, Double or Long, so that they are written as they came. */
export type Doc = { [field: string]: unknown };

/** How deeply documents may be nested, as in MongoDB. */
export const MAX_DEPTH = 200;

/** Decodes one BSON document without promoting its numbers; InvalidBSON (22) if it is not one. */
export function decode(raw: Uint8Array): Doc {
  try {
    return deserialize(raw, { promoteValues: false, promoteBuffers: false, bsonRegExp: true });
  } catch (cause) {
    throw failure('InvalidBSON', cause instanceof Error ? cause.message : 'invalid BSON');
  }
}

/** Encodes a document; JavaScript numbers become int32 where they are whole and fit, else double. */
export function encode(doc: Doc): Buffer {
  try {
    const { buffer, byteOffset, byteLength } = serialize(doc, { ignoreUndefined: false });
    return Buffer.from(buffer, byteOffset, byteLength);
  } catch (cause) {
    throw failure('BadValue', cause instanceof Error ? cause.message : 'not a BSON document');
  }
}

/** True for an embedded document: not an array, not a BSON scalar. */
export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !('_bsontype' in value || value instanceof Date || value instanceof Uint8Array);
}

export function isRegex(value: unknown): value is BSONRegExp | RegExp {
  return value instanceof BSONRegExp || value instanceof RegExp;
}

export function own(doc: Doc, field: string): unknown {
  return Object.hasOwn(doc, field) ? doc[field] : undefined;
}

/** True where a path's part may be an array position. */
export function isPosition(part: string): boolean {
  return /^\d+$/.test(part);
}

/** The value at a path whose every step is a plain field or an array position; nothing is searched. */
export function valueAt(doc: unknown, parts: readonly string[]): unknown {
  let value = doc;
  for (const part of parts) {
    if (Array.isArray(value)) value = isPosition(part) ? value[Number(part)] : undefined;
    else if (isDoc(value)) value = own(value, part);
    else return undefined;
  }
  return value;
}

/**
 * An int, long or double as JavaScript's number; undefined for what is no number. A decimal or a long past
 * 2^53 is refused rather than rounded.
 */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Decimal128) throw notImplemented('comparing or computing with a decimal');
  if (!(value instanceof Long) || value instanceof Timestamp) return undefined;
  const number = value.toNumber();
  if (Number.isSafeInteger(number)) return number;
  throw notImplemented('comparing or computing with a long past 2^53');
}

/** MongoDB's truth: everything but false, null, missing and zero. */
export function truthy(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && toNumber(value) !== 0;
}

type Kind = readonly [name: string, code: number, rank: number];
const KINDS = {
  undefined: ['undefined', 6, 2],
  null: ['null', 10, 5],
  int: ['int', 16, 10],
  long: ['long', 18, 10],
  double: ['double', 1, 10],
  string: ['string', 2, 15],
  object: ['object', 3, 20],
  array: ['array', 4, 25],
  binData: ['binData', 5, 30],
  objectId: ['objectId', 7, 35],
  bool: ['bool', 8, 40],
  date: ['date', 9, 45],
} as const satisfies Record<string, Kind>;

/** The codes that `$type` knows BSON types by. */
export const TYPE_CODES: ReadonlyMap<string, number> = new Map(Object.values(KINDS).map(([n, c]) => [n, c]));

/** A value's BSON type. Values of the types that are not here are kept, and refused where they would count. */
function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'string':
      return KINDS.string;
    case 'boolean':
      return KINDS.bool;
    case 'undefined':
      return KINDS.undefined;
    case 'number':
      return KINDS.double;
    default:
      if (value === null) return KINDS.null;
  }
  if (value instanceof Int32) return KINDS.int;
  if (value instanceof ObjectId) return KINDS.objectId;
  if (value instanceof Date) return KINDS.date;
  if (Array.isArray(value)) return KINDS.array;
  if (value instanceof Double) return KINDS.double;
  if (value instanceof Long && !(value instanceof Timestamp)) return KINDS.long;
  if (value instanceof Binary || value instanceof Uint8Array) return KINDS.binData;
  if (isDoc(value)) return KINDS.object;
  const type = typeof value === 'object' && '_bsontype' in value ? String(value._bsontype) : typeof value;
  throw notImplemented(`comparing or computing with a value of BSON type ${type}`);
}

/** The type's place in BSON's comparison order; values of different ranks are never equal. */
export function rankOf(value: unknown): number {
  return kindOf(value)[2];
}

export function typeName(value: unknown): string {
  return isRegex(value) ? 'regex' : kindOf(value)[0];
}

export function typeCode(value: unknown): number {
  return kindOf(value)[1];
}

/** Refuses what could not be given back as it came: 15 for too deep a document, 2 for a date JavaScript cannot hold. */
export function checkStorable(value: unknown, depth = 1): void {
  if (depth > MAX_DEPTH) throw failure('Overflow', `a document may be nested ${MAX_DEPTH} levels deep`);
  if (value instanceof Date && Number.isNaN(value.getTime()))
    throw failure('BadValue', "a date beyond JavaScript's range cannot be kept");
  if (Array.isArray(value)) for (const element of value) checkStorable(element, depth + 1);
  else if (isDoc(value)) for (const field of Object.values(value)) checkStorable(field, depth + 1);
}

/** A value as MongoDB's messages show it. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`;
  if (!isDoc(value)) return String(value);
  const fields = Object.entries(value).map(([name, field]) => `${name}: ${show(field)}`);
  return `{ ${fields.join(', ')} }`;
}

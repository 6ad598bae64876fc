import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  deserialize,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
} from 'bson';
import { failure } from './errors.js';

/** A decoded BSON document: numbers stay Int32, Double, Long or Decimal128, so that they are written as they came. */
export type Doc = { [field: string]: unknown };

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

/** True for an embedded document (not an array, not a BSON scalar). */
export function isDoc(value: unknown): value is Doc {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !('_bsontype' in value) &&
    !(value instanceof Uint8Array)
  );
}

export function own(doc: Doc, field: string): unknown {
  return Object.hasOwn(doc, field) ? doc[field] : undefined;
}

/** The value at a dotted path where every step is a plain field or an array position; no implicit traversal. */
export function valueAt(doc: unknown, parts: readonly string[]): unknown {
  let value = doc;
  for (const part of parts) {
    if (Array.isArray(value)) value = /^\d+$/.test(part) ? value[Number(part)] : undefined;
    else if (isDoc(value)) value = own(value, part);
    else return undefined;
  }
  return value;
}

export function isNumeric(value: unknown): value is number | bigint | Int32 | Double | Long | Decimal128 {
  return (
    value instanceof Int32 ||
    value instanceof Double ||
    typeof value === 'number' ||
    (value instanceof Long && !(value instanceof Timestamp)) ||
    value instanceof Decimal128 ||
    typeof value === 'bigint'
  );
}

/** The value as a JavaScript number (a Long may lose digits), or undefined when it is not numeric. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Timestamp) return undefined;
  if (value instanceof Long) return value.toNumber();
  if (value instanceof Decimal128) return Number(value.toString());
  if (typeof value === 'bigint') return Number(value);
  return undefined;
}

/** MongoDB's truth: everything but false, null, missing and zero. */
export function truthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false) return false;
  return toNumber(value) !== 0;
}

type Kind = readonly [name: string, code: number, rank: number];
const KINDS = {
  minKey: ['minKey', -1, 1],
  undefined: ['undefined', 6, 2],
  null: ['null', 10, 5],
  int: ['int', 16, 10],
  long: ['long', 18, 10],
  double: ['double', 1, 10],
  decimal: ['decimal', 19, 10],
  string: ['string', 2, 15],
  symbol: ['symbol', 14, 15],
  object: ['object', 3, 20],
  array: ['array', 4, 25],
  binData: ['binData', 5, 30],
  objectId: ['objectId', 7, 35],
  bool: ['bool', 8, 40],
  date: ['date', 9, 45],
  timestamp: ['timestamp', 17, 47],
  regex: ['regex', 11, 50],
  javascript: ['javascript', 13, 60],
  javascriptWithScope: ['javascriptWithScope', 15, 65],
  maxKey: ['maxKey', 127, 100],
} as const satisfies Record<string, Kind>;

/** BSON type names and the codes `$type` knows them by. */
export const TYPE_CODES: ReadonlyMap<string, number> = new Map(Object.values(KINDS).map(([n, c]) => [n, c]));

function kindOfObject(value: object): Kind {
  if (value instanceof Int32) return KINDS.int;
  if (Array.isArray(value)) return KINDS.array;
  if (value instanceof ObjectId) return KINDS.objectId;
  if (value instanceof Date) return KINDS.date;
  if (value instanceof Double) return KINDS.double;
  if (value instanceof Timestamp) return KINDS.timestamp;
  if (value instanceof Long) return KINDS.long;
  if (value instanceof Decimal128) return KINDS.decimal;
  if (value instanceof Binary || value instanceof Uint8Array) return KINDS.binData;
  if (value instanceof BSONRegExp || value instanceof RegExp) return KINDS.regex;
  if (value instanceof BSONSymbol) return KINDS.symbol;
  if (value instanceof MinKey) return KINDS.minKey;
  if (value instanceof MaxKey) return KINDS.maxKey;
  if (value instanceof Code) return value.scope ? KINDS.javascriptWithScope : KINDS.javascript;
  return KINDS.object;
}

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
    case 'bigint':
      return KINDS.long;
    case 'object':
      return value === null ? KINDS.null : kindOfObject(value);
    default:
      throw failure('BadValue', `a ${typeof value} is no BSON value`);
  }
}

/** The type's place in BSON's comparison order; values of different ranks never compare as equal. */
export function rankOf(value: unknown): number {
  return kindOf(value)[2];
}

export function typeName(value: unknown): string {
  return kindOf(value)[0];
}

export function typeCode(value: unknown): number {
  return kindOf(value)[1];
}

/** A document's fields, also for the DBRef that the decoder makes of `{$ref, $id}`. */
export function fieldsOf(value: unknown): [string, unknown][] {
  if (value instanceof DBRef) return Object.entries(value.toJSON());
  return isDoc(value) ? Object.entries(value) : [];
}

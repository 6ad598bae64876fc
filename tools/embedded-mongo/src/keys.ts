import { Code, ObjectId, Timestamp } from 'bson';
import { binaryParts, regexParts, textOf } from './compare.js';
import { type Digits, floorDouble } from './decimals.js';
import { failure } from './errors.js';
import { fieldsOf, isNumeric, rankOf } from './values.js';

// Every value is the type's rank, then a payload that ends itself; no encoding is a prefix of another,
// so the bytes of a compound key sort as its values do, and inverted bytes sort the other way round.
let scratch = Buffer.allocUnsafe(4096);
let length = 0;

function reserve(bytes: number): void {
  if (length + bytes <= scratch.length) return;
  const grown = Buffer.allocUnsafe(Math.max(scratch.length * 2, length + bytes));
  scratch.copy(grown, 0, 0, length);
  scratch = grown;
}

function byte(value: number): void {
  reserve(1);
  scratch[length] = value;
  length += 1;
}

/** Zero bytes are written 00 FF and the end 00 00: a string sorts before all that it begins. */
function text(value: string): void {
  const bytes = Buffer.from(value, 'utf8');
  reserve(bytes.length * 2 + 2);
  if (bytes.includes(0)) {
    for (const unit of bytes) {
      byte(unit);
      if (unit === 0) byte(0xff);
    }
  } else {
    length += bytes.copy(scratch, length);
  }
  byte(0);
  byte(0);
}

function signed(value: bigint): void {
  reserve(8);
  scratch.writeBigUInt64BE(BigInt.asUintN(64, value) ^ 0x8000_0000_0000_0000n, length);
  length += 8;
}

function invertFrom(start: number): void {
  for (let at = start; at < length; at += 1) scratch[at] = ~(scratch[at] ?? 0) & 0xff;
}

function number(value: unknown): void {
  const { double, rest } = floorDouble(value);
  reserve(9);
  const start = length;
  if (Number.isNaN(double)) {
    scratch.fill(0, length, length + 9);
    length += 9;
    return;
  }
  scratch.writeDoubleBE(double === 0 ? 0 : double, length);
  length += 8;
  if (double < 0) invertFrom(start);
  else scratch[start] = (scratch[start] ?? 0) | 0x80;
  byte(rest ? 1 : 0);
  if (rest) remainder(rest);
}

function remainder({ negative, digits, exponent }: Digits): void {
  const start = length;
  byte((exponent + 0x8000) >> 8);
  byte((exponent + 0x8000) & 0xff);
  text(digits);
  if (negative) invertFrom(start);
}

function write(value: unknown): void {
  const rank = rankOf(value);
  byte(rank);
  if (isNumeric(value)) number(value);
  else if (value instanceof ObjectId) bytes(value.id);
  else if (value instanceof Date) date(value);
  else if (value instanceof Timestamp) signed(value.toBigInt() - 0x8000_0000_0000_0000n);
  else if (Array.isArray(value)) {
    for (const element of value) write(element);
    byte(0);
  } else if (value instanceof Code) {
    text(value.code);
    if (value.scope) fields(value.scope);
  } else if (rank === 15) text(textOf(value));
  else if (rank === 20) fields(value);
  else if (rank === 30) binary(value);
  else if (rank === 40) byte(value === true ? 1 : 0);
  else if (rank === 50) for (const part of regexParts(value)) text(part);
}

function bytes(value: Uint8Array): void {
  reserve(value.length);
  scratch.set(value, length);
  length += value.length;
}

function date(value: Date): void {
  const time = value.getTime();
  if (Number.isNaN(time)) throw failure('BadValue', 'a date outside of the years ±271821 cannot be ordered');
  signed(BigInt(time));
}

function fields(value: unknown): void {
  for (const [name, field] of fieldsOf(value)) {
    byte(rankOf(field));
    text(name);
    write(field);
  }
  byte(0);
}

function binary(value: unknown): void {
  const [subtype, content] = binaryParts(value);
  reserve(4);
  length = scratch.writeUInt32BE(content.length, length);
  byte(subtype);
  bytes(content);
}

/** The bytes of one value; in descending order when `descending`. Byte order is the order of `compare`. */
export function encodeValue(value: unknown, descending = false): Buffer {
  length = 0;
  write(value);
  if (descending) invertFrom(0);
  return Buffer.from(scratch.subarray(0, length));
}

/** The byte that begins every value of a rank, and the one past it: the type's bracket. */
export function bracket(rank: number): [from: Buffer, to: Buffer] {
  return [Buffer.from([rank]), Buffer.from([rank + 1])];
}

/** A key as text, for sets and maps of values. */
export function keyText(value: unknown): string {
  return encodeValue(value).toString('latin1');
}

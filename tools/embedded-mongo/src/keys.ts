import { Binary, ObjectId } from 'bson';
import { notImplemented } from './errors.js';
import { isDoc, isPosition, rankOf, toNumber } from './values.js';

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

function bytes(value: Uint8Array): void {
  reserve(value.length);
  scratch.set(value, length);
  length += value.length;
}

/** Zero bytes are written 00 FF and the end 00 00: a string sorts before all that it begins. */
function text(value: string): void {
  const content = Buffer.from(value, 'utf8');
  if (content.includes(0)) {
    for (const unit of content) {
      byte(unit);
      if (unit === 0) byte(0xff);
    }
  } else bytes(content);
  byte(0);
  byte(0);
}

/** A double's bytes with the sign turned, and all of them turned below zero; NaN is zeros, below all. */
function number(value: number): void {
  reserve(8);
  const start = length;
  length += 8;
  if (Number.isNaN(value)) scratch.fill(0, start, length);
  else scratch.writeDoubleBE(value === 0 ? 0 : value, start);
  if (value < 0) invertFrom(start);
  else if (value >= 0) scratch[start] = (scratch[start] ?? 0) | 0x80;
}

function binary(value: Binary | Uint8Array): void {
  const content = value instanceof Binary ? value.value() : value;
  reserve(4);
  length = scratch.writeUInt32BE(content.length, length);
  byte(value instanceof Binary ? value.sub_type : 0);
  bytes(content);
}

function invertFrom(start: number): void {
  for (let at = start; at < length; at += 1) scratch[at] = ~(scratch[at] ?? 0) & 0xff;
}

function write(value: unknown): void {
  byte(rankOf(value));
  if (typeof value === 'string') text(value);
  else if (value instanceof ObjectId) bytes(value.id);
  else if (typeof value === 'boolean') byte(value ? 1 : 0);
  else if (value instanceof Binary || value instanceof Uint8Array) binary(value);
  else if (value instanceof Date) number(value.getTime());
  else if (Array.isArray(value)) {
    for (const element of value) write(element);
    byte(0);
  } else if (isDoc(value)) {
    const entries = Object.entries(value);
    // JavaScript puts such fields first, so their order is not known.
    if (entries.length > 1 && entries.some(([name]) => isPosition(name)))
      throw notImplemented('comparing documents whose fields are named by whole numbers');
    for (const [name, field] of entries) {
      byte(rankOf(field));
      text(name);
      write(field);
    }
    byte(0);
  } else if (value !== null && value !== undefined) number(toNumber(value) ?? Number.NaN);
}

/** The bytes of one value; in descending order when `descending`. Their order is MongoDB's order of values. */
export function encodeValue(value: unknown, descending = false): Buffer {
  length = 0;
  write(value);
  if (descending) invertFrom(0);
  return Buffer.from(scratch.subarray(0, length));
}

/** A value's key as text, for sets and maps of values. */
export function keyText(value: unknown): string {
  length = 0;
  write(value);
  return scratch.toString('latin1', 0, length);
}

/** MongoDB's order over BSON values: by type, then by value; documents field by field. */
export function compare(a: unknown, b: unknown): number {
  return Buffer.compare(encodeValue(a), encodeValue(b));
}

/** Equality of values, whatever the types of numbers; documents by their fields in order. */
export function equal(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  return rankOf(a) === rankOf(b) && keyText(a) === keyText(b);
}

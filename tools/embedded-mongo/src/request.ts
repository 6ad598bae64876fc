import { failure, mistyped, notImplemented } from './errors.js';
import { type Doc, decode, isDoc, own, toNumber, typeName } from './values.js';

/** A command as it came: its name, its fields, and the documents that came as sequences beside it. */
export type Request = {
  command: string;
  database: string;
  body: Doc;
  sequences: ReadonlyMap<string, Buffer[]>;
};

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

/** Fields that every command takes, and that change nothing on a standalone server. */
const COMMON = set(
  '$db $readPreference readConcern writeConcern comment maxTimeMS apiVersion apiStrict apiDeprecationErrors $clusterTime lsid',
);
const TRANSACTIONS = set('txnNumber autocommit startTransaction');
/** Fields of MongoDB's that would change the answer and are not done here. */
const REFUSED = set(
  'collation let showRecordId returnKey min max tailable awaitData sampleRate bypassEmptyTsReplacement',
);

/** Refuses fields a command does not know (40415), and those that only a mongod does (238). */
export function checkFields({ command, body }: Request, known: string): void {
  const fields = set(known);
  const [name] = Object.keys(body);
  for (const [field, value] of Object.entries(body)) {
    if (field === name || fields.has(field) || COMMON.has(field)) continue;
    if (TRANSACTIONS.has(field)) {
      const message = 'Transaction numbers are only allowed on a replica set member or mongos';
      throw failure('IllegalOperation', message);
    }
    if (!REFUSED.has(field)) throw failure(40415, `BSON field '${command}.${field}' is an unknown field.`);
    if (!harmless(value)) throw notImplemented(`the field ${field} of ${command}`);
  }
  const level = isDoc(body.readConcern) ? own(body.readConcern, 'level') : undefined;
  if (level === 'snapshot' || level === 'linearizable') throw notImplemented(`read concern ${level}`);
  const w = isDoc(body.writeConcern) ? toNumber(own(body.writeConcern, 'w')) : undefined;
  if (w !== undefined && w > 1) throw failure('BadValue', "cannot use 'w' > 1 when a host is not replicated");
}

function harmless(value: unknown): boolean {
  if (value === false || value === null || value === undefined) return true;
  return isDoc(value) && (Object.keys(value).length === 0 || own(value, 'locale') === 'simple');
}

export function namespaceOf({ command, database, body }: Request): string {
  const name = body[command];
  if (typeof name === 'string' && name !== '' && !name.includes('\0')) return `${database}.${name}`;
  throw failure('InvalidNamespace', `Invalid namespace specified '${database}.${String(name)}'`);
}

export function docField({ command, body }: Request, field: string): Doc {
  const value = own(body, field) ?? {};
  if (!isDoc(value)) throw mistyped(`${command}.${field}`, typeName(value), 'object');
  return value;
}

export function integerField({ command, body }: Request, field: string, otherwise: number): number {
  const value = own(body, field) ?? otherwise;
  const number = toNumber(value);
  if (number === undefined) throw mistyped(`${command}.${field}`, typeName(value), 'long');
  if (!Number.isInteger(number)) throw failure('BadValue', `BSON field '${field}' must be a whole number`);
  return number;
}

/** A field that must not be below zero: 51024, as MongoDB's own parser says it. */
export function countField(request: Request, field: string, otherwise: number): number {
  const value = integerField(request, field, otherwise);
  if (value >= 0) return value;
  throw failure(51024, `BSON field '${field}' value must be >= 0, actual value '${value}'`);
}

/** The documents of a bulk field, whether they came as a sequence or inside the command. */
export function listField({ command, body, sequences }: Request, field: string): Doc[] {
  const sequence = sequences.get(field);
  if (sequence) return sequence.map(decode);
  const value = own(body, field);
  if (value === undefined)
    throw failure(40414, `BSON field '${command}.${field}' is missing but a required field`);
  if (!Array.isArray(value)) throw mistyped(`${command}.${field}`, typeName(value), 'array');
  return value.map((item: unknown) => {
    if (!isDoc(item)) throw mistyped(`${command}.${field}.0`, typeName(item), 'object');
    return item;
  });
}

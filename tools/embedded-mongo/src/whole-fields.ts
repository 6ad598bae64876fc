import { onDemand } from 'bson';
import { type Doc, own, toNumber, truthy } from './values.js';

/** The fields of a document that are kept, or those that are left out. */
export type WholeFields = { readonly names: ReadonlySet<string>; readonly kept: boolean };

/** What a valid projection comes to that names whole fields of the document, and nothing inside of them; else undefined. */
export function wholeFields(spec: Doc): WholeFields | undefined {
  const entries = Object.entries(spec);
  const isWhole = ([path, value]: [string, unknown]) =>
    !path.includes('.') && (typeof value === 'boolean' || toNumber(value) !== undefined);
  if (entries.length === 0 || !entries.every(isWhole)) return undefined;
  const [, says] = entries.find(([path]) => path !== '_id') ?? ['_id', own(spec, '_id')];
  const kept = truthy(says);
  const names = new Set(entries.flatMap(([path, value]) => (truthy(value) === kept ? [path] : [])));
  return { names: kept && own(spec, '_id') === undefined ? names.add('_id') : names, kept };
}

/** The bytes of a document with these fields alone; the very same bytes where they are all. Nothing is decoded. */
export function pickFields(raw: Buffer, { names, kept }: WholeFields): Buffer {
  let all = true;
  const parts: Buffer[] = [];
  for (const [, nameAt, nameLength, at, length] of onDemand.parseToElements(raw)) {
    if (names.has(raw.toString('utf8', nameAt, nameAt + nameLength)) === kept)
      parts.push(raw.subarray(nameAt - 1, at + length));
    else all = false;
  }
  if (all) return raw;
  const size = Buffer.alloc(4);
  size.writeInt32LE(parts.reduce((sum, part) => sum + part.length, 5));
  return Buffer.concat([size, ...parts, Buffer.alloc(1)]);
}

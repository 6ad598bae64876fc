import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { compareIds } from '@obey/choreography/inspection';
import { ObeyError } from '../errors.js';
import { exitCodes } from '../exit-codes.js';
import { type Line, parseLine } from './lines.js';
import { createTally, type Manifest, readManifest } from './manifest.js';

/** The file is not what its manifest says, or not sound in itself. */
export class Unsound extends ObeyError {
  constructor(file: string, why: string) {
    super('obey.unsound', exitCodes.checkFailed, `${file} cannot be imported: ${why}. Nothing was changed`);
  }
}

/** The lines of a file, one at a time. Throws `Unsound` at one that is none. */
export const readLines = async function* (file: string): AsyncGenerator<Line & { readonly text: string }> {
  const input = createReadStream(file);
  let number = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    const line = parseLine(text);
    if (!line) throw new Unsound(file, `line ${number} is no entry of a stream`);
    yield { ...line, text };
  }
};

/** Reads the whole file, and compares it with its manifest: count, first and last, sha256, and the order in each stream. Throws `Unsound`. */
export const verifyFile = async (file: string): Promise<Manifest> => {
  const manifest = await readManifest(file);
  const tally = createTally();
  const last = new Map<string, string>();
  for await (const { text, ...line } of readLines(file)) {
    const before = last.get(line.stream);
    if (before !== undefined && compareIds(before, line.entry) >= 0)
      throw new Unsound(file, `${line.entry} of ${line.stream} does not come after ${before}`);
    last.set(line.stream, line.entry);
    tally.add(`${text}\n`, line);
  }
  const found = tally.manifest(new Date(manifest.exportedAt));
  for (const name of ['count', 'first', 'last', 'sha256'] as const)
    if (found[name] !== manifest[name])
      throw new Unsound(file, `its ${name} is ${found[name]}, and its manifest says ${manifest[name]}`);
  return found;
};

import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { open, rename, truncate } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { UsageError } from '../errors.js';
import type { Entry } from '../streams/pages.js';
import { formatLine, type Line, parseLine } from './lines.js';
import { createTally, type Manifest, type Tally, writeManifest } from './manifest.js';

const partPath = (file: string) => `${file}.part`;

/** A file that is being written, under another name until it is whole. */
export interface Writing {
  /** The last entry that is in it already. */
  readonly last: Line | undefined;
  readonly count: () => number;
  write(stream: string, entries: readonly Entry[]): Promise<void>;
  /** Gives the file its name, and its manifest. */
  finish(exportedAt: Date): Promise<Manifest>;
  /** Leaves what there is, to be gone on with. */
  leave(): Promise<void>;
}

/** Begins a file, or goes on with one that was interrupted: its last line that is not whole is cut off. Throws `UsageError`. */
export const openWriting = async (
  file: string,
  { resume }: { readonly resume: boolean },
): Promise<Writing> => {
  const part = partPath(file);
  if (existsSync(file)) throw new UsageError(`${file} is there already. Name another file`);
  if (existsSync(part) && !resume)
    throw new UsageError(
      `${part} is there already, of an export that was interrupted: add --resume, or remove it`,
    );
  const tally = createTally();
  const last = resume && existsSync(part) ? await takeUp(part, tally) : undefined;
  const output = createWriteStream(part, { flags: 'a' });
  await once(output, 'open');
  const close = () => {
    output.end();
    return finished(output);
  };
  return {
    last,
    count: tally.count,
    write: async (stream, entries) => {
      let text = '';
      for (const entry of entries) {
        const line = formatLine(stream, entry);
        tally.add(line, { stream, entry: entry.id });
        text += line;
      }
      if (!output.write(text)) await once(output, 'drain');
    },
    finish: async (exportedAt) => {
      await close();
      const manifest = tally.manifest(exportedAt);
      await writeManifest(file, manifest);
      await rename(part, file);
      return manifest;
    },
    leave: close,
  };
};

const takeUp = async (part: string, tally: Tally): Promise<Line | undefined> => {
  let last: Line | undefined;
  let whole = 0;
  let rest = Buffer.alloc(0);
  const handle = await open(part);
  for await (const chunk of handle.createReadStream()) {
    rest = Buffer.concat([rest, Buffer.from(chunk)]);
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10)) {
      const text = rest.subarray(0, end + 1).toString('utf8');
      const line = parseLine(text);
      if (!line) throw new UsageError(`${part} is no export of streams: remove it, and begin anew`);
      tally.add(text, line);
      last = line;
      whole += end + 1;
      rest = rest.subarray(end + 1);
    }
  }
  await truncate(part, whole);
  return last;
};

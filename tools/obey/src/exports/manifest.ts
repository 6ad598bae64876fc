import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { UsageError } from '../errors.js';
import type { Line } from './lines.js';

/** What a file holds, beside it: `<file>.manifest.json`. */
export interface Manifest {
  readonly format: 'obey-export-1';
  readonly exportedAt: string;
  readonly count: number;
  /** The first and the last line: key of the stream, and entry. Undefined where there is none. */
  readonly first: string | undefined;
  readonly last: string | undefined;
  /** Of the bytes of the file, in hex. */
  readonly sha256: string;
  /** How many entries of each stream. */
  readonly streams: Readonly<Record<string, number>>;
}

const manifestPath = (file: string) => `${file}.manifest.json`;

export const writeManifest = (file: string, manifest: Manifest): Promise<void> =>
  writeFile(manifestPath(file), `${JSON.stringify(manifest, null, 2)}\n`);

/** Throws `UsageError` where there is none that can be read. */
export const readManifest = async (file: string): Promise<Manifest> => {
  const path = manifestPath(file);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`${path} cannot be read: obey export writes it beside the file`, { cause });
  });
  const value = parse(text);
  if (isManifest(value)) return value;
  throw new UsageError(`${path} is no manifest of obey export`);
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no manifest; whoever reads it says so.
    return undefined;
  }
};

const isManifest = (value: unknown): value is Manifest =>
  typeof value === 'object' &&
  value !== null &&
  Reflect.get(value, 'format') === 'obey-export-1' &&
  typeof Reflect.get(value, 'count') === 'number' &&
  typeof Reflect.get(value, 'sha256') === 'string';

/** Sums lines up as they come, for a manifest. */
export const createTally = () => {
  const hash = createHash('sha256');
  const streams: Record<string, number> = {};
  let count = 0;
  let [first, last]: (string | undefined)[] = [];
  return {
    add: (text: string, { stream, entry }: Pick<Line, 'stream' | 'entry'>) => {
      hash.update(text);
      streams[stream] = (streams[stream] ?? 0) + 1;
      count += 1;
      last = `${stream} ${entry}`;
      first ??= last;
    },
    count: () => count,
    manifest: (exportedAt: Date): Manifest => ({
      format: 'obey-export-1',
      exportedAt: exportedAt.toISOString(),
      count,
      first,
      last,
      sha256: hash.digest('hex'),
      streams,
    }),
  };
};

export type Tally = ReturnType<typeof createTally>;

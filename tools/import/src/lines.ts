import { createReadStream } from 'node:fs';
import { TextDecoder } from 'node:util';

/** Where in a file somebody is: so many bytes and lines are behind them. */
export interface Position {
  readonly offset: number;
  readonly line: number;
}

/** One line, without its end; no text where it is too long, or is not UTF-8. `end` is the position behind it. */
export interface Line {
  readonly number: number;
  readonly text: string | undefined;
  readonly end: Position;
}

/** A line that is longer is not kept in memory. In bytes. */
export const longestLine = 1_048_576;

const newline = 0x0a;

/** The lines of a file from a position on; what is read ahead is bounded, whatever the file. */
export async function* readLines(path: string, from: Position): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let { offset, line: number } = from;
  let parts: Buffer[] = [];
  let length = 0;

  const keep = (part: Buffer) => {
    length += part.length;
    if (length <= longestLine) parts.push(part);
    else parts = [];
  };
  const take = (ended: boolean): Line => {
    offset += length + (ended ? 1 : 0);
    number += 1;
    const text = length > longestLine ? undefined : decoded(decoder, Buffer.concat(parts));
    parts = [];
    length = 0;
    return { number, text, end: { offset, line: number } };
  };

  const stream: AsyncIterable<Buffer> = createReadStream(path, { start: offset, highWaterMark: longestLine });
  for await (const chunk of stream) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
      keep(chunk.subarray(start, end));
      yield take(true);
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) yield take(false);
}

const decoded = (decoder: TextDecoder, bytes: Buffer): string | undefined => {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
};

interface WindowSize {
  readonly lines: number;
  readonly characters: number;
}

/** Lines in groups that are imported together. The same file is always cut in the same places. */
export async function* windowsOf(
  lines: AsyncIterable<Line>,
  { lines: mostLines, characters: mostCharacters }: WindowSize = { lines: 1_000, characters: 4_194_304 },
): AsyncGenerator<Line[]> {
  let window: Line[] = [];
  let characters = 0;
  for await (const line of lines) {
    window.push(line);
    characters += line.text?.length ?? 0;
    if (window.length < mostLines && characters < mostCharacters) continue;
    yield window;
    window = [];
    characters = 0;
  }
  if (window.length > 0) yield window;
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type Line, longestLine, type Position, readLines, windowsOf } from '../src/lines.js';

const start: Position = { offset: 0, line: 0 };

const fileOf = async (t: ExecutionContext, bytes: string | Buffer) => {
  const dir = await mkdtemp(join(tmpdir(), 'lines-'));
  t.teardown(() => rm(dir, { recursive: true, force: true }));
  const path = join(dir, 'file');
  await writeFile(path, bytes);
  return path;
};

const all = async (lines: AsyncIterable<Line>) => {
  const read: Line[] = [];
  for await (const line of lines) read.push(line);
  return read;
};

test('lines are read from any position that reading has reached', async (t) => {
  const path = await fileOf(t, 'one\nzwölf\r\n\nlast');
  const lines = await all(readLines(path, start));
  t.deepEqual(
    lines.map(({ number, text }) => [number, text]),
    [
      [1, 'one'],
      [2, 'zwölf\r'],
      [3, ''],
      [4, 'last'],
    ],
  );
  for (const [at, { end }] of lines.entries())
    t.deepEqual(await all(readLines(path, end)), lines.slice(at + 1));
  t.is(lines.at(-1)?.end.offset, Buffer.byteLength('one\nzwölf\r\n\nlast'));
});

test('a line that is too long or is not UTF-8 has no text, and those after it are read', async (t) => {
  const long = 'x'.repeat(3 * longestLine);
  const bytes = Buffer.concat([
    Buffer.from(`${long}\nö\n`),
    Buffer.from([0xc3, 0x28, 0x0a]),
    Buffer.from('end\n'),
  ]);
  const lines = await all(readLines(await fileOf(t, bytes), start));
  t.deepEqual(
    lines.map(({ text }) => text),
    [undefined, 'ö', undefined, 'end'],
  );
  t.is(lines.at(-1)?.end.offset, bytes.length);
});

test('windows are bounded by lines and by characters', async (t) => {
  const path = await fileOf(t, 'aaaa\nb\nc\nd\ne\n');
  const windows: (string | undefined)[][] = [];
  for await (const window of windowsOf(readLines(path, start), { lines: 3, characters: 5 }))
    windows.push(window.map(({ text }) => text));
  t.deepEqual(windows, [
    ['aaaa', 'b'],
    ['c', 'd', 'e'],
  ]);
});

import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import test from 'ava';
import { createProgress } from '../src/progress.js';

const standing = (offset: number, line: number) => ({
  ...{ offset, line, size: 1_000_000 },
  ...{ added: line, present: 0, refused: 0 },
});

const bad = { number: 7, code: 'import.time', detail: 'The createdAt must be a time from 1970 until now' };

const outputOf = (isTTY: boolean) => {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 120 });
  let now = 0;
  const progress = createProgress({ stream, now: () => now });
  return {
    progress,
    at: (ms: number) => {
      now = ms;
    },
    shown: () => stripVTControlCharacters(`${stream.read() ?? ''}`),
  };
};

test('a terminal shows how far it is, how fast, and how long it takes, below what was wrong with lines', (t) => {
  const { progress, at, shown } = outputOf(true);
  progress.step(standing(0, 0));
  at(10_000);
  progress.bad(bad);
  progress.step(standing(250_000, 20_000));
  progress.end();
  const text = shown();
  t.regex(text, /25 % · 20,000 lines · 2,000\/s · 30 s left/);
  t.true(text.includes('line 7: The createdAt must be a time from 1970 until now (import.time)\n'));
});

test('elsewhere a line says the same every few seconds', (t) => {
  const { progress, at, shown } = outputOf(false);
  for (const second of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
    at(second * 1_000);
    progress.step(standing(second * 25_000, second * 2_000));
  }
  progress.bad(bad);
  progress.end();
  t.deepEqual(shown().split('\n'), [
    '12 %, 10,000 lines, 2,000/s, 35 s left',
    '25 %, 20,000 lines, 2,000/s, 30 s left',
    'line 7: The createdAt must be a time from 1970 until now (import.time)',
    '',
  ]);
});

import test from 'ava';
import { clientDescription } from '../src/callers.js';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

for (const [what, given, shown] of [
  ['a browser', firefox, firefox],
  ['nothing', '', null],
  ['spaces', '  \t ', null],
  ['nothing but control characters', '\u0000\u001b\u0085', null],
  ['control characters in between', 'a\u001b[31mb\tc\u009bd\r\ne', 'a[31mbcde'],
  ['characters that turn the writing direction', 'a\u202eb\u2066c', 'abc'],
  ['200 characters', 'x'.repeat(200), 'x'.repeat(200)],
  ['more', `${'x'.repeat(199)}yz`, `${'x'.repeat(199)}y`],
  ['more, of two code units each', '😀'.repeat(201), '😀'.repeat(200)],
] as const)
  test(`of a User-Agent with ${what} remains what may be shown`, (t) => {
    t.is(clientDescription(given), shown);
  });

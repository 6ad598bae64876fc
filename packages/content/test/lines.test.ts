import test from 'ava';
import { Compile } from 'typebox/compile';
import { NewThread } from '../src/shapes.js';

const validator = Compile(NewThread);
const fits = (title: string) => validator.Check({ title, body: 'Text' });

test('a title is one line of visible characters, in any script', (t) => {
  for (const title of [
    'Why, oh why?',
    '日本語 入門',
    'हिन्दी में',
    'می\u200Cخواهم',
    '👩\u200D💻 at work',
    '1️⃣ first',
    '???',
  ])
    t.true(fits(title), title);
});

test('a title of nothing to see, or with what changes how it is read, is refused', (t) => {
  for (const title of [
    '\u200B\u200B\u200B',
    '\u3164\u3164\u3164',
    'a\u2800b',
    'a\u0000b',
    'a\tb',
    'two\nlines',
    'two\u2028lines',
    'abc \u202Egnp.exe',
    '\u2066abc',
    '\u0301\u0301\u0301',
    ' space',
    'space ',
    'abc\u200D',
    'a\u200D\u200Db',
    '\uFEFFabc',
    '\uE000abc',
  ])
    t.false(fits(title), JSON.stringify(title));
});

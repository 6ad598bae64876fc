import test from 'ava';
import fc from 'fast-check';
import { slugOf } from '../src/slugs.js';

test('a slug is the words of the title, joined by hyphens', (t) => {
  t.is(slugOf('Hello, World!'), 'hello-world');
  t.is(slugOf('  Crème brûlée — the 2nd try '), 'creme-brulee-the-2nd-try');
  t.is(slugOf('Привет мир'), 'привет-мир');
  t.is(slugOf('日本語 入門'), '日本語-入門');
  t.is(slugOf('ガール'), 'ガール');
  t.is(slugOf('हिन्दी में'), 'हिन्दी-में');
  t.is(slugOf('1️⃣ Ἑλλάς'), '1-ελλας');
});

test('a title without letters has a slug all the same', (t) => {
  t.is(slugOf('?!?'), 'thread');
});

test('a long title is cut between words, a long word wherever it is', (t) => {
  const slug = slugOf(Array.from({ length: 40 }, () => 'word').join(' '));
  t.true(slug.length <= 80);
  t.true(slug.endsWith('-word'));
  t.is(slugOf('x'.repeat(200)), 'x'.repeat(80));
});

test('any title gives a slug that needs care in no path: no separators, not empty, at most 80 characters', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (title) => {
      const slug = slugOf(title);
      t.regex(slug, /^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(-[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*$/u);
      t.true([...slug].length <= 80);
    }),
  );
});

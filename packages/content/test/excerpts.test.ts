import test from 'ava';
import fc from 'fast-check';
import { excerptOf } from '../src/excerpts.js';

test('an excerpt is plain: no marks of Markdown, no quotes, one line', (t) => {
  t.is(
    excerptOf('# Title\n\n> what you said\n\nI *really* **do** `think` so.'),
    'Title I really do think so.',
  );
  t.is(
    excerptOf('See [the guide](https://example.org/guide) and ![a map](map.png)'),
    'See the guide and a map',
  );
  t.is(excerptOf('- one\n- two\n1. three'), 'one two three');
  t.is(excerptOf('snake_case and __init__ and 2 * 3'), 'snake_case and init and 2 3');
});

test('a long text is cut between words, with an ellipsis', (t) => {
  const excerpt = excerptOf('word '.repeat(200));
  t.true(excerpt.length <= 280);
  t.true(excerpt.endsWith('word…'));
});

test('any text gives a whole excerpt of at most 280 characters, in one line', (t) => {
  const text = fc
    .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('[', '](', '\n', '😀😀😀')))
    .map((parts) => parts.join('').repeat(8));
  fc.assert(
    fc.property(text, (markdown) => {
      const excerpt = excerptOf(markdown);
      t.true(excerpt.length <= 280);
      // Throws at half a surrogate pair.
      t.notThrows(() => encodeURIComponent(excerpt));
      t.notRegex(excerpt, /[\n\r]/);
    }),
  );
});

test('text made to be slow to read is read at once', (t) => {
  for (const unit of ['[', '![', '[](', '*', '_ ', '\n', '> ', 'a_']) {
    const began = performance.now();
    excerptOf(unit.repeat(16_384));
    t.true(performance.now() - began < 100, unit);
  }
});

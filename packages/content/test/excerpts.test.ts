import test from 'ava';
import fc from 'fast-check';
import { excerptOf } from '../src/excerpts.js';

const ann = '01a1fcc1-5cf0-783f-a426-f53ae47e2c1f';

test('an excerpt is plain: no marks of Markdown, no quotes, one line', (t) => {
  t.is(
    excerptOf('# Title\n\n> what you said\n\nI *really* **do** `think` so.'),
    'Title I really do think so.',
  );
  t.is(
    excerptOf('See [the guide](https://example.org/guide) and ![a map](https://example.org/map.png)'),
    'See the guide and a map',
  );
  t.is(
    excerptOf('- one\n- two\n1. three\n\n```js\nfour\n```\n\n| five | six |\n|-|-|'),
    'one two three four five six',
  );
  t.is(excerptOf('snake_case and __init__ and 2 * 3 &amp; \\*4\\*'), 'snake_case and init and 2 * 3 & *4*');
});

test('whom it mentions is named as now; who is not known is not', (t) => {
  const body = `> @[${ann}] wrote in #1:\n> x\n\nHi @[${ann}], *@"[${ann}]"* and @nobody: @[=${ann}]`;
  t.is(
    excerptOf(body, () => 'Ann B'),
    `Hi @Ann B, @Ann B and @nobody: @[${ann}]`,
  );
  t.is(excerptOf(body), `Hi @…, @… and @nobody: @[${ann}]`);
});

test('a long text is cut between words, with an ellipsis', (t) => {
  for (const text of ['word '.repeat(200), `${'> quoted\n'.repeat(500)}\n${'word '.repeat(2_000)}`]) {
    const excerpt = excerptOf(text);
    t.true(excerpt.length <= 280);
    t.true(excerpt.startsWith('word word'));
    t.true(excerpt.endsWith('word…'));
  }
});

test('any text gives a whole excerpt of at most 280 characters, in one line', (t) => {
  const text = fc
    .array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('[', '](', '\n', '😀😀😀', `@[${ann}]`)))
    .map((parts) => parts.join('').repeat(8));
  fc.assert(
    fc.property(text, (markdown) => {
      const excerpt = excerptOf(markdown, () => 'ann');
      t.true(excerpt.length <= 280);
      // Throws at half a surrogate pair.
      t.notThrows(() => encodeURIComponent(excerpt));
      t.notRegex(excerpt, /[\n\r]/);
    }),
  );
});

import test from 'ava';
import fc from 'fast-check';
import { shownBody, usersNamed } from '../src/bodies.js';
import { mentionsIn, renderPost, shownHtml } from '../src/rendering.js';

const ann = '01a1fcc1-5cf0-783f-a426-f53ae47e2c1f';
const two = '01a1fcc1-5cf0-783f-a426-f53ae47e2c10';
const mentioned = new Map([
  ['ann', ann],
  ['two words', two],
]);
const nicknameOf = (id: string) => ({ [ann]: 'ann', [two]: 'two words' })[id];
const render = (markdown: string) => renderPost(markdown, { mentioned });
const unlinked = (html: string) =>
  shownHtml(html, nicknameOf).replaceAll(/<a class="mention"[^>]*>|<\/a>/g, '');

test('names are read where a reader would take them for names', (t) => {
  for (const [markdown, ...names] of [
    ['@ann and @"two words", @Grüße_9!', 'ann', 'two words', 'Grüße_9'],
    ['@ann @ben @ann', 'ann', 'ben'],
    [
      '(@ann) "@ben" **@cid** *@dan* ~~@eve~~ @fay\'s .@gil cc:@hal,@ida',
      'ann',
      'ben',
      'cid',
      'dan',
      'eve',
      'fay',
      'gil',
      'hal',
      'ida',
    ],
    ['# @ann\n\n- @ben\n\n> @cid\n\n| @dan |\n| - |\n| @eve |', 'ann', 'ben', 'cid', 'dan', 'eve'],
    ['你好@ann', 'ann'],
    [`@${'a'.repeat(32)} @"a b"`, 'a'.repeat(32), 'a b'],
  ])
    t.deepEqual(mentionsIn(markdown ?? ''), names, markdown);
});

test('and nowhere else', (t) => {
  for (const markdown of [
    'ann@example.org, x.@example.org, x_@example.org, "x"@example.org, mailto:ann@example.org',
    'https://example.org/@ann, www.example.org/@ann, example.org/@ann, <https://example.org/@ann>',
    '[@ann](https://example.org), [a](https://example.org "@ann"), ![@ann](https://example.org/a.png)',
    '[![@ann](https://example.org/a.png)](https://example.org), [a]\n\n[a]: /@ann "@ben"',
    '`@ann`, ``@ann``\n\n    @ann\n\n```@ann\n@ann\n```',
    '\\@ann &#64;ann @@ann @ann@ @ @an @"an" @"a  b" @" ann" @"ann" "',
    `@${'a'.repeat(33)} @"ann\nben" @"ann`,
  ])
    t.deepEqual(
      mentionsIn(markdown).filter((name) => name !== 'ann' || !markdown.includes('"ann"')),
      [],
      markdown,
    );
  t.deepEqual(mentionsIn('@"ann" "'), ['ann']);
});

test('a text mentions 50 names at the most', (t) => {
  const names = Array.from({ length: 60 }, (_, at) => `name-${at}`);
  t.deepEqual(mentionsIn(names.map((name) => `@${name}`).join(' ')), names.slice(0, 50));
});

test('who is mentioned is kept by id, and shown by the name of now', (t) => {
  const { body, html, mentions } = render('@ann, `@ann`, @"two words" & @nobody');
  t.is(body, `@[${ann}], \`@ann\`, @"[${two}]" & @nobody`);
  t.deepEqual(mentions, [ann, two]);
  t.deepEqual(usersNamed(body), [ann, two]);
  const marker = (id: string, text: string) => `<a class="mention" data-user-id="${id}">${text}</a>`;
  t.is(
    shownHtml(html, nicknameOf),
    `<p>${marker(ann, '@ann')}, <code>@ann</code>, ${marker(two, '@two words')} &amp; @nobody</p>\n`,
  );
  const renamed = (id: string) => (id === ann ? 'Ann of now' : 'two');
  t.is(shownBody(body, renamed), '@"Ann of now", `@ann`, @"two" & @nobody');
  t.is(
    shownHtml(html, renamed),
    `<p>${marker(ann, '@Ann of now')}, <code>@ann</code>, ${marker(two, '@two')} &amp; @nobody</p>\n`,
  );
});

test('who is not known for now is not lost, neither in what is shown nor by an edit', (t) => {
  const { body, html } = render('Hi @ann and @"two words"');
  t.is(unlinked(shownHtml(html, () => undefined)), '<p>Hi @… and @…</p>\n');
  const shown = shownBody(body, () => undefined);
  t.is(shown, `Hi @[${ann}] and @"[${two}]"`);
  const edited = renderPost(`${shown}!`, { mentioned: new Map(usersNamed(body).map((id) => [id, id])) });
  t.is(shownBody(edited.body, nicknameOf), 'Hi @ann and @"two words"!');
  t.deepEqual(edited.mentions, [ann, two]);
});

test('a mention that somebody types by id is text', (t) => {
  for (const text of [`@[${ann}]`, `@"[${ann}]"`, `@[=${ann}]`, `\`@[${ann}]\``, `@[@[${ann}]]`]) {
    const { body, mentions } = render(text);
    t.deepEqual(mentions, []);
    t.deepEqual(usersNamed(body), []);
    t.is(shownBody(body, nicknameOf), text);
  }
});

const pieces = fc.oneof(
  fc.constantFrom(
    '@ann',
    '@"two words"',
    '@"ann"',
    '@nobody',
    '@',
    '"',
    `@[${ann}]`,
    `@[=${ann}]`,
    `@"[${two}]"`,
    '@[',
  ),
  fc.constantFrom(
    '\n',
    '\r\n',
    '\r',
    '\n\n',
    ' ',
    '\t',
    '    ',
    '\0',
    '\u2028',
    '\u00A0',
    'é',
    '你',
    '😀',
    '\uD800',
    'a',
    '\\',
  ),
  fc.constantFrom(
    '> ',
    '- ',
    '1. ',
    '# ',
    ' #',
    '---',
    '===',
    '```',
    '~~~',
    '`',
    '``',
    '*',
    '**',
    '_',
    '~~',
    '<',
    '>',
  ),
  fc.constantFrom(
    '|',
    '\\|',
    '\n|-|-|\n',
    '| a | b |\n',
    '[',
    ']',
    '(/x)',
    '![',
    '](',
    '[a]: ',
    'https://x.y/',
    'www.x.y',
  ),
);
const markdowns = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

test('what is stored and shown again is what was written, in any Markdown', (t) => {
  fc.assert(
    fc.property(markdowns, (markdown) => {
      const { body } = render(markdown);
      t.is(shownBody(body, nicknameOf), markdown);
    }),
    { numRuns: 2_000 },
  );
});

test('the Markdown and the HTML mention the same users, in any Markdown', (t) => {
  const markers = /<a class="mention" data-user-id="([^"]+)">/g;
  const tokens = /@"?\[([0-9a-f-]{36})\]/g;
  fc.assert(
    fc.property(markdowns, (markdown) => {
      const { body, html, mentions } = render(markdown);
      const inHtml = [...html.matchAll(markers)].map(([, id]) => id);
      t.deepEqual(
        [...body.matchAll(tokens)].map(([, id]) => id),
        inHtml,
      );
      t.true(mentions.every((id) => inHtml.includes(id)));
      const names = mentionsIn(markdown);
      if (inHtml.includes(ann)) t.true(names.includes('ann'));
      if (inHtml.includes(two)) t.true(names.includes('two words'));
    }),
    { numRuns: 2_000 },
  );
});

test('a renamed user is mentioned by an edit of the text as it is shown then', (t) => {
  const renamed = (id: string) => (id === ann ? 'Ann of now' : 'two');
  const now = new Map([
    ['Ann of now', ann],
    ['two', two],
  ]);
  fc.assert(
    fc.property(markdowns, (markdown) => {
      const first = shownBody(render(markdown).body, renamed);
      const { body } = renderPost(first, { mentioned: now });
      t.is(shownBody(body, renamed), first);
    }),
    { numRuns: 500 },
  );
});

import test from 'ava';
import { renderPost } from '../src/rendering.js';

const ann = '01a1fcc1-5cf0-783f-a426-f53ae47e2c1f';
const render = (markdown: string) => renderPost(markdown, { mentioned: new Map([['ann', ann]]) });
const htmlFrom = (markdown: string) => render(markdown).html;
const rel = 'rel="nofollow ugc noopener noreferrer"';
const link = (href: string, text: string) => `<a href="${href}" ${rel}>${text}</a>`;

test('paragraphs, lines, marks and lists', (t) => {
  t.is(htmlFrom('one\ntwo\n\nthree'), '<p>one<br />\ntwo</p>\n<p>three</p>\n');
  t.is(
    htmlFrom('*a* **b** ~~c~~ `d` -- "e" (c)'),
    '<p><em>a</em> <strong>b</strong> <s>c</s> <code>d</code> -- "e" (c)</p>\n',
  );
  t.is(htmlFrom('## a\n\n---'), '<h2>a</h2>\n<hr />\n');
  t.is(
    htmlFrom('- a\n- b\n  1. c\n\n3) d'),
    '<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n</ol>\n</li>\n</ul>\n<ol start="3">\n<li>d</li>\n</ol>\n',
  );
});

test('code keeps its language, if that is one', (t) => {
  t.is(htmlFrom('```ts\na < b\n```'), '<pre><code class="language-ts">a &lt; b\n</code></pre>\n');
  t.is(htmlFrom('```c++ x\na\n```'), '<pre><code class="language-c++">a\n</code></pre>\n');
  t.is(htmlFrom('```"evil\na\n```'), '<pre><code>a\n</code></pre>\n');
  t.is(htmlFrom('    a'), '<pre><code>a\n</code></pre>\n');
});

test('tables keep the alignment of their columns', (t) => {
  t.is(
    htmlFrom('| a | b |\n|:--|--:|\n| 1 | \\| |'),
    '<table>\n<thead>\n<tr>\n<th align="left">a</th>\n<th align="right">b</th>\n</tr>\n</thead>\n' +
      '<tbody>\n<tr>\n<td align="left">1</td>\n<td align="right">|</td>\n</tr>\n</tbody>\n</table>\n',
  );
});

test('links are followed by nobody but readers', (t) => {
  t.is(htmlFrom('[a](https://x.org "t")'), `<p><a href="https://x.org" title="t" ${rel}>a</a></p>\n`);
  t.is(htmlFrom('[a](/threads/1) [b](#c)'), `<p>${link('/threads/1', 'a')} ${link('#c', 'b')}</p>\n`);
  t.is(
    htmlFrom('<https://x.org> <a@x.org>'),
    `<p>${link('https://x.org', 'https://x.org')} ${link('mailto:a@x.org', 'a@x.org')}</p>\n`,
  );
});

test('text is a link where it says so, without the punctuation around it', (t) => {
  for (const [text, html] of [
    [
      '(see https://x.org/a_b_(c)?d=e#f).',
      `(see ${link('https://x.org/a_b_(c)?d=e#f', 'https://x.org/a_b_(c)?d=e#f')}).`,
    ],
    ['http://localhost:8080, or', `${link('http://localhost:8080', 'http://localhost:8080')}, or`],
    [
      'www.x.org/a, ann@x.org',
      `${link('http://www.x.org/a', 'www.x.org/a')}, ${link('mailto:ann@x.org', 'ann@x.org')}`,
    ],
    ['**https://x.org/**', `<strong>${link('https://x.org/', 'https://x.org/')}</strong>`],
    ['https://müller.de/ä', `${link('https://xn--mller-kva.de/%C3%A4', 'https://müller.de/ä')}`],
    [
      'deploy.sh x.org ftp://x.org www. www.x https:// //x.org',
      'deploy.sh x.org ftp://x.org www. www.x https:// //x.org',
    ],
  ])
    t.is(htmlFrom(text ?? ''), `<p>${html}</p>\n`);
});

test('images come from the web, when they are looked at; from elsewhere they are their description', (t) => {
  t.is(
    htmlFrom('![a \\* `b`](https://x.org/a.png "t")'),
    '<p><img src="https://x.org/a.png" alt="a * b" title="t" loading="lazy" /></p>\n',
  );
  t.is(htmlFrom('![a *b*](/a.png)'), '<p>a b</p>\n');
});

test('a quote says whose post it is from', (t) => {
  const marker = `<a class="mention" data-user-id="${ann}"></a>`;
  const { html, quotes, mentions } = render('> @ann wrote in #12:\n> > x\n>\n> y @ann\n\nz');
  t.is(
    html,
    `<blockquote data-post-number="12" data-user-id="${ann}">\n<p>${marker} wrote in #12:</p>\n` +
      `<blockquote>\n<p>x</p>\n</blockquote>\n<p>y ${marker}</p>\n</blockquote>\n<p>z</p>\n`,
  );
  t.deepEqual(quotes, [{ number: 12, userId: ann }]);
  t.deepEqual(mentions, []);
});

test('a quote of somebody unknown has the number alone; other quotes have nothing', (t) => {
  t.deepEqual(render('> @"no body" wrote in #3:\nx').quotes, [{ number: 3, userId: null }]);
  t.true(
    htmlFrom('> @nobody wrote in #3:').startsWith('<blockquote data-post-number="3">\n<p>@nobody wrote'),
  );
  for (const other of [
    '> @ann wrote in #12: x',
    '> x\n> @ann wrote in #12:',
    '@ann wrote in #12:',
    '> @ann wrote in #0:',
    '> # @ann wrote in #1:',
    '>',
  ])
    t.deepEqual(render(other).quotes, [], other);
});

test('links elsewhere are counted once each, those in quotes by themselves', (t) => {
  const { links, quotedLinks } = render(
    'https://a.org [x](https://a.org) ![y](https://b.org/c.png) d@e.org [own](/threads/1) `https://no.org`\n\n' +
      '> https://a.org https://q.org\n\n- https://f.org',
  );
  t.is(links, 4);
  t.is(quotedLinks, 1);
});

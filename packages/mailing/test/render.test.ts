import { compose } from '@obey/choreography';
import { MailingSendEmail } from '@obey/contracts';
import test from 'ava';
import { languages } from '../src/languages.js';
import { readMailbox } from '../src/mailbox.js';
import { render } from '../src/render.js';
import { exampleOf, type Named, templateNames, templates } from '../src/templates.js';

const english = { language: 'en', locale: 'en' } as const;
const german = { language: 'de', locale: 'de' } as const;
const link = 'https://forum.example/content/threads/1?a=1&b=2';

test('every example fits the contract', (t) => {
  for (const mail of templateNames.map(exampleOf))
    t.notThrows(
      () => compose(MailingSendEmail, { to: 'ben@example.org', mail }, { source: 'auth' }),
      mail.template,
    );
});

for (const mail of templateNames.map(exampleOf)) {
  for (const language of languages) {
    test(`${mail.template} in ${language} says all its parameters in text and in HTML`, (t) => {
      const { subject, text, html } = render(mail, { language, locale: language });
      t.regex(subject, /^\S.{5,}\S$/);
      for (const [name, value] of Object.entries(mail.params)) {
        if (typeof value !== 'string' || name === 'since' || name === 'until') continue;
        t.true(text.includes(value), value);
        t.true(html.includes(value.replaceAll('&', '&amp;')), value);
      }
      t.true(html.includes(`<html lang="${language}">`));
      t.notRegex(`${subject}${text}${html}`, /undefined|NaN|\[object/);
    });
  }
  test(`${mail.template} is another text in each language`, (t) => {
    const texts = languages.map((language) => render(mail, { language, locale: language }).text);
    t.is(new Set(texts).size, languages.length);
  });
}

test('parameters are no markup', (t) => {
  const params = { nickname: '<Ben>', actor: '"A" & \'B\'', title: '<script>', link };
  const { text, html } = render({ template: 'thread-locked', params }, english);
  t.true(text.includes('“<script>”'));
  t.false(html.includes('<script>') || html.includes('<Ben>'));
  t.true(html.includes('&quot;A&quot; &amp; &#39;B&#39; locked'));
});

test('line breaks and characters that turn the writing direction do not survive in any part', (t) => {
  const reason = 'a\r\nb\u2028c\u202ed\u0000e\u0085f\u061cg\ud800h';
  const { text, html } = render({ template: 'banned', params: { nickname: 'Ben\nBcc: x', reason } }, english);
  t.true(text.includes('> a b c d e f g h'));
  t.true(text.includes('Hello Ben Bcc: x,'));
  t.true(html.includes('a b c d e f g h'));
});

test('a title that looks like an encoded word is not one in the subject', (t) => {
  const title = '=?utf-8?Q?=E2=80=AE?=';
  const { subject, text } = render(
    { template: 'thread-deleted', params: { nickname: 'Ben', title } },
    english,
  );
  t.is(subject, '“= ?utf-8?Q?=E2=80=AE?=” was deleted');
  t.true(text.includes(title));
});

test('a long title is cut in the subject, and never within a character', (t) => {
  const titled = (title: string): Named => ({
    template: 'thread-locked',
    params: { nickname: 'Ben', actor: 'Ada', title, link },
  });
  const family = '👨‍👩‍👧‍👦';
  const { subject } = render(titled(family.repeat(500)), english);
  t.true(subject.length <= 200);
  t.true(subject.endsWith(`${family}…`));
  const { text } = render(titled('long '.repeat(500)), english);
  t.true(text.includes('long '.repeat(500).trim()), 'the title stays whole in the text');
});

test('many replies are one mail with their number, in the plural of the language', (t) => {
  const params = { nickname: 'Ben', actor: 'Ada', title: 'Moths', excerpt: 'A bug!', link };
  const folded = (count: number): Named => ({ template: 'thread-replied', params: { ...params, count } });
  t.is(render(folded(1), english).subject, 'Ada replied to “Moths”');
  t.is(render(folded(1_200), english).subject, '1,200 new posts in “Moths”');
  t.is(render(folded(1_200), german).subject, '1.200 neue Beiträge in „Moths“');
});

test('a digest says its days, its items with their links, and how many more there are', (t) => {
  const mail: Named = { template: 'digest', params: { ...templates.digest.example, more: 1 } };
  const { subject, text, html } = render(mail, english);
  t.is(subject, 'What happened: November 20 – 21, 2026');
  t.is(render(mail, german).subject, 'Was geschehen ist: 20.–21. November 2026');
  for (const item of templates.digest.example.items) {
    t.true(text.includes(`* ${item.text}\n  ${item.link}`));
    t.true(html.includes(`<a href="${item.link}">${item.text}</a>`));
  }
  t.true(text.includes('And 1 thing more.'));
});

test('dates are written as the locale writes them', (t) => {
  const params = { nickname: 'Ben', reason: 'Spam', until: '2026-12-01T18:00:00Z' };
  const inLocale = (locale: string) =>
    render({ template: 'banned', params }, { language: locale === 'de-AT' ? 'de' : 'en', locale }).text;
  t.regex(inLocale('en-US'), /until December 1, 2026/);
  t.regex(inLocale('en-GB'), /until 1 December 2026/);
  t.regex(inLocale('de-AT'), /bis 1\. Dezember 2026/);
});

test('a mail that can be ended says how, in text and in HTML', (t) => {
  const { text, html } = render(exampleOf('mentioned'), german, 'https://forum.example/end?a=1&b=2');
  t.true(text.endsWith('\n\n-- \nKeine solchen Mails mehr:\nhttps://forum.example/end?a=1&b=2\n'));
  t.true(html.includes('href="https://forum.example/end?a=1&amp;b=2"'));
});

test('a sender is one address with a domain, with or without a name', (t) => {
  t.deepEqual(readMailbox('Forum <no-reply@forum.example>'), {
    name: 'Forum',
    address: 'no-reply@forum.example',
    domain: 'forum.example',
  });
  t.is(readMailbox('no-reply@localhost')?.domain, 'localhost');
  for (const text of ['', 'Forum', 'a@b, c@d', 'a@', '@b', 'a@b>c', 'a@b@c'])
    t.is(readMailbox(text), undefined, text);
});

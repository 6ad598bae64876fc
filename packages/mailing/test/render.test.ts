import type { Mail } from '@obey/contracts';
import test from 'ava';
import { readMailbox } from '../src/mailbox.js';
import { render } from '../src/render.js';
import { contentOf } from '../src/templates.js';

const link = 'https://forum.example/content/threads/1?a=1&b=2';
const mails: Mail[] = [
  { template: 'confirm-sign-up', params: { nickname: '<Ben>', link } },
  { template: 'address-taken', params: { nickname: '<Ben>' } },
  {
    template: 'thread-replied',
    params: { nickname: '<Ben>', actor: 'Ada', title: '"A" & B', excerpt: 'Yes', link },
  },
  {
    template: 'post-replied',
    params: { nickname: '<Ben>', actor: 'Ada', title: '"A" & B', excerpt: 'Yes', link },
  },
  { template: 'thread-locked', params: { nickname: '<Ben>', actor: 'Ada', title: '"A" & B', link } },
  { template: 'banned', params: { nickname: '<Ben>', reason: 'Spam' } },
  { template: 'confirm-password-change', params: { nickname: '<Ben>', link } },
  { template: 'recover-password', params: { nickname: '<Ben>', link } },
  { template: 'no-account', params: {} },
  { template: 'password-changed', params: { nickname: '<Ben>' } },
];

for (const mail of mails) {
  test(`${mail.template} says all its parameters in text and in HTML, and none of them is markup`, (t) => {
    const { subject, text, html } = render(contentOf(mail));
    t.regex(subject, /^\S.{5,}\S$/);
    for (const value of Object.values(mail.params)) {
      t.true(text.includes(value), value);
      const escaped = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      t.true(html.includes(escaped.replaceAll('"', '&quot;')), value);
    }
    t.false(html.includes('<Ben>'));
  });
}

test('line breaks and characters that turn the writing direction do not survive in any part', (t) => {
  const reason = 'a\r\nb\u2028c\u202ed\u0000e\u0085f';
  const { text, html } = render(
    contentOf({ template: 'banned', params: { nickname: 'Ben\nBcc: x', reason } }),
  );
  t.true(text.includes('> a b c d e f'));
  t.true(text.includes('Hello Ben Bcc: x,'));
  t.true(html.includes('a b c d e f'));
});

test('a long title is cut in the subject', (t) => {
  const params = { nickname: 'Ben', actor: 'Ada', title: '😀'.repeat(500), link };
  const { subject } = render(contentOf({ template: 'thread-locked', params }));
  t.is([...subject].length, 200);
  t.true(subject.endsWith('😀…'));
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

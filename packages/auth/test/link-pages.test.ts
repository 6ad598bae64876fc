import test from 'ava';
import { confirmPage, messagePage, pageHeaders } from '../src/link-pages.js';

test('the page posts the token by a button, and runs or loads nothing', (t) => {
  const page = confirmPage('abc_DEF-123');
  t.regex(page, /<form method="post" action="confirm">/);
  t.regex(page, /<input type="hidden" name="token" value="abc_DEF-123">/);
  t.regex(page, /<html lang="en">/);
  t.regex(page, /<title>.+<\/title>/);
  t.notRegex(page, /<script|src=|href=/);
  t.regex(pageHeaders['Content-Security-Policy'], /default-src 'none'/);
});

test('whatever is in the address stays text', (t) => {
  const page = confirmPage('"><script>alert(1)</script>');
  t.notRegex(page, /<script/);
  t.true(page.includes('value="&quot;&gt;&lt;script&gt;'));
  t.true(messagePage('A & B', "it's <b>").includes('it&#39;s &lt;b&gt;'));
});

import { Mail, MailAddress } from '@obey/contracts';
import test from 'ava';
import fc from 'fast-check';
import { Compile } from 'typebox/compile';
import { exampleOf, templateNames } from '../src/templates.js';
import { configFor } from './support/config.js';
import { command, react } from './support/reacting.js';
import { startSmtp } from './support/smtp.js';

const mailSchema = Compile(Mail);
const address = Compile(MailAddress);

/** What somebody would write who wants to add a header, a recipient or an end to the mail; and anything else. */
const nasty = fc.oneof(
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.constantFrom(
          '\r',
          '\n',
          '\r\n',
          '\n\n',
          '\0',
          '\u2028',
          '\u0085',
          '\u202e',
          ' ',
          '\t',
          ':',
          ',',
          '<',
          '>',
          '"',
          ';',
          '.',
          '\r\n.\r\n',
          'Bcc: eve@evil.example',
          '=?utf-8?Q?=0D=0ABcc:_eve=40evil.example?=',
          'X-Evil: 1',
          '--',
          'é',
          '🐛',
          'x'.repeat(90),
          '\ud800',
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  },
);

/** The example of a template, with these words in place of each text of it that is free. */
const mailWith = (template: (typeof templateNames)[number], words: readonly string[]) => {
  const { params } = exampleOf(template);
  let next = 0;
  const fixed = new Set(['link', 'since', 'until']);
  const replaced = JSON.parse(JSON.stringify(params), (name, value: unknown) =>
    typeof value === 'string' && !fixed.has(name) ? (words[next++ % words.length] ?? '') : value,
  );
  return mailSchema.Parse({ template, params: replaced });
};

const expected = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'list-unsubscribe',
  'list-unsubscribe-post',
  'message-id',
  'mime-version',
  'to',
];

test('whatever the words of a mail are, its headers and its recipient stay those that mailing gives it', async (t) => {
  const smtp = await startSmtp(t, { utf8: true });
  const { hear } = react(t, configFor(smtp.url));
  const local = fc.string({ maxLength: 20 }).map((text) => `a${text.replaceAll('.', '')}@example.org`);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...templateNames),
      fc.array(nasty, { minLength: 1, maxLength: 6 }),
      fc.oneof(
        fc.constant('ben@example.org'),
        local.filter((text) => address.Check(text)),
      ),
      async (template, words, to) => {
        const before = smtp.raws.length;
        const unsubscribe = { link: 'https://forum.example/end?token=1' };
        await hear(command(to, mailWith(template, words), { unsubscribe }));
        t.is(smtp.raws.length, before + 1);
        t.is(smtp.recipients.at(-1)?.replaceAll('"', ''), to);
        const [head = ''] = smtp.raws.at(-1)?.split('\r\n\r\n') ?? [];
        const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
        const names = lines.map((line) => line.slice(0, line.indexOf(':')).toLowerCase()).sort();
        t.deepEqual(
          names.filter((name) => name !== 'subject'),
          expected,
        );
        t.true(names.filter((name) => name === 'subject').length <= 1);
        t.false(/[\r\n\0]/.test(lines.join('')));
        t.true(
          head.split('\r\n').every((line) => line.length <= 998),
          'RFC 5322, 2.1.1',
        );
        const parsed = smtp.mails.at(-1);
        t.is(parsed?.bcc, undefined);
        t.false(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(parsed?.subject ?? ''));
      },
    ),
    { numRuns: 300 },
  );
});

test('an address, a link or a locale that would be more than that never becomes a command', (t) => {
  const mail = exampleOf('no-account');
  const evil = ['\r\nBcc: eve@evil.example', '\n', '\0', ' ', ',eve@evil.example', '>', '\u2028', '"'];
  for (const end of evil) {
    t.throws(() => command(`ben@example.org${end}`, mail), undefined, JSON.stringify(end));
    t.throws(() => command(`${end}ben@example.org`, mail), undefined, JSON.stringify(end));
    const unsubscribe = { link: `https://forum.example/end${end}` };
    if (end.startsWith(',')) continue;
    t.throws(() => command('ben@example.org', mail, { unsubscribe }), undefined, JSON.stringify(end));
  }
  for (const link of ['javascript:alert(1)', 'mailto:eve@evil.example', '//evil.example'])
    t.throws(() => command('ben@example.org', mail, { unsubscribe: { link } }), undefined, link);
});

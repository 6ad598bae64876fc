import { Outage } from '@obey/choreography';
import test from 'ava';
import { configFor } from './support/config.js';
import { aMail, command, react } from './support/reacting.js';
import { startSmtp } from './support/smtp.js';

test('a mail arrives as text and as HTML, from the sender, to the one address', async (t) => {
  const smtp = await startSmtp(t);
  const { hear, told, published } = react(t, configFor(smtp.url));
  const message = command('ben@example.org');
  await hear(message);
  t.is(smtp.mails.length, 1);
  const [mail] = smtp.mails;
  t.is(mail?.from?.text, '"Obey Forum" <no-reply@forum.example>');
  t.like(mail, { to: { text: 'ben@example.org' }, subject: 'Please confirm your address' });
  t.true(mail?.text?.includes('https://forum.example/confirm?token=abc&from=mail'));
  t.true(mail?.text?.includes('Hello Ben,'));
  t.true(mail && mail.html !== false && mail.html.includes('token=abc&amp;from=mail"'));
  t.is(mail?.headers.get('auto-submitted'), 'auto-generated');
  const messageId = `<${message.id}@forum.example>`;
  t.deepEqual(told, [
    { type: 'MailingEmailSent', data: { to: 'ben@example.org', template: aMail.template, messageId } },
  ]);
  t.deepEqual(published, []);
});

test('a command that is delivered again after it was told as sent is not sent again, but told again', async (t) => {
  const smtp = await startSmtp(t);
  const { hear, told } = react(t, configFor(smtp.url));
  const message = command('ben@example.org');
  await hear(message);
  await hear(message);
  t.is(smtp.mails.length, 1);
  t.deepEqual(told[1], told[0]);
});

test('a mail is in the language of its reader, and in the own one of the forum where that is not known', async (t) => {
  const smtp = await startSmtp(t);
  const { hear } = react(t, configFor(smtp.url, { MAIL_LOCALE: { language: 'en', locale: 'en-GB' } }));
  const inLocale = async (locale: string) => {
    await hear(command('ben@example.org', undefined, { locale }));
    return smtp.mails.at(-1)?.subject;
  };
  t.is(await inLocale('de'), 'Bitte bestätige deine Adresse');
  t.is(await inLocale('de-CH-1996'), 'Bitte bestätige deine Adresse');
  for (const locale of ['fr', 'x', '', '*', 'de_AT!'])
    t.is(await inLocale(locale), 'Please confirm your address', locale);
});

test('a reader whose first language mails do not have gets the next one that they have', async (t) => {
  const smtp = await startSmtp(t);
  const { hear } = react(t, configFor(smtp.url));
  const subjectFor = async (locale: string, otherLocales: string[]) => {
    await hear(command('ben@example.org', undefined, { locale, otherLocales }));
    return smtp.mails.at(-1)?.subject;
  };
  t.is(await subjectFor('fr', ['x', 'de-AT', 'en']), 'Bitte bestätige deine Adresse');
  t.is(await subjectFor('en', ['de']), 'Please confirm your address');
  t.is(await subjectFor('fr', ['it']), 'Please confirm your address');
});

test('a mail that can be ended says so to mail programs, by one click', async (t) => {
  const smtp = await startSmtp(t);
  const { hear } = react(t, configFor(smtp.url));
  const link = `https://forum.example/alerts/unsubscribe?token=${'a'.repeat(300)}`;
  await hear(command('ben@example.org', aMail, { unsubscribe: { link } }));
  t.true(smtp.raws[0]?.includes(`\r\nList-Unsubscribe: <${link}>\r\n`));
  t.true(smtp.raws[0]?.includes('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n'));
  t.true(smtp.mails[0]?.text?.includes(link));
  await hear(command('eve@example.org'));
  t.false(smtp.raws[1]?.includes('List-Unsubscribe'));
});

test('addresses and words in any script arrive', async (t) => {
  const smtp = await startSmtp(t, { utf8: true });
  const { hear, published } = react(t, configFor(smtp.url));
  const params = {
    nickname: 'Zoë',
    actor: '山田',
    title: 'Übermäßige 🐛',
    excerpt: 'ß',
    link: 'https://x.example/',
  };
  for (const to of ['ben@bücher.example', 'jürgen@example.org', '山田@例え.example'])
    await hear(command(to, { template: 'mentioned', params }));
  t.deepEqual(published, []);
  t.deepEqual(smtp.recipients, ['ben@bücher.example', 'jürgen@example.org', '山田@例え.example']);
  for (const mail of smtp.mails) t.is(mail.subject, '山田 mentioned you in “Übermäßige 🐛”');
});

test('user and password of the URL sign in, over a connection that STARTTLS has made safe', async (t) => {
  const smtp = await startSmtp(t, { starttls: true, user: 'forum', password: 'p@ss:word' });
  const url = (password: string) =>
    `${smtp.url.replace('://', `://forum:${encodeURIComponent(password)}@`)}/?tls.rejectUnauthorized=false`;
  const right = react(t, configFor(url('p@ss:word'), { SMTP_REQUIRE_TLS: true }));
  await right.hear(command('ben@example.org'));
  t.deepEqual(smtp.sessions, [{ user: 'forum', secure: true }]);
  const wrong = react(t, configFor(url('wrong')));
  await t.throwsAsync(wrong.hear(command('ben@example.org')), { instanceOf: Outage });
  t.deepEqual(wrong.published, []);
});

test('where TLS is required, nothing is sent to a server that does not offer it, or that nobody vouches for', async (t) => {
  for (const smtp of [await startSmtp(t), await startSmtp(t, { starttls: true })]) {
    const { hear } = react(t, configFor(smtp.url, { SMTP_REQUIRE_TLS: true }));
    await t.throwsAsync(hear(command('ben@example.org')), { instanceOf: Outage });
    t.is(smtp.tries.mail, 0);
  }
});

test('an address in the name of a recipient or a line break in a nickname adds neither recipient nor header', async (t) => {
  const smtp = await startSmtp(t);
  const { hear } = react(t, configFor(smtp.url));
  const nasty = 'Eve\r\nBcc: victim@example.org\r\n\r\n<script>alert(1)</script>';
  await hear(
    command('ben@example.org', {
      template: 'thread-replied',
      params: {
        nickname: nasty,
        actor: nasty,
        title: nasty,
        excerpt: nasty,
        link: 'https://forum.example/t',
      },
    }),
  );
  const [mail] = smtp.mails;
  t.is(smtp.tries.rcpt, 1);
  t.is(mail?.bcc, undefined);
  t.is(mail?.headers.get('bcc'), undefined);
  t.false(mail?.subject?.includes('\n') ?? true);
  t.true(mail?.subject?.startsWith('Eve Bcc: victim@example.org'));
  t.true(mail && mail.html !== false && !mail.html.includes('<script>'));
});

test('a recipient that is more than one address reaches nobody', async (t) => {
  const smtp = await startSmtp(t);
  const { hear } = react(t, configFor(smtp.url));
  for (const to of ['a@example.org, b@example.org', 'a@example.org\r\nRCPT TO:<b@example.org>'])
    await t.throwsAsync(hear({ ...command('x@example.org'), data: { to, mail: aMail } }));
  t.deepEqual(smtp.mails, []);
});

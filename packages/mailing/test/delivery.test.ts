import test from 'ava';
import { configFor } from './support/config.js';
import { aMail, command, react } from './support/mailing.js';
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

test('a second delivery of a command has the Message-ID and the date of the first', async (t) => {
  const smtp = await startSmtp(t);
  const { hear } = react(t, configFor(smtp.url));
  const message = command('ben@example.org');
  await hear(message);
  await hear(message);
  const [first, second] = smtp.mails;
  t.is(first?.messageId, `<${message.id}@forum.example>`);
  t.is(second?.messageId, first?.messageId);
  t.is(first?.date?.getTime(), Math.floor(Date.parse(message.time) / 1000) * 1000);
  t.deepEqual(second?.date, first?.date);
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

import { Fatal, Outage } from '@obey/choreography';
import test from 'ava';
import { configFor } from './support/config.js';
import { command, react } from './support/mailing.js';
import { type Refused, startSmtp } from './support/smtp.js';

const steps = ['mail', 'rcpt', 'data'] as const;

for (const refusing of steps) {
  test(`a 5xx to ${refusing} is told as failed, and ends the command`, async (t) => {
    const no: Refused = { code: 550, text: 'No such mailbox here' };
    const smtp = await startSmtp(t, { judge: (step) => (step === refusing ? no : undefined) });
    const { hear, told, published } = react(t, configFor(smtp.url));
    await t.throwsAsync(hear(command('gone@example.org')), { instanceOf: Fatal, message: /No such mailbox/ });
    t.deepEqual(told, []);
    t.is(published.length, 1);
    t.like(published[0], {
      type: 'MailingEmailFailed',
      data: { to: 'gone@example.org', template: 'confirm-sign-up', reason: '550 No such mailbox here' },
    });
  });

  test(`a 4xx to ${refusing} is an outage, and the next try gets through`, async (t) => {
    const later: Refused = { code: 451, text: 'Try again later' };
    const smtp = await startSmtp(t, {
      judge: (step, count) => (step === refusing && count === 1 ? later : undefined),
    });
    const { hear, told, published } = react(t, configFor(smtp.url));
    const message = command('ben@example.org');
    await t.throwsAsync(hear(message), { instanceOf: Outage });
    await hear(message);
    t.is(told.length, 1);
    t.deepEqual(published, []);
    t.is(smtp.mails.at(-1)?.messageId, `<${message.id}@forum.example>`);
  });
}

test('a server that turns us away at the greeting refuses no mail: it is an outage', async (t) => {
  const smtp = await startSmtp(t, {
    judge: (step, count) => (step === 'connect' && count === 1 ? { code: 554, text: 'Not you' } : undefined),
  });
  const { hear, published, told } = react(t, configFor(smtp.url));
  await t.throwsAsync(hear(command('ben@example.org')), { instanceOf: Outage });
  t.deepEqual(published, []);
  await hear(command('ben@example.org'));
  t.is(told.length, 1);
});

test('a server that is not there is an outage', async (t) => {
  const smtp = await startSmtp(t);
  await smtp.stop();
  const { hear, published } = react(t, configFor(smtp.url));
  await t.throwsAsync(hear(command('ben@example.org')), { instanceOf: Outage });
  t.deepEqual(published, []);
});

test('a connection that drops after DATA is an outage; the second mail has the same Message-ID', async (t) => {
  const smtp = await startSmtp(t, { dropAfterData: (count) => count === 1 });
  const { hear } = react(t, configFor(smtp.url));
  const message = command('ben@example.org');
  await t.throwsAsync(hear(message), { instanceOf: Outage });
  await hear(message);
  t.is(smtp.mails.length, 2);
  t.is(smtp.mails[0]?.messageId, smtp.mails[1]?.messageId);
});

import { Fatal, type Message, Outage } from '@obey/choreography';
import test from 'ava';
import { configFor } from './support/config.js';
import { comingAgain, command, react } from './support/reacting.js';
import { type Refused, startSmtp } from './support/smtp.js';

const steps = ['mail', 'rcpt', 'data'] as const;

for (const refusing of steps) {
  test(`a 5xx to ${refusing} is told as failed, and ends the command`, async (t) => {
    const no: Refused = { code: 554, text: 'We do not like it' };
    const smtp = await startSmtp(t, { judge: (step) => (step === refusing ? no : undefined) });
    const { hear, told, published, outcomes } = react(t, configFor(smtp.url));
    await t.throwsAsync(hear(command('gone@example.org')), {
      instanceOf: Fatal,
      message: /We do not like it/,
    });
    t.deepEqual(told, []);
    const failed = { to: 'gone@example.org', template: 'confirm-sign-up', code: 'refused' };
    t.deepEqual(published, [
      { type: 'MailingEmailFailed', data: { ...failed, reason: '554 We do not like it' } },
    ]);
    t.deepEqual(outcomes, ['refused']);
    t.is(smtp.tries[refusing], 1);
  });

  test(`a 4xx to ${refusing} puts the mail off, and it gets through later with its first Message-ID and date`, async (t) => {
    const later: Refused = { code: 451, text: 'Try again later' };
    const smtp = await startSmtp(t, {
      judge: (step, count) => (step === refusing && count === 1 ? later : undefined),
    });
    const { hear, told, published } = react(t, configFor(smtp.url));
    const message = command('ben@example.org', undefined, { locale: 'de' });
    const givenAt = Date.now() - 60_000;
    await hear(message, givenAt);
    const [postponed] = told;
    t.true((postponed?.notBefore?.getTime() ?? 0) > Date.now() - 1_000);
    const again = comingAgain(postponed);
    t.like(again.data, {
      to: 'ben@example.org',
      locale: 'de',
      putOff: { commandId: message.id, failures: 1 },
    });
    await hear(again);
    t.is(told[1]?.type, 'MailingEmailSent');
    t.deepEqual(published, []);
    const mail = smtp.mails.at(-1);
    t.is(mail?.messageId, `<${message.id}@forum.example>`);
    t.is(mail?.date?.getTime(), Math.floor(givenAt / 1_000) * 1_000);
  });
}

test('a server that turns us away at the greeting, or is closing, refuses no mail: it is an outage', async (t) => {
  for (const step of ['connect', 'mail'] as const) {
    const code = step === 'connect' ? 554 : 421;
    const smtp = await startSmtp(t, {
      judge: (judged, count) => (judged === step && count === 1 ? { code, text: 'Not now' } : undefined),
    });
    const { hear, published, told } = react(t, configFor(smtp.url));
    await t.throwsAsync(hear(command('ben@example.org')), { instanceOf: Outage }, step);
    t.deepEqual(published, []);
    t.deepEqual(told, []);
  }
});

test('a server that is not there is an outage', async (t) => {
  const smtp = await startSmtp(t);
  await smtp.stop();
  const { hear, published } = react(t, configFor(smtp.url));
  await t.throwsAsync(hear(command('ben@example.org')), { instanceOf: Outage });
  t.deepEqual(published, []);
});

test('a connection that drops after DATA puts the mail off; the second has the same Message-ID', async (t) => {
  const smtp = await startSmtp(t, { dropAfterData: (count) => count === 1 });
  const { hear, told } = react(t, configFor(smtp.url));
  await hear(command('ben@example.org'));
  await hear(comingAgain(told[0]));
  t.is(smtp.mails.length, 2);
  t.is(smtp.mails[0]?.messageId, smtp.mails[1]?.messageId);
  t.deepEqual(smtp.mails[0]?.date, smtp.mails[1]?.date);
});

test('where the reply to DATA never comes, each try may be a copy: they are far apart', async (t) => {
  const smtp = await startSmtp(t, { dropAfterData: () => true });
  const { hear, told } = react(t, configFor(smtp.url));
  const pauseAfter = async (message: Message) => {
    const heardAt = Date.now();
    await hear(message);
    return Number(told.at(-1)?.notBefore) - heardAt;
  };
  await pauseAfter(command('ben@example.org'));
  for (let n = 0; n < 4; n++) await pauseAfter(comingAgain(told.at(-1)));
  // From 50 ms on, doubled and bounded by 500 ms, it would be 500 ms at the most.
  t.true((await pauseAfter(comingAgain(told.at(-1)))) > 20_000);
  t.is(smtp.mails.length, 6);
});

test('a mailbox that is not there bounces: no further mail is tried, and each is told as suppressed', async (t) => {
  const no: Refused = { code: 550, text: '5.1.1 No such user' };
  const smtp = await startSmtp(t, { judge: (step) => (step === 'rcpt' ? no : undefined) });
  const { hear, published, outcomes, ledger } = react(t, configFor(smtp.url));
  await t.throwsAsync(hear(command('gone@example.org')), { instanceOf: Fatal });
  await t.throwsAsync(hear(command('Gone@Example.org')), {
    instanceOf: Fatal,
    message: /earlier mail bounced/,
  });
  t.is(smtp.tries.rcpt, 1);
  t.deepEqual(outcomes, ['bounced', 'suppressed']);
  t.like(published[1]?.data, { to: 'Gone@Example.org', code: 'suppressed' });
  ledger.lifted('gone@example.org', Date.now());
  await t.throwsAsync(hear(command('gone@example.org')), { message: /bounced/ });
  t.is(smtp.tries.rcpt, 2);
});

test('a command whose time is over is not tried, and told as expired', async (t) => {
  const smtp = await startSmtp(t);
  const { hear, published } = react(t, configFor(smtp.url, { MAIL_COMMAND_LIFE: 60_000 }));
  await t.throwsAsync(hear(command('ben@example.org'), Date.now() - 61_000), { instanceOf: Fatal });
  const expiresAt = new Date(Date.now() - 1_000).toISOString();
  await t.throwsAsync(hear(command('ben@example.org', undefined, { expiresAt })), { instanceOf: Fatal });
  t.deepEqual(
    published.map(({ data }) => data).map((data) => (isFailure(data) ? data.code : data)),
    ['expired', 'expired'],
  );
  t.is(smtp.tries.connect, 0);
});

test('a command that was kept until its time lives from then on', async (t) => {
  const smtp = await startSmtp(t);
  const { hear, told } = react(t, configFor(smtp.url, { MAIL_COMMAND_LIFE: 60_000 }));
  const composedLongAgo = {
    ...command('ben@example.org'),
    time: new Date(Date.now() - 3_600_000).toISOString(),
  };
  await hear(composedLongAgo, Date.now());
  t.is(told[0]?.type, 'MailingEmailSent');
});

const isFailure = (data: unknown): data is { readonly code: string } =>
  typeof data === 'object' && data !== null && 'code' in data;

import { MailingEmailFailed, MailingEmailSent } from '@obey/contracts';
import { startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { liftSuppression } from '../src/lift.js';
import { exampleOf } from '../src/templates.js';
import { configFor } from './support/config.js';
import { startMailing } from './support/mailing.js';
import { startSmtp } from './support/smtp.js';

test('a command given while the mail server is down is carried out when it is up, once', async (t) => {
  const redis = await startRedis(t);
  const down = await startSmtp(t);
  await down.stop();
  const mailing = await startMailing(t, redis.url, configFor(down.url));
  const sent = await Promise.all(Array.from({ length: 30 }, (_, n) => mailing.send(`user-${n}@example.org`)));
  const up = await startSmtp(t, { port: down.port });
  await until('every mail has arrived', () => up.mails.length >= sent.length);
  await until('every mail is told', async () => (await mailing.said()).length >= sent.length);
  const expected = sent.map(({ id }) => `<${id}@forum.example>`).sort();
  t.deepEqual(up.mails.map(({ messageId }) => messageId ?? '').sort(), expected);
  const said = await mailing.said();
  t.true(said.every(({ type }) => type === MailingEmailSent.type));
  t.deepEqual(said.map(({ causationId }) => causationId).sort(), sent.map(({ id }) => id).sort());
  t.deepEqual(await mailing.dead(), []);
});

test('a mail that bounced is told in its flow, and stands in the dead letters; so do those that follow, untried', async (t) => {
  const redis = await startRedis(t);
  const smtp = await startSmtp(t, {
    judge: (step, count) =>
      step === 'rcpt' && count === 1 ? { code: 550, text: '5.1.1 No such mailbox' } : undefined,
  });
  const mailing = await startMailing(t, redis.url, configFor(smtp.url));
  const refused = await mailing.send('gone@example.org');
  await until('the command is a dead letter', async () => (await mailing.dead()).length === 1);
  await mailing.send('gone@example.org');
  await until('the next is one too', async () => (await mailing.dead()).length === 2);
  const said = await mailing.said();
  t.like(said[0], {
    type: MailingEmailFailed.type,
    causationId: refused.id,
    correlationId: refused.correlationId,
    data: { code: 'bounced' },
  });
  t.like(said[1], { type: MailingEmailFailed.type, data: { code: 'suppressed' } });
  t.is(smtp.tries.rcpt, 1);
  t.true((await mailing.dead())[0]?.includes(refused.id));
});

test('another instance, started later, knows who bounced, and that an operator lifted it', async (t) => {
  const redis = await startRedis(t);
  const smtp = await startSmtp(t, {
    judge: (step, count) =>
      step === 'rcpt' && count === 1 ? { code: 550, text: '5.1.1 No such mailbox' } : undefined,
  });
  const first = await startMailing(t, redis.url, configFor(smtp.url));
  await first.send('gone@example.org');
  await until('the command is a dead letter', async () => (await first.dead()).length === 1);
  await first.stop();
  const second = await startMailing(t, redis.url, configFor(smtp.url));
  await second.send('gone@example.org');
  await until('the next is suppressed', async () => (await second.dead()).length === 2);
  t.is(smtp.tries.rcpt, 1);
  await liftSuppression(['gone@example.org'], { REDIS_URL: redis.url });
  await until('the next is sent, as soon as that was heard', async () => {
    await second.send('gone@example.org');
    return smtp.mails.length > 0;
  });
});

test('one address gets so many mails in a time, from all instances together; the rest waits, and is not lost', async (t) => {
  const redis = await startRedis(t);
  const smtp = await startSmtp(t);
  const limits = { MAIL_RATE: 3, MAIL_RATE_WINDOW: 4_000, MAIL_SECURITY_RATE: 2 };
  const first = await startMailing(t, redis.url, configFor(smtp.url, limits));
  for (let n = 0; n < 2; n++) await first.send('ben@example.org', exampleOf('mentioned'));
  await until('both have arrived, and are told', async () => (await first.said()).length === 2);
  await first.stop();
  const mailing = await startMailing(t, redis.url, configFor(smtp.url, limits));
  for (let n = 0; n < 3; n++) await mailing.send('ben@example.org', exampleOf('digest'));
  await mailing.send('ben@example.org', exampleOf('recover-password'));
  await until('the one that guards the account was not held up', () =>
    smtp.mails.some(({ subject }) => subject === 'Choose a new password'),
  );
  t.true(smtp.mails.length <= 4);
  await until('the others have arrived too', () => smtp.mails.length === 6);
  const stamps = (await mailing.said()).map(({ time }) => Date.parse(time)).sort();
  t.true((stamps.at(-1) ?? 0) - (stamps[0] ?? 0) >= 3_000);
  t.deepEqual(await mailing.dead(), []);
});

test('a mail server that is busy for a while loses nothing', async (t) => {
  const redis = await startRedis(t);
  const smtp = await startSmtp(t, {
    judge: (step, count) => (step === 'rcpt' && count <= 12 ? { code: 450, text: 'Busy' } : undefined),
  });
  const mailing = await startMailing(t, redis.url, configFor(smtp.url));
  await Promise.all([1, 2].map((n) => mailing.send(`user-${n}@example.org`)));
  await until('both are told', async () => (await mailing.said()).length === 2);
  t.is(smtp.mails.length, 2);
  t.deepEqual(await mailing.dead(), []);
});

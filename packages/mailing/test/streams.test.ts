import { MailingEmailFailed, MailingEmailSent } from '@obey/contracts';
import { startRedis, until } from '@obey/test-servers';
import test from 'ava';
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

test('a refused mail is told as failed in its flow, and its command stands in the dead letters', async (t) => {
  const redis = await startRedis(t);
  const smtp = await startSmtp(t, {
    judge: (step, count) =>
      step === 'rcpt' && count === 1 ? { code: 550, text: 'No such mailbox' } : undefined,
  });
  const mailing = await startMailing(t, redis.url, configFor(smtp.url));
  const refused = await mailing.send('gone@example.org');
  await until('the command is a dead letter', async () => (await mailing.dead()).length === 1);
  await mailing.send('gone@example.org');
  await until('the next one is told', async () => (await mailing.said()).length === 2);
  const said = await mailing.said();
  const failed = said.find(({ type }) => type === MailingEmailFailed.type);
  t.like(failed, { causationId: refused.id, correlationId: refused.correlationId });
  t.is(smtp.tries.rcpt, 2);
  t.is(smtp.mails.length, 1);
  const [letter] = await mailing.dead();
  t.true(letter?.includes(refused.id));
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

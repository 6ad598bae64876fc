import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { LeaseLost } from '@obey/choreography';
import { connectTo, startProxy, startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { createDelivery } from '../src/delivery.js';
import { configFor } from './support/config.js';
import { startHeldSmtp } from './support/held-smtp.js';
import { briefly, startInstance, startSender } from './support/mailing.js';
import { startSmtp } from './support/smtp.js';

const aLetter = {
  messageId: '<1@forum.example>',
  to: 'ben@example.org',
  date: new Date(),
  unsubscribe: undefined,
  hurried: false,
  subject: 'A reply',
  text: 'Cleo has replied.\n',
  html: '<p>Cleo has replied.</p>',
};

test('an instance that is cut off from Redis past its lease does not hand over the mail that it is about to', async (t) => {
  const redis = await startRedis(t);
  const proxy = await startProxy(t, redis);
  const smtp = await startHeldSmtp(t, 'rcpt');
  // Its renewal hears nothing for so long that only a clock can tell it.
  await startInstance(t, proxy.url, configFor(smtp.url), { ...briefly, commandTimeoutMs: 20_000 });
  const sender = await startSender(t, redis.url);
  const { id } = await sender.send('ben@example.org');
  await until('it waits for the reply to RCPT', smtp.reached);
  proxy.blackHole();
  await startInstance(t, redis.url, configFor(smtp.url), briefly);
  await until('its heir has told', async () => (await sender.said()).length === 1);
  smtp.release();
  await until('it has given up', smtp.gone);
  t.deepEqual(smtp.mails, [`<${id}@forum.example>`]);
});

test('a run that is over when its mail is about to end has the server take nothing of it', async (t) => {
  const smtp = await startSmtp(t);
  const { deliver, close } = createDelivery(configFor(smtp.url));
  t.teardown(close);
  const check = () => {
    if (smtp.tries.rcpt > 0) throw new LeaseLost('commands:{mailing:0}');
  };
  const run = { signal: new AbortController().signal, check };
  await t.throwsAsync(deliver(aLetter, run), { instanceOf: LeaseLost });
  await until('its connection is closed', () => smtp.open() === 0);
  t.is(smtp.mails.length, 0);
});

test('a process that is frozen past its lease before DATA does not hand over the mail when it goes on', async (t) => {
  const redis = await startRedis(t);
  const smtp = await startHeldSmtp(t, 'data');
  const sender = await startSender(t, redis.url);
  const program = fileURLToPath(new URL('./support/mailing-process.js', import.meta.url));
  const child = fork(program, [redis.url, smtp.url, 'briefly']);
  t.teardown(() => child.kill('SIGKILL'));
  await once(child, 'message');
  const { id } = await sender.send('ben@example.org');
  await until('it waits for the reply to DATA', smtp.reached);
  child.kill('SIGSTOP');
  await startInstance(t, redis.url, configFor(smtp.url), briefly);
  await until('its heir has told', async () => (await sender.said()).length === 1);
  smtp.release();
  child.kill('SIGCONT');
  await until('it has given up', smtp.gone);
  t.deepEqual(smtp.mails, [`<${id}@forum.example>`]);
});

test('a mail that went out whole is not called back when the lease ends: its reply saves it from being sent again', async (t) => {
  const redis = await startRedis(t);
  const proxy = await startProxy(t, redis);
  const smtp = await startHeldSmtp(t, 'mail');
  const mailing = await startInstance(t, proxy.url, configFor(smtp.url), briefly);
  const sender = await startSender(t, redis.url);
  const client = connectTo(t, redis.url);
  const { id } = await sender.send('ben@example.org');
  await until('it waits for the reply to the mail', smtp.reached);
  proxy.blackHole();
  await until('its leases have run out', async () => (await client.keys('lease:*')).length === 0);
  proxy.heal();
  smtp.release();
  await until('it is told', async () => (await sender.said()).length === 1);
  t.is(mailing.abandoned(), 1);
  t.deepEqual(smtp.mails, [`<${id}@forum.example>`]);
});

import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Outage } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { configFor } from './support/config.js';
import { command, react } from './support/mailing.js';
import { startSmtp } from './support/smtp.js';

const slowly = async (ms: number) => {
  await pause(ms);
  return undefined;
};

test('a server that accepts the connection and says nothing is an outage after the time for a greeting', async (t) => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const sockets = new Set<{ destroy(): void }>();
  silent.on('connection', (socket) => sockets.add(socket));
  t.teardown(() => {
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  const address = silent.address();
  if (address === null || typeof address === 'string') return t.fail('no port');
  const { hear } = react(t, configFor(`smtp://127.0.0.1:${address.port}`, { SMTP_GREETING_TIMEOUT: 100 }));
  const startedAt = Date.now();
  await t.throwsAsync(hear(command('ben@example.org')), { instanceOf: Outage });
  t.true(Date.now() - startedAt < 5_000);
});

test('a server that takes longer than a mail may take is an outage, and its connection is given up', async (t) => {
  const smtp = await startSmtp(t, {
    judge: (step, count) => (step === 'rcpt' && count === 1 ? slowly(5_000) : undefined),
  });
  const { hear, told } = react(t, configFor(smtp.url, { SMTP_SEND_TIMEOUT: 300, SMTP_CONNECTIONS: 1 }));
  await t.throwsAsync(hear(command('ben@example.org')), { instanceOf: Outage });
  await until('a later mail gets through the one connection', () =>
    hear(command('ben@example.org')).then(
      () => true,
      () => false,
    ),
  );
  t.is(told.length, 1);
});

test('no more mails are under way than there are connections, and who waits too long has begun nothing', async (t) => {
  const smtp = await startSmtp(t, { judge: (step) => (step === 'data' ? slowly(400) : undefined) });
  const { hear } = react(t, configFor(smtp.url, { SMTP_CONNECTIONS: 3, SMTP_WAIT_TIMEOUT: 200 }));
  const results = await Promise.allSettled(
    Array.from({ length: 8 }, (_, n) => hear(command(`user-${n}@example.org`))),
  );
  const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  t.is(failed.length, 5);
  for (const error of failed) t.true(error instanceof Outage);
  t.is(smtp.mails.length, 3);
  t.is(smtp.mostOpen(), 3);
});

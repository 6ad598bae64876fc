import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Outage } from '@obey/choreography';
import { until } from '@obey/test-servers';
import test from 'ava';
import { exampleOf } from '../src/templates.js';
import { configFor } from './support/config.js';
import { command, react } from './support/reacting.js';
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

test('a server that takes longer than a mail may take puts it off, and its connection is given up', async (t) => {
  const smtp = await startSmtp(t, {
    judge: (step, count) => (step === 'rcpt' && count === 1 ? slowly(5_000) : undefined),
  });
  const { hear, outcomes } = react(t, configFor(smtp.url, { SMTP_SEND_TIMEOUT: 2_000, SMTP_CONNECTIONS: 1 }));
  await hear(command('ben@example.org'));
  t.deepEqual(outcomes, ['put-off']);
  await until('a later mail gets through the one connection', async () => {
    await hear(command('eve@example.org'));
    return smtp.mails.length > 0;
  });
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

test('mails that guard an account go before others, where connections are few', async (t) => {
  const smtp = await startSmtp(t, { judge: (step) => (step === 'data' ? slowly(100) : undefined) });
  const { hear } = react(t, configFor(smtp.url, { SMTP_CONNECTIONS: 1 }));
  const news = Array.from({ length: 8 }, (_, n) =>
    hear(command(`user-${n}@example.org`, exampleOf('digest'))),
  );
  await until('the first is under way', () => smtp.tries.data > 0);
  await Promise.all([...news, hear(command('ben@example.org', exampleOf('recover-password')))]);
  t.true(smtp.recipients.indexOf('ben@example.org') <= 2);
});

test('a server that is away is tried by one mail at a time, and at a growing pace', async (t) => {
  const smtp = await startSmtp(t, {
    judge: (step) => (step === 'connect' ? { code: 421, text: 'Busy' } : undefined),
  });
  const { hear } = react(t, configFor(smtp.url, { SMTP_CONNECTIONS: 5, SMTP_PROBE_PAUSE: 60_000 }));
  const all = () =>
    Promise.allSettled(Array.from({ length: 200 }, (_, n) => hear(command(`user-${n}@example.org`))));
  for (const { status } of await all()) t.is(status, 'rejected');
  await all();
  // Five at once, before any knows of it; then hardly any, since pauses double from a quarter of a second on.
  t.true(smtp.tries.connect <= 12, String(smtp.tries.connect));
});

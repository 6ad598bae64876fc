import { createRuntime } from '@obey/choreography';
import { MailingSendEmail } from '@obey/contracts';
import { startService } from '@obey/service-kit';
import { startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { mailing } from '../src/service.js';
import { aMail } from './support/reacting.js';
import { startSmtp } from './support/smtp.js';

test('the service sends what it is asked for, and serves no routes of its own', async (t) => {
  const redis = await startRedis(t);
  const smtp = await startSmtp(t);
  const env = { REDIS_URL: redis.url, SMTP_URL: smtp.url, MAIL_FROM: 'Forum <no-reply@forum.example>' };
  const running = await startService(mailing, env, { log: 'silent' });
  t.teardown(() => running.stop());
  const auth = await createRuntime({ service: 'auth', redis: redis.url });
  t.teardown(() => auth.stop({ drainMs: 1_000 }));
  await auth.send(MailingSendEmail, { to: 'ben@example.org', mail: aMail });
  await until('the mail has arrived', () => smtp.mails.length === 1);
  t.is((await fetch(`${running.url}/mailing/anything`)).status, 404);
  const document: unknown = await (await fetch(`${running.url}/mailing/openapi.json`)).json();
  t.like(document, { paths: {} });
});

test('faulty settings are reported all at once, before anything is connected', async (t) => {
  const env = { REDIS_URL: 'redis://127.0.0.1:1', SMTP_URL: 'http://mail.example', MAIL_FROM: 'nobody' };
  const error = await t.throwsAsync(startService(mailing, env, { log: 'silent' }));
  t.regex(error?.message ?? '', /SMTP_URL[\s\S]*MAIL_FROM|MAIL_FROM[\s\S]*SMTP_URL/);
});

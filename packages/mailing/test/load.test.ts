import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { MailingEmailSent } from '@obey/contracts';
import { startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { configFor } from './support/config.js';
import { startInstance, startMailing, startSender } from './support/mailing.js';
import { type Smtp, startSmtp } from './support/smtp.js';

const count = 1_000;

const sendAll = async (mailing: Pick<Awaited<ReturnType<typeof startSender>>, 'send'>) => {
  const sent = await Promise.all(
    Array.from({ length: count }, (_, n) => mailing.send(`user-${n}@example.org`)),
  );
  return sent.map(({ id }) => `<${id}@forum.example>`).sort();
};
/** The Message-IDs of all that have arrived, each once. */
const arrived = ({ mails }: Smtp) => [...new Set(mails.map(({ messageId }) => messageId ?? ''))].sort();
/** Of how many commands it was told what became of them. */
const told = async ({ said }: Pick<Awaited<ReturnType<typeof startSender>>, 'said'>) =>
  new Set((await said()).map(({ id }) => id)).size;
const patiently = 240_000;

test.serial(
  '1,000 mails arrive from a server that is slow, busy, closing and drops connections; only what it drops after DATA doubles',
  async (t) => {
    const redis = await startRedis(t);
    let drops = 0;
    let underWay = 0;
    let mostUnderWay = 0;
    const smtp = await startSmtp(t, {
      judge: async (step, n) => {
        if (step === 'data') {
          underWay += 1;
          mostUnderWay = Math.max(mostUnderWay, underWay);
          await pause(20);
          underWay -= 1;
        }
        if (step === 'rcpt' && n % 7 === 0) return { code: 450, text: '4.2.1 Greylisted' };
        if (step === 'mail' && n % 97 === 0) return { code: 421, text: 'Closing' };
        if (step === 'data' && n % 53 === 0) return { code: 452, text: '4.3.1 Full' };
        return undefined;
      },
      dropAfterData: (n) => {
        const isDropped = n % 101 === 0;
        if (isDropped) drops += 1;
        return isDropped;
      },
    });
    const mailing = await startMailing(t, redis.url, configFor(smtp.url, { SMTP_CONNECTIONS: 20 }));
    const ids = await sendAll(mailing);
    await until('all have arrived', () => arrived(smtp).length === count, patiently);
    await until('all are told', async () => (await told(mailing)) === count, patiently);
    t.deepEqual(arrived(smtp), ids);
    t.true(drops > 0);
    t.is(smtp.mails.length - count, drops);
    t.true(mostUnderWay <= 20);
    t.deepEqual(await mailing.dead(), []);
    t.is(await mailing.waiting(), 0);
    t.log(
      `${smtp.mails.length} mails for ${count} commands: ${drops} were dropped after DATA; ${mostUnderWay} under way at once`,
    );
  },
);

test.serial(
  '1,000 mails asked for while the server is down arrive when it is up, each once, and did not hammer it',
  async (t) => {
    const redis = await startRedis(t);
    const down = await startSmtp(t);
    await down.stop();
    const mailing = await startMailing(t, redis.url, configFor(down.url, { SMTP_CONNECTIONS: 20 }));
    const ids = await sendAll(mailing);
    await pause(2_000);
    const up = await startSmtp(t, { port: down.port });
    await until('all have arrived, and are told', async () => (await told(mailing)) === count, patiently);
    t.deepEqual(arrived(up), ids);
    t.is(up.mails.length, count);
    t.true((await mailing.said()).every(({ type }) => type === MailingEmailSent.type));
    t.deepEqual(await mailing.dead(), []);
  },
);

test.serial(
  'mailing is killed in the middle of 1,000 mails: all arrive, and those doubled that were taken and not told',
  async (t) => {
    const redis = await startRedis(t);
    const smtp = await startSmtp(t, {
      judge: async (step) => {
        await pause(step === 'data' ? 10 : 0);
        return undefined;
      },
    });
    const sender = await startSender(t, redis.url);
    const program = fileURLToPath(new URL('./support/mailing-process.js', import.meta.url));
    const child = fork(program, [redis.url, smtp.url]);
    t.teardown(() => child.kill('SIGKILL'));
    await once(child, 'message');
    const ids = await sendAll(sender);
    await until('it is in the middle', () => smtp.mails.length >= 300, patiently);
    child.kill('SIGKILL');
    await once(child, 'exit');
    t.true(smtp.mails.length < count);
    await until('the server has seen it go', () => smtp.open() === 0);
    const untold = smtp.mails.length - (await told(sender));
    await startInstance(t, redis.url, configFor(smtp.url, { SMTP_CONNECTIONS: 20 }));
    await until('all have arrived', () => arrived(smtp).length === count, patiently);
    await until('all are told', async () => (await told(sender)) === count, patiently);
    t.deepEqual(arrived(smtp), ids);
    t.is(smtp.mails.length - count, untold);
    t.deepEqual(await sender.dead(), []);
    t.log(`${untold} of ${count} doubled`);
  },
);

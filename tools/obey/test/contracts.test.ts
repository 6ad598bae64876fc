import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encode } from '@obey/choreography';
import test from 'ava';
import { startDay } from './support/forum-day.js';
import { mailSent, say } from './support/post.js';
import { run, runJson } from './support/run.js';

/** Of a day that was recorded when contracts were others, some may be at fault already. */
const faultsIn = (rows: readonly { readonly fault?: string; readonly count: number }[]) =>
  rows.filter(({ fault }) => fault !== undefined).reduce((sum, { count }) => sum + count, 0);

test('what stands on the streams is counted by type and version, and what is at fault is told with an example', async (t) => {
  const { url, client } = await startDay(t);
  const day = await run(url, ['verify', '-o', 'json']);
  t.is(day.code, 4);
  const rows: { type: string; version: number; fault?: string; count: number }[] = JSON.parse(day.stdout);
  const [early] = rows.filter(({ version }) => version === 9);
  t.like(early, { type: 'mailing.send.email', count: 1, fault: 'version 9 is not 1' });
  const before = faultsIn(rows);
  t.true(rows.some(({ type, fault }) => type === 'auth.user.signed.up' && fault === undefined));
  await client.xadd('events:{mailing:0}', '*', 'event', 'no json');
  await client.xadd(
    'events:{mailing:0}',
    '*',
    'event',
    encode({ ...mailSent('a@b.example'), type: 'mailing.mail.lost' }),
  );
  const wrong = { ...mailSent('a@b.example'), data: { to: 7, template: 'x', messageId: 'y' } };
  const entry = await say(client, wrong);
  await client.xadd('events:{auth:0}', '*', 'event', encode(mailSent('a@b.example')));
  const found = await run(url, ['verify', '--faults', '-o', 'json']);
  const faults: { fault: string; example: string; count: number }[] = JSON.parse(found.stdout);
  const has = (about: RegExp) => faults.find(({ fault }) => about.test(fault));
  t.truthy(has(/not JSON/));
  t.truthy(has(/no contract has this type/));
  t.truthy(has(/stream of another owner/));
  t.true(has(/\/to /)?.example.endsWith(entry));
  t.is(faultsIn(faults), before + 4);
  t.is((await run(url, ['verify', '--from', '@2999-01-01'])).code, 0);
});

test('contracts of another project are those of the module that is named', async (t) => {
  const { url } = await startDay(t);
  const file = join(tmpdir(), `contracts-${process.pid}.mjs`);
  const shop = {
    name: 'ShopOpened',
    kind: 'notification',
    owner: 'shop',
    type: 'shop.opened',
    version: 1,
    partitions: 1,
    data: { type: 'object' },
  };
  await writeFile(file, `export const ShopOpened = ${JSON.stringify(shop)};\n`);
  const rows = JSON.parse((await run(url, ['verify', '--contracts', file, '-o', 'json'])).stdout);
  t.true(rows.every(({ fault }: { fault?: string }) => fault === 'no contract has this type'));
  t.is((await run(url, ['verify', '--contracts', `${file}.none`])).code, 2);
});

test('a message is said only if it fits its contract, with its name and a reason, and on its own stream', async (t) => {
  const { url, client } = await startDay(t);
  const data = { to: 'kim@people.example', template: 'welcome', messageId: '<1>' };
  const before = await client.dbsize();
  const wrong = await run(url, ['publish', 'MailingEmailSent', '-d', '{"to":"kim"}']);
  t.is(wrong.code, 1);
  t.regex(wrong.stderr, /mailing\.email\.sent does not fit its contract: .*template/);
  t.is((await run(url, ['publish', 'MailingEmailEaten', '-d', '{}'])).code, 3);
  t.is((await run(url, ['publish', 'MailingEmailSent', '-d', '{'])).code, 2);
  t.is((await run(url, ['publish', 'AuthGetUserById', '-d', '{}'])).code, 2);
  const args = ['publish', 'mailing.email.sent', '--correlation', 'by-hand'];
  const plan = await run(url, args, { input: JSON.stringify(data) });
  t.is(plan.code, 0, plan.stderr);
  t.is(await client.dbsize(), before);
  const sure = [...args, '-o', 'json', '--execute', '--confirm', 'mailing.email.sent', '--reason', 'a test'];
  const { stdout, stderr } = await run(url, sure, { input: JSON.stringify(data) });
  t.regex(stderr, /obey trace by-hand/);
  const { stream, entry, id } = JSON.parse(stdout).result;
  const [[, fields] = ['', []]] = await client.xrange(stream, entry, entry);
  t.like(JSON.parse(fields[1] ?? ''), {
    id,
    source: 'operator',
    type: 'mailing.email.sent',
    correlationid: 'by-hand',
    data,
  });
  t.is((await run(url, ['verify', stream, '--from', entry])).code, 0, 'it stands where it belongs');
  t.is((await runJson(url, ['verify', 'events:operator'])).length, 2, 'who said it is told, by contracts');
});

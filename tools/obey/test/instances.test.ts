import test from 'ava';
import { startDay } from './support/forum-day.js';
import { run, runJson } from './support/run.js';

test('instances tells who runs, since when, and what each owns', async (t) => {
  const { url } = await startDay(t);
  const rows = await runJson(url, ['instances']);
  const presence = rows.find((row: { service: string }) => row.service === 'presence');
  t.like(presence, { serving: true, lag: 0, pending: 0 });
  t.deepEqual(
    presence.partitions,
    Array.from({ length: 8 }, (_, partition) => `events:{auth:${partition}}`),
  );
  const { stdout, stderr } = await run(url, ['instances', '-o', 'wide']);
  t.regex(stdout, /^presence .* events:auth 0-7$/m);
  t.regex(stderr, /Known, and not running: alerts, mailing/);
});

test('an instance that owns partitions and describes itself no more is shown as silent', async (t) => {
  const { url, client } = await startDay(t);
  await client.del('topology:{instances}:alive');
  const rows = await runJson(url, ['instances', 'presence']);
  t.is(rows.length, 1);
  t.is(rows[0].startedAt, undefined);
  t.is(rows[0].partitions.length, 8);
  t.regex((await run(url, ['instances', 'presence', '-o', 'table'])).stdout, /presence-\S+ +\? +\? +8 /);
});

test('pending tells what was delivered and is not done, oldest first, with its owner', async (t) => {
  const { url, client } = await startDay(t);
  const [mail] = await runJson(url, ['pending', 'mailing']);
  t.like(mail, { group: 'mailing', type: 'mailing.send.email', deliveries: 1 });
  t.is(mail.owner, undefined);
  for (let at = 0; at < 3; at += 1) await client.xadd('events:{auth:0}', '*', 'event', '{}');
  await client.call('XREADGROUP', 'GROUP', 'presence', 'o', 'COUNT', 3, 'STREAMS', 'events:{auth:0}', '>');
  const all = await run(url, ['pending', '-o', 'json', '-n', '2']);
  const rows = JSON.parse(all.stdout);
  t.deepEqual(
    rows.map(({ group }: { group: string }) => group),
    ['mailing', 'presence'],
  );
  t.regex(rows[1].owner, /^presence-/);
  t.is(rows[1].type, null);
  t.regex(all.stderr, /2 of 4/);
  t.deepEqual(
    (await runJson(url, ['pending', '--idle', '30s'])).map(({ group }: { group: string }) => group),
    ['mailing'],
  );
});

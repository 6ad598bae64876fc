import test from 'ava';
import { startDay } from './support/forum-day.js';
import { run, runJson } from './support/run.js';

const groupOf = (rows: Record<string, unknown>[], group: string, stream: string) =>
  rows.find((row) => row.group === group && row.stream === stream);

test('groups tells what is behind, pending and dead, and how many partitions are owned', async (t) => {
  const { url } = await startDay(t);
  const rows = await runJson(url, ['groups']);
  t.like(groupOf(rows, 'presence', 'events:auth'), { partitions: 8, lag: 0, pending: 0, owned: 8, dead: 0 });
  const mailing = groupOf(rows, 'mailing', 'commands:mailing');
  t.like(mailing, { pending: 1, dead: 1, owned: 0 });
  t.regex(String(mailing?.oldest), /^\d{4}-/);
});

test('a lag that Redis cannot tell is a question mark, and null for machines', async (t) => {
  const { url, client } = await startDay(t);
  const key = 'events:{content:0}';
  const ids = [];
  for (let at = 0; at < 4; at += 1) ids.push(await client.xadd(key, '*', 'event', '{}'));
  await client.xdel(key, String(ids[2]));
  t.is(groupOf(await runJson(url, ['groups', 'alerts']), 'alerts', 'events:content')?.lag, null);
  const { stdout } = await run(url, ['groups', 'alerts', '-o', 'table']);
  t.regex(stdout, /^alerts +events:content +\? /m);
});

test('only groups with something left are shown where that is asked for', async (t) => {
  const { url } = await startDay(t);
  const rows: { group: string; stream: string }[] = await runJson(url, ['groups', '--behind']);
  t.deepEqual(
    rows.map(({ group, stream }) => `${group} ${stream}`),
    ['alerts commands:alerts', 'alerts events:auth', 'alerts events:content', 'mailing commands:mailing'],
  );
});

test('a group that is not there is not found', async (t) => {
  const { url } = await startDay(t);
  const { code, stderr } = await run(url, ['groups', 'census']);
  t.is(code, 3);
  t.regex(stderr, /No group is called census\. Run obey groups/);
});

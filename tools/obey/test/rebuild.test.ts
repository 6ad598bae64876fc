import test from 'ava';
import { startDay } from './support/forum-day.js';
import { run } from './support/run.js';

const sure = (name: string) => ['--execute', '--confirm', name, '--reason', 'its database was lost'];

test('a service that has stopped is to begin anew: its groups stand at the start, and how far they were is kept', async (t) => {
  const { url, client } = await startDay(t);
  const plan = await run(url, ['rebuild', 'alerts']);
  t.is(plan.code, 0, plan.stderr);
  t.regex(plan.stdout, /Have alerts begin anew:\n/);
  t.regex(plan.stderr, /--confirm alerts --reason/);
  t.is((await client.keys('rebuild:*')).length, 0);
  const { code, stderr } = await run(url, ['rebuild', 'alerts', ...sure('alerts')]);
  t.is(code, 0, stderr);
  t.regex(stderr, /Empty what alerts has stored.* start it/);
  const kept = await client.keys('rebuild:*:alerts');
  t.true(kept.includes('rebuild:events:{content:0}:alerts'));
  for (const key of kept) t.like(await client.hgetall(key), { after: '0-0' });
  const deeds = await client.xrange('events:{operator:0}', '-', '+');
  t.regex(String(deeds[0]?.[1][1]), /its database was lost/);
});

test('a service that runs, has something pending, or is not known is not rebuilt, in one line', async (t) => {
  const { url, client } = await startDay(t);
  for (const [service, expected, why] of [
    ['presence', 1, /instances of it run/],
    ['mailing', 1, /messages are pending/],
    ['nobody', 3, /No service is called nobody/],
  ] as const) {
    const { code, stderr } = await run(url, ['rebuild', service, ...sure(service)]);
    t.is(code, expected, service);
    t.regex(stderr, why);
    t.notRegex(stderr, / at .*\.js/);
  }
  t.regex(
    (await run(url, ['rebuild', 'mailing'])).stderr,
    /It would be refused now: 1 messages? (is|are) pending/,
  );
  t.is((await client.keys('rebuild:*')).length, 0);
});

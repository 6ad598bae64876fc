import { freePort } from '@obey/test-servers';
import test from 'ava';
import type { Redis } from 'ioredis';
import { cutAt } from '../src/streams/floor.js';
import { startDay } from './support/forum-day.js';
import { run, runJson } from './support/run.js';

/** Alerts has not been given the last entries of a partition. */
const leaveBehind = async (client: Redis) => {
  for (let partition = 0; partition < 8; partition += 1) {
    const key = `events:{auth:${partition}}`;
    const [, second, third] = await client.xrange(key, '-', '+');
    if (!second || !third) continue;
    await client.call('XGROUP', 'SETID', key, 'alerts', second[0], 'ENTRIESREAD', 2);
    return;
  }
};

const sure = (name: string) => ['--execute', '--confirm', name, '--reason', 'memory is short'];

test('nothing is trimmed that somebody has not finished: a group, one that has never begun, the archive', async (t) => {
  const { url, client } = await startDay(t);
  await leaveBehind(client);
  const length = async () => (await runJson(url, ['streams', 'events:auth']))[0].length;
  const before = await length();
  const args = ['trim', 'events:auth', '--older', '1ms'];
  const archive = await run(url, [...args, '--archive', 'vault', ...sure('events:auth')]);
  t.is(archive.code, 1);
  t.regex(archive.stderr, /entries are old enough, and alerts, vault has not finished them/);
  const plan = await runJson(url, [...args, '--archive', 'none']);
  t.false(plan.executed);
  t.true(plan.plan.steps.some((step: string) => / stay for alerts$/.test(step)));
  const census = {
    service: 'census',
    says: [],
    asks: [],
    reactsTo: [{ name: 'A', kind: 'notification', owner: 'auth', type: 'a', version: 1, partitions: 8 }],
  };
  await client.hset('topology:{instances}:services', 'census', JSON.stringify(census));
  const never = await run(url, [...args, '--archive', 'none', ...sure('events:auth')]);
  t.is(never.code, 1);
  t.regex(never.stderr, /census/);
  t.is(await length(), before);
});

test('what all have finished goes, up to what one has not, and no further', async (t) => {
  const { url, client } = await startDay(t);
  await leaveBehind(client);
  const args = ['trim', 'events:auth', '--older', '1ms', '--archive', 'none'];
  const lags = async () => (await runJson(url, ['groups', 'alerts'])).map(({ lag }: { lag: number }) => lag);
  const before = await lags();
  const done = await runJson(url, [...args, ...sure('events:auth')]);
  t.true(done.result.removed > 0);
  t.deepEqual(await lags(), before);
  const left = await Promise.all(Array.from({ length: 8 }, (_, n) => client.xlen(`events:{auth:${n}}`)));
  t.is(
    left.reduce((sum, one) => sum + one, 0),
    before.reduce((sum: number, one: number) => sum + one, 0),
    'what alerts lacks is still there, and nothing else',
  );
  t.is((await run(url, ['trim', 'events:auth', '--older', '9999d'])).code, 0);
});

test('a cut is made at the first that somebody lacks', (t) => {
  const unfinished = new Map([
    ['a', '30-0'],
    ['b', '20-5'],
    ['c', '1-0'],
  ]);
  t.deepEqual(cutAt('25-0', unfinished), { upTo: '1-0', heldBackBy: ['b', 'c'] });
  unfinished.delete('c');
  t.deepEqual(cutAt('25-0', unfinished), { upTo: '20-5', heldBackBy: ['b'] });
  t.deepEqual(cutAt('20-0', unfinished), { upTo: '20-0', heldBackBy: [] });
  t.deepEqual(cutAt('5-0', new Map()), { upTo: '5-0', heldBackBy: [] });
});

test('check speaks as a plugin of Nagios: one line, performance data, codes', async (t) => {
  const { url } = await startDay(t);
  const asleep = ['--may-sleep', 'alerts', '--may-sleep', 'mailing'];
  const bad = await run(url, ['check']);
  t.is(bad.code, 2);
  t.regex(
    bad.stdout,
    /^OBEY CRITICAL - no instance of alerts runs.* \| 'lag_alerts'=\d+;1000;10000;0 [^\n]*\n$/,
  );
  const warned = await run(url, ['check', ...asleep, '--age', '9998d:9999d']);
  t.is(warned.code, 1, warned.stdout);
  t.regex(warned.stdout, /^OBEY WARNING - mailing has 1 dead letters \|/);
  const fine = await run(url, ['check', ...asleep, '--age', '9998d:9999d', '--dead', '2:3']);
  t.is(fine.code, 0);
  t.regex(fine.stdout, /^OBEY OK - \d+ groups, \d+ instances \|/);
  t.is((await run(url, ['check', '--lag', '9:3'])).code, 2);
  const away = await run(`redis://127.0.0.1:${await freePort()}`, ['check']);
  t.is(away.code, 2);
  t.regex(away.stdout, /^OBEY CRITICAL - Redis at \S+ cannot be reached/);
});

test('check speaks as Prometheus reads it, also of a Redis that is away', async (t) => {
  const { url } = await startDay(t);
  const { code, stdout } = await run(url, ['check', '--format', 'prometheus']);
  t.is(code, 0);
  t.regex(stdout, /^# TYPE obey_group_dead_letters gauge$/m);
  t.regex(stdout, /^obey_group_dead_letters\{group="mailing"\} 1$/m);
  t.regex(stdout, /^obey_service_instances\{service="alerts"\} 0$/m);
  for (const line of stdout.trimEnd().split('\n'))
    t.regex(line, /^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"\})? -?[\d.]+)$/);
  const away = await run(`redis://127.0.0.1:${await freePort()}`, ['check', '--format', 'prometheus']);
  t.regex(away.stdout, /^obey_up 0$/m);
});

test('doctor tells what is wrong, each with what mends it, and what cannot be seen', async (t) => {
  const { url, client } = await startDay(t);
  await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
  await client.xgroup('DESTROY', 'events:{auth:1}', 'presence');
  await client.xgroup('CREATE', 'events:{content:1}', 'passer-by', '0');
  const stray = await client.xadd('events:{content:0}', '*', 'event', '{}');
  await client.xgroup('SETID', 'events:{content:0}', 'alerts', '0');
  await client.xreadgroup('GROUP', 'alerts', 'by-hand', 'COUNT', 1_000, 'STREAMS', 'events:{content:0}', '>');
  await client.xdel('events:{content:0}', stray ?? '');
  const ahead = {
    specversion: '1.0',
    id: 'x',
    source: 'content',
    type: 'a',
    dataversion: 1,
    time: new Date(Date.now() + 60_000).toISOString(),
  };
  await client.xadd('events:{content:2}', '*', 'event', JSON.stringify(ahead));
  const { code, stdout } = await run(url, ['doctor', '-o', 'json']);
  t.is(code, 4);
  const findings: { what: string; state: string; found: string; mend?: string }[] = JSON.parse(stdout);
  const of = (what: string) => findings.find((one) => one.what === what);
  t.like(of('append-only file'), {
    state: 'bad',
    mend: 'redis-cli CONFIG SET appendonly yes && redis-cli CONFIG REWRITE',
  });
  t.like(of('eviction'), { state: 'bad' });
  t.regex(of('groups')?.found ?? '', /presence on events:\{auth:1\}/);
  t.regex(of('strange groups')?.mend ?? '', /XGROUP DESTROY 'events:\{content:1\}' passer-by/);
  t.regex(of('strays')?.mend ?? '', /XAUTOCLAIM 'events:\{content:0\}' alerts o /);
  t.regex(of('lost entries')?.mend ?? '', new RegExp(`XACK 'events:\\{content:0\\}' alerts ${stray}`));
  t.regex(of('clocks')?.found ?? '', /content by/);
  t.regex(of('services')?.found ?? '', /alerts/);
  t.is(of('outboxes')?.state, 'unknown');
  for (const one of findings)
    t.is(one.state === 'bad', one.state === 'bad' && one.mend !== undefined, one.what);
  const { stdout: mend } = await run(url, ['doctor', '--bad', '-o', 'table']);
  t.false(mend.includes('good '));
});

import { until } from '@obey/test-servers';
import test from 'ava';
import { startDay } from './support/forum-day.js';
import { run } from './support/run.js';
import { openTop } from './support/terminal.js';

test('top shows all groups live, and its keys sort, filter, pause and end it', async (t) => {
  const { url, client } = await startDay(t);
  const top = openTop(t, url);
  await until('it shows the groups', () => /presence +events:auth/.test(top.frame()), 60_000);
  t.regex(top.frame(), /mailing +commands:mailing .* 1 .* 0\/8/);
  t.regex(top.frame(), /1 dead letters/);

  top.type('s');
  await until('it sorts by age', () => /sort \(oldest\)/.test(top.frame()), 60_000);
  t.regex(top.frame(), /GROUP.*\n *mailing/);

  top.type('/pres');
  await until('it filters while one types', () => /filter: pres_/.test(top.frame()), 60_000);
  top.type('\r');
  await until(
    'it has filtered',
    () => /filter \(pres\)/.test(top.frame()) && !/mailing/.test(top.frame()),
    60_000,
  );

  for (let at = 0; at < 5; at += 1) await client.xadd('events:{auth:0}', '*', 'event', '{}');
  await until('it shows the lag', () => /presence +events:auth .* 5 +0 /.test(top.frame()), 60_000);

  top.type('p');
  await until('it is paused', () => /paused/.test(top.frame()), 60_000);
  top.type('pq');
  const [code] = await top.ended;
  t.is(code, 0);
  t.true(top.written().includes('\u001b[?1049h'), 'it took a screen of its own');
  t.true(top.written().trimEnd().endsWith('\u001b[?1049l'), 'and gave it back');
});

test('top outlives a restart of Redis, and says meanwhile that it is away', async (t) => {
  const server = await startDay(t);
  const top = openTop(t, server.url);
  await until('it shows the groups', () => /presence +events:auth/.test(top.frame()), 60_000);
  await server.kill();
  await until('it says so', () => /Redis at \S+ cannot be reached/.test(top.frame()), 60_000);
  await server.restart();
  await until(
    'it goes on',
    () => /0 streams/.test(top.frame()) || !/cannot be reached/.test(top.frame()),
    60_000,
  );
  top.type('\u0003');
  t.is((await top.ended)[0], 0);
});

test('off a terminal, top says what to use in its place', async (t) => {
  const { url } = await startDay(t);
  const { code, stderr } = await run(url, ['top']);
  t.is(code, 2);
  t.regex(stderr, /top needs a terminal\. In a pipe, obey groups/);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { until } from '@obey/test-servers';
import test from 'ava';
import { startDay } from './support/forum-day.js';
import { environment, program, run, runJson } from './support/run.js';

interface Row {
  readonly stream: string;
  readonly entry: string;
  readonly type?: string;
  readonly source?: string;
  readonly correlationId?: string;
  readonly addedAt: string;
  readonly data?: Record<string, unknown>;
  readonly fault?: string;
}

const tail = (url: string, ...args: string[]): Promise<Row[]> => runJson(url, ['tail', ...args]);

test('a range gives all that was added in it, over all streams, in order, with the data as JSON', async (t) => {
  const { url, client } = await startDay(t);
  const rows = await tail(url, '@start:end');
  let added = 0;
  for (const key of await client.keys('*'))
    if (/^(events|commands|requests):/.test(key)) added += await client.xlen(key);
  t.is(rows.length, added);
  const times = rows.map(({ addedAt }) => addedAt);
  t.deepEqual(times, times.toSorted());
  const replied = rows.find(({ type }) => type === 'content.thread.replied');
  t.like(replied, { source: 'content', data: { number: 2 } });
  const [from, to] = [rows[10]?.addedAt, rows[20]?.addedAt];
  const some = await tail(url, `@${from}:${to}`);
  t.deepEqual(
    some,
    rows.filter(({ addedAt }) => addedAt >= String(from) && addedAt <= String(to)),
  );
});

test('filters hold together: stream, type, subject, flow, service, fields', async (t) => {
  const { url } = await startDay(t);
  const all = await tail(url, '@start:end');
  const count = (fits: (row: Row) => boolean) => all.filter(fits).length;
  const typed = await tail(url, 'content', '@start:end', '--type', 'content.thread.*');
  t.is(
    typed.length,
    count(({ type = '' }) => type.startsWith('content.thread.')),
  );
  t.true(typed.length > 0);
  const [flow = ''] = all.flatMap(({ type, correlationId }) =>
    type === 'content.thread.replied' ? [correlationId ?? ''] : [],
  );
  const ofFlow = await tail(url, '@start:end', '--correlation', flow, '--service', 'alerts');
  t.is(
    ofFlow.length,
    count((row) => row.correlationId === flow && row.source === 'alerts'),
  );
  const where = await tail(url, '@start:end', '--where', 'data.number>=2', '--where', 'data.title~tea');
  t.is(
    where.length,
    count(({ data }) => Number(data?.number) >= 2 && /tea/i.test(String(data?.title))),
  );
  const bad = await run(url, ['tail', '--where', 'nonsense']);
  t.is(bad.code, 2);
});

test('the last lines come before what is followed; --exit-at-end ends there', async (t) => {
  const { url } = await startDay(t);
  const all = await tail(url, '@start:end');
  t.deepEqual(await tail(url, '--exit-at-end', '-n', '3'), all.slice(-3));
  t.is((await tail(url, '--exit-at-end')).length, 10);
  t.deepEqual(await tail(url, '--exit-at-end', '-n', '0'), []);
});

test('what is no message is shown, with why', async (t) => {
  const { url, client } = await startDay(t);
  await client.xadd('events:{auth:0}', '*', 'event', 'not json');
  const [row] = await tail(url, '--exit-at-end', '-n', '1');
  t.like(row, { stream: 'events:{auth:0}', event: '*** (8 bytes; --secrets shows them)' });
  t.regex(String(row?.fault), /not JSON/);
});

test('what is added later is followed, each once, until Ctrl-C, which ends it cleanly', async (t) => {
  const { url, client } = await startDay(t);
  const child = spawn(process.execPath, [program, 'tail', 'auth', '-n', '1', '-o', 'ndjson'], {
    env: environment(url),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  t.teardown(() => child.kill('SIGKILL'));
  let [lines, words] = ['', ''];
  child.stdout.on('data', (chunk) => {
    lines += chunk;
  });
  child.stderr.on('data', (chunk) => {
    words += chunk;
  });
  const entries = () =>
    lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).entry);
  await until('it shows what was before', () => lines.endsWith('\n'));
  const added: unknown[] = [];
  for (let at = 0; at < 250; at += 1)
    added.push(await client.xadd(`events:{auth:${at % 8}}`, '*', 'event', '{}'));
  await client.xadd('events:{content:0}', '*', 'event', '{}');
  await until('it has shown them', () => lines.split('\n').length >= 252);
  t.deepEqual(entries().slice(1).sort(), added.sort());
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  t.is(code, 130);
  t.is(words, '');
});

test('what contracts mark as secret is masked, unless it is asked for', async (t) => {
  const { url, client } = await startDay(t);
  const link = 'https://forum.example/confirm?token=open-sesame';
  const mail = { template: 'confirm-sign-up', params: { nickname: 'Kim', link } };
  const say = (id: string, version: number, data: object) => {
    const known = {
      specversion: '1.0',
      id,
      source: 'auth',
      type: 'mailing.send.email',
      subject: 'kim@x.example',
    };
    const more = { time: new Date().toISOString(), dataversion: version, correlationid: id, data };
    return client.xadd('commands:{mailing:0}', '*', 'event', JSON.stringify({ ...known, ...more }));
  };
  const entry = await say('secret-mail-1', 1, { to: 'kim@x.example', mail });
  await say('secret-mail-9', 9, { to: 'kim@x.example', mail });
  await client.xadd('commands:{mailing:0}', '*', 'event', `{"link":"${link}"}`);
  await client.xadd(
    'dead:{mailing:0}:mailing',
    '*',
    ...['event', `{"link":"${link}"}`, 'group', 'mailing', 'stream', 'commands:{mailing:0}', 'entry', '7-7'],
    ...['attempts', '1', 'code', 'x', 'error', 'x', 'stack', '', 'died', new Date().toISOString()],
  );
  const [[id] = ['']] = await client.xrevrange('dead:{mailing:0}:mailing', '+', '-', 'COUNT', 1);
  for (const format of ['json', 'plain', 'table'])
    for (const args of [
      ['tail', 'commands:mailing', '@start:end'],
      ['show', 'secret-mail-1'],
      ['show', 'secret-mail-9'],
      ['dead', 'show', id],
    ]) {
      const hidden = await run(url, [...args, '-o', format]);
      t.is(hidden.code, 0, hidden.stderr);
      t.false(hidden.stdout.includes('sesame'), args.join(' '));
    }
  t.true((await run(url, ['tail', 'commands:mailing', '@start:end', '--secrets'])).stdout.includes('sesame'));
  t.true((await run(url, ['dead', 'show', id, '--secrets'])).stdout.includes('sesame'));
  const shown = await run(url, ['show', `commands:{mailing:0}/${entry}`, '-o', 'json']);
  t.like(JSON.parse(shown.stdout).data, { to: 'kim@x.example', mail: { template: 'confirm-sign-up' } });
  const where = (...args: string[]) => run(url, ['tail', '@start:end', '--where', ...args, '-o', 'json']);
  for (const path of ['data.mail.params.link', 'data.mail.params.link.length']) {
    const refused = await where(`${path}~sesame`);
    t.is(refused.code, 2);
    t.regex(
      refused.stderr,
      /^obey: data\.mail\.params\.link\S* of mailing\.send\.email is a secret.*--secrets.*\n/,
    );
  }
  const found = async (...args: string[]) => JSON.parse((await where(...args)).stdout).length;
  t.is(await found('data.mail.params.link~sesame', '--secrets'), 2);
  t.is(await found('data.mail.params.link=null', '--type', 'auth.*', '-n', '1'), 1);
  t.is(await found('data.mail.params~sesame'), 0, 'what holds a secret is compared as it is shown');
  t.is(
    await found('data.mail.params.nickname=Kim'),
    1,
    'of one whose version no contract knows all text is hidden',
  );
});

import { once } from 'node:events';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectTo, startRedis, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import type { Redis } from 'ioredis';
import { startDay } from './support/forum-day.js';
import { run, runJson, spawnObey } from './support/run.js';

const fileFor = async (t: ExecutionContext): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'obey-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'day.ndjson');
};

/** All entries of all streams of messages. */
const standing = async (client: Redis): Promise<Record<string, unknown>> => {
  const keys = (await client.keys('*')).filter((key) => /^(events|commands|requests):/.test(key)).sort();
  const all = await Promise.all(keys.map(async (key) => [key, await client.xrange(key, '-', '+')] as const));
  return Object.fromEntries(all.filter(([key, entries]) => entries.length > 0 && !key.includes('operator')));
};

const sure = ['--execute', '--confirm', 'day.ndjson', '--reason', 'a new server'];

const emptyRedis = async (t: ExecutionContext) => {
  const server = await startRedis(t, '--appendonly', 'no');
  return { ...server, client: connectTo(t, server.url) };
};

test('a day is exported with a manifest, and imported into an empty Redis as it stood', async (t) => {
  const file = await fileFor(t);
  const day = await startDay(t);
  const odd = '{"a" : 1}';
  await day.client.xadd('events:{auth:0}', '*', 'event', odd, 'group', 'presence');
  const manifest = await runJson(day.url, ['export', file]);
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  t.is(manifest.count, lines.length);
  const told = await run(day.url, ['export', `${file}.2`]);
  t.regex(told.stderr, /holds messages as they stand, secrets among them/);
  t.is(typeof JSON.parse(lines[0] ?? '').event, 'object', 'payloads are real JSON');
  t.true(lines.some((line) => JSON.parse(line).raw === odd));
  t.is((await run(day.url, ['export', file])).code, 2, 'it is not written over');
  const other = await emptyRedis(t);
  const plan = await run(other.url, ['import', file]);
  t.regex(plan.stdout, /^Add [\d,]+ entries to \d+ streams:/);
  t.deepEqual(await standing(other.client), {});
  const done = await runJson(other.url, ['import', file, ...sure]);
  t.like(done.result, { added: lines.length, present: 0 });
  t.deepEqual(await standing(other.client), await standing(day.client));
  const again = await runJson(other.url, ['import', file, ...sure]);
  t.like(again.result, { added: 0, present: lines.length });
});

test('a file that is not what its manifest says is not imported, and the fault is named', async (t) => {
  const file = await fileFor(t);
  const day = await startDay(t);
  await run(day.url, ['export', file, 'auth']);
  const other = await emptyRedis(t);
  const whole = await readFile(file, 'utf8');
  const refused = async (text: string, why: RegExp) => {
    await writeFile(file, text);
    const { code, stderr } = await run(other.url, ['import', file, ...sure]);
    t.is(code, 4);
    t.regex(stderr, why);
  };
  await refused(whole.replace('"source":"auth"', '"source":"auto"'), /its sha256 is/);
  const lines = whole.trimEnd().split('\n');
  await refused(`${lines.slice(0, -1).join('\n')}\n`, /its count is/);
  await refused(`${whole.slice(0, -20)}`, /line \d+ is no entry/);
  await refused(`${[...lines].reverse().join('\n')}\n`, /does not come after/);
  t.deepEqual(await standing(other.client), {});
  await writeFile(`${file}.manifest.json`, '{"format":');
  const broken = await run(other.url, ['import', file]);
  t.is(broken.code, 2);
  t.regex(broken.stderr, /^obey: .* is no manifest of obey export\n$/);
  await rm(`${file}.manifest.json`);
  t.is((await run(other.url, ['import', file])).code, 2);
});

test('an import that is killed in the middle is done again, and every entry is there once', async (t) => {
  const file = await fileFor(t);
  const { url, client } = await emptyRedis(t);
  for (let n = 0; n < 30_000; n += 1_000) {
    const adding = client.pipeline();
    for (let one = n; one < n + 1_000; one += 1)
      adding.xadd('events:{shop:0}', `${one + 1}-0`, 'event', `{"n":${one}}`);
    await adding.exec();
  }
  await run(url, ['export', file]);
  const all = await standing(client);
  const other = await emptyRedis(t);
  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    const before = await other.client.xlen('events:{shop:0}');
    const child = spawnObey(other.url, ['import', file, ...sure]);
    await until('more is there', async () => (await other.client.xlen('events:{shop:0}')) > before);
    child.kill(signal);
    await once(child, 'exit');
  }
  const rest = await runJson(other.url, ['import', file, ...sure]);
  t.is(rest.result.added + rest.result.present, 30_000);
  t.deepEqual(await standing(other.client), all);
});

test('what cannot be put between others is in the way, and said to be', async (t) => {
  const file = await fileFor(t);
  const day = await startDay(t);
  await run(day.url, ['export', file, 'events:auth']);
  const other = await emptyRedis(t);
  const { streams } = JSON.parse(await readFile(`${file}.manifest.json`, 'utf8'));
  const [key = ''] = Object.keys(streams);
  await other.client.xadd(key, '9999999999999-0', 'event', '{}');
  const { code, stderr } = await run(other.url, ['import', file, ...sure]);
  t.is(code, 1);
  t.regex(stderr, /something newer stands there/);
});

test('a Redis that is away keeps what was exported, and the export goes on from there', async (t) => {
  const file = await fileFor(t);
  const day = await startDay(t);
  await run(day.url, ['export', file]);
  const whole = await readFile(file, 'utf8');
  await rm(file);
  await writeFile(`${file}.part`, whole);
  await truncate(`${file}.part`, Math.floor(whole.length / 2));
  t.is((await run(day.url, ['export', file])).code, 2, 'a part is not written over');
  const manifest = await runJson(day.url, ['export', file, '--resume']);
  t.is(await readFile(file, 'utf8'), whole);
  t.is(manifest.count, whole.trimEnd().split('\n').length);
  await day.kill();
  const away = await run(day.url, ['export', join(file, '..', 'other.ndjson')]);
  t.is(away.code, 1);
  t.regex(away.stderr, /cannot be reached/);
});

test('an export takes what was chosen by range, type and stream', async (t) => {
  const file = await fileFor(t);
  const { url } = await startDay(t);
  const manifest = await runJson(url, ['export', file, 'auth', '-t', 'auth.user.signed.*', '--to', '@now']);
  t.true(manifest.count > 0);
  for (const line of (await readFile(file, 'utf8')).trimEnd().split('\n'))
    t.regex(JSON.parse(line).event.type, /^auth\.user\.signed\./);
});

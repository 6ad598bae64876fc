import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connectTo, freePort, startRedis } from '@obey/test-servers';
import test from 'ava';
import { commands } from '../src/commands.js';
import { startDay } from './support/forum-day.js';
import { environment, program, rowsOf, run, runJson } from './support/run.js';

test('help lists every command, and each command shows two examples at least, of itself', async (t) => {
  const { code, stdout } = await run(undefined, ['--help']);
  t.is(code, 0);
  for (const { name, isHidden } of commands)
    if (!isHidden) {
      t.regex(stdout, new RegExp(`^ {2}${name.split(' ')[0]} `, 'm'), name);
      const help = await run(undefined, [...name.split(' '), '--help']);
      t.is(help.code, 0);
      const examples = help.stdout.slice(help.stdout.indexOf('Examples:'));
      t.true((examples.match(new RegExp(`^ {2}obey ${name}`, 'gm')) ?? []).length >= 2, name);
      t.true(help.stdout.includes('--redis'), `${name} tells of the global options`);
    }
});

test('a command line that makes no sense ends with 2, and says what would', async (t) => {
  const unknown = await run(undefined, ['stream']);
  t.is(unknown.code, 2);
  t.regex(unknown.stderr, /unknown command 'stream'[\s\S]*Did you mean streams\?/);
  t.is(unknown.stdout, '');
  const option = await run(undefined, ['streams', '--sort', 'colour']);
  t.is(option.code, 2);
  t.regex(option.stderr, /name, length, rate/);
  const none = await run(undefined, []);
  t.is(none.code, 2);
  t.regex(none.stderr, /Usage: obey/);
  const never = await run(undefined, ['dead', 'redrive', 'post', '--rate', '0']);
  t.is(never.code, 2);
  t.regex(never.stderr, /1 or more/);
  const nothing = await run('redis://127.0.0.1:1', ['trace', '']);
  t.is(nothing.code, 2);
  t.regex(nothing.stderr, /A correlation id is needed/);
  const redis = await run('localhost:6379', ['streams']);
  t.is(redis.code, 2);
  t.regex(redis.stderr, /must be a URL like redis:/);
  const named = await run(undefined, ['streams', '--redis', 'localhost:6379']);
  t.is(named.code, 2);
  t.regex(named.stderr, /must be a URL like redis:/);
});

test('a Redis that is away is one line, which names it without its password', async (t) => {
  const port = await freePort();
  const { code, stdout, stderr } = await run(undefined, [
    'streams',
    '--redis',
    `redis://:secret@127.0.0.1:${port}`,
  ]);
  t.is(code, 1);
  t.is(stdout, '');
  t.regex(
    stderr,
    new RegExp(`^obey: Redis at 127\\.0\\.0\\.1:${port} cannot be reached .*--redis or OBEY_REDIS\n$`),
  );
  t.false(stderr.includes('secret'));
});

test('a Redis that does not let us in says so', async (t) => {
  const { port, url } = await startRedis(t);
  await connectTo(t, url).config('SET', 'requirepass', 'right');
  const wrong = await run(undefined, ['streams', '--redis', `redis://:wrong@127.0.0.1:${port}`]);
  t.is(wrong.code, 1);
  t.regex(wrong.stderr, /^obey: Redis at .* does not let obey in \(WRONGPASS.*\n$/);
  const none = await run(undefined, ['streams', '--redis', `redis://127.0.0.1:${port}`]);
  t.regex(none.stderr, /^obey: Redis at .* does not let obey in \(NOAUTH.*\n$/);
  const right = await run(undefined, ['streams', '--redis', `redis://:right@127.0.0.1:${port}`]);
  t.is(right.code, 0);
  t.regex(right.stderr, /No streams/);
});

test('the server is that of --redis, OBEY_REDIS or REDIS_URL, in this order', async (t) => {
  const { url } = await startDay(t);
  const away = 'redis://127.0.0.1:1';
  t.is((await run(away, ['streams', '--redis', url])).code, 0);
  t.is((await run(url, ['streams'], { env: { REDIS_URL: away } })).code, 0);
  t.is((await run(undefined, ['streams'], { env: { REDIS_URL: url } })).code, 0);
});

test('data stand on stdout and words on stderr; a pipe gets tabs, full times and no colours', async (t) => {
  const { url } = await startDay(t);
  const { stdout, stderr } = await run(url, ['streams']);
  t.is(stderr, '');
  t.true(stdout.startsWith('STREAM\tPARTITIONS\tLENGTH\t'));
  t.false(stdout.includes('\u001b'));
  for (const [, , , , first = ''] of rowsOf(stdout))
    t.regex(first, /^$|^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
});

test('JSON is one list, NDJSON one object a line, a table has aligned columns and relative times', async (t) => {
  const { url } = await startDay(t);
  const list: { stream: string }[] = await runJson(url, ['streams']);
  const lines = (await run(url, ['streams', '-o', 'ndjson'])).stdout.trimEnd().split('\n');
  t.deepEqual(
    lines.map((line) => JSON.parse(line).stream),
    list.map(({ stream }) => stream),
  );
  const table = (await run(url, ['streams', '-o', 'table'])).stdout;
  t.regex(table, /^STREAM +LENGTH +RATE +FIRST/);
  t.regex(table, / ago/);
  t.false(table.includes('PARTITIONS'));
  t.regex((await run(url, ['streams', '-o', 'wide'])).stdout, /^STREAM +PARTITIONS +LENGTH/);
});

test('colours come where they are wanted, and never where NO_COLOR says no', async (t) => {
  const { url } = await startDay(t);
  const args = ['groups', '-o', 'table'];
  const of = async (env: Record<string, string>) =>
    (await run(url, args, { env })).stdout.includes('\u001b[');
  t.false(await of({}));
  t.true(await of({ FORCE_COLOR: '1' }));
  t.false(await of({ FORCE_COLOR: '1', NO_COLOR: '1' }));
});

test('a reader that has had enough ends it quietly', async (t) => {
  const { url } = await startDay(t);
  const child = spawn('sh', ['-c', `"${process.execPath}" "${program}" groups -p -o json | head -c 10`], {
    env: environment(url),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (chunk) => {
    words += chunk;
  });
  await once(child, 'close');
  t.is(words, '');
});

import test from 'ava';
import { startDay } from './support/forum-day.js';
import { run, runJson } from './support/run.js';

test('streams tells the length, the ages, the size and the groups of each stream', async (t) => {
  const { url, client } = await startDay(t);
  const rows: Record<string, unknown>[] = await runJson(url, ['streams']);
  t.deepEqual(
    rows.map(({ stream }) => stream),
    [
      'commands:alerts',
      'commands:content',
      'commands:mailing',
      'events:alerts',
      'events:auth',
      'events:content',
      'events:mailing',
      'events:operator',
      'requests:audit',
      'requests:auth',
    ],
  );
  const auth = rows.find(({ stream }) => stream === 'events:auth');
  t.like(auth, { partitions: 8, groups: ['alerts', 'audit', 'auth', 'content', 'presence'] });
  let length = 0;
  for (let partition = 0; partition < 8; partition += 1)
    length += await client.xlen(`events:{auth:${partition}}`);
  t.is(auth?.length, length);
  t.true(length > 0);
  t.true(Number(auth?.bytes) > 1_000);
  t.true(String(auth?.first) < String(auth?.last));
});

test('each partition is shown by itself where that is asked for', async (t) => {
  const { url } = await startDay(t);
  const rows: Record<string, unknown>[] = await runJson(url, ['streams', 'events:auth', '--partitions']);
  t.deepEqual(
    rows.map(({ stream }) => stream),
    Array.from({ length: 8 }, (_, partition) => `events:{auth:${partition}}`),
  );
});

test('streams are chosen by owner, family, key or pattern; what fits none is not found', async (t) => {
  const { url } = await startDay(t);
  const names = async (...patterns: string[]) =>
    (await runJson(url, ['streams', ...patterns])).map(({ stream }: { stream: string }) => stream);
  t.deepEqual(await names('auth'), ['events:auth', 'requests:auth']);
  t.deepEqual(await names('events:a*'), ['events:alerts', 'events:auth']);
  t.deepEqual(await names('events:{auth:3}', 'commands:m*'), ['commands:mailing', 'events:auth']);
  const missing = await run(url, ['streams', 'audiences']);
  t.is(missing.code, 3);
  t.regex(missing.stderr, /^obey: No stream is called audiences\. Run obey streams/);
});

test('the streams can be sorted, and those picked out that nobody says anything on', async (t) => {
  const { url, client } = await startDay(t);
  await client.xadd('events:{auth:0}', '*', 'event', '{}');
  const idle: { stream: string }[] = await runJson(url, ['streams', '--idle', '1m']);
  t.false(idle.some(({ stream }) => stream === 'events:auth'));
  t.true(idle.some(({ stream }) => stream === 'events:content'));
  const [latest] = await runJson(url, ['streams', '--sort', 'last']);
  t.is(latest.stream, 'events:auth');
  t.true(latest.perSecond > 0);
  const byLag: { worstLag: number | null }[] = await runJson(url, ['streams', '--sort', 'lag']);
  t.is(byLag[0]?.worstLag, Math.max(...byLag.map(({ worstLag }) => worstLag ?? 0)));
});

test('streams that no service declares are found as well, and a stream by another name is none of ours', async (t) => {
  const { url, client } = await startDay(t);
  await client.xadd('events:{census:0}', '*', 'event', '{}');
  await client.xadd('something:else', '*', 'a', 'b');
  const names = (await runJson(url, ['streams'])).map(({ stream }: { stream: string }) => stream);
  t.true(names.includes('events:census'));
  t.false(names.some((name: string) => name.includes('something')));
});

test('among very many keys only declared streams are looked for, and that is said', async (t) => {
  const { url, client } = await startDay(t);
  await client.xadd('events:{gone:0}', '*', 'event', '{}');
  const few = await run(url, ['streams', '-o', 'ndjson']);
  t.regex(few.stdout, /events:gone/);
  t.is(few.stderr, '');
  await client.eval("for n = 1, 200000 do redis.call('SET', 'key:' .. n, '') end", 0);
  const many = await run(url, ['streams', '-o', 'ndjson']);
  t.is(many.code, 0);
  t.notRegex(many.stdout, /events:gone/);
  t.regex(many.stdout, /events:auth/);
  t.regex(many.stderr, /only streams which services declare/);
});

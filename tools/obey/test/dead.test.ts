import { once } from 'node:events';
import { connectTo, startRedis, until } from '@obey/test-servers';
import test from 'ava';
import { failsTooOften } from '../src/letters/redrive.js';
import { startDay } from './support/forum-day.js';
import { addLetters, lettersLeft, putBack, startPost } from './support/post.js';
import { run, runJson, spawnObey } from './support/run.js';

test('dead letters are listed, counted by error, and shown whole', async (t) => {
  const { url } = await startDay(t);
  const [row, ...others] = await runJson(url, ['dead', 'ls']);
  t.deepEqual(others, []);
  t.like(row, { group: 'mailing', type: 'mailing.send.email', code: 'choreography.contract-broken' });
  const [shown] = await runJson(url, ['dead', 'show', row.id]);
  t.like(shown, { group: 'mailing', message: { correlationId: 'day-dead', version: 9 } });
  t.deepEqual(await runJson(url, ['dead', 'show', row.message]), [shown]);
  const { stdout } = await run(url, ['dead', 'show', row.id, '-o', 'table']);
  t.regex(stdout, /^letter +\d+-\d+\ngroup +mailing\n/);
  t.is((await run(url, ['dead', 'show', '1-1'])).code, 3);
  t.deepEqual(await runJson(url, ['dead', 'ls', 'alerts']), []);
});

test('letters are chosen by type and by error, and those of one fault are one line', async (t) => {
  const { url, client } = await startDay(t);
  const [first] = await addLetters(client, 7);
  t.like(await runJson(url, ['dead', 'stats']), [
    { group: 'post', type: 'mailing.email.sent', count: 7, error: 'no stamp …' },
    { group: 'mailing', count: 1 },
  ]);
  const ids = async (...args: string[]) =>
    (await runJson(url, ['dead', 'ls', ...args])).map(({ message }: { message: string }) => message);
  t.is((await ids('--type', 'mailing.email.*')).length, 7);
  t.is((await ids('--error', 'contract-broken')).length, 1);
  t.deepEqual(await ids('--error', `no stamp ${first?.id}`), [first?.id]);
  t.deepEqual(await ids('post', '--id', first?.id ?? ''), [first?.id]);
  const few = await run(url, ['dead', 'ls', '-n', '3']);
  t.regex(few.stderr, /more than 3/);
});

test('a redrive shows its plan; with --execute each letter goes back once, for its group only, with its id', async (t) => {
  const { url, client } = await startDay(t);
  const messages = await addLetters(client, 9);
  const planned = await run(url, ['dead', 'redrive', 'post']);
  t.is(planned.code, 0);
  t.regex(planned.stdout, /Put 9 dead letters of post back:\n {2}9 mailing\.email\.sent \(Error\)/);
  t.regex(planned.stderr, /Nothing was changed/);
  t.is(await lettersLeft(client), 9);
  const some = await runJson(url, ['dead', 'redrive', 'post', '--limit', '4', '--execute']);
  t.like(some, { executed: true, result: { redriven: 4, ended: 'all' } });
  t.is(await lettersLeft(client), 5);
  await run(url, ['dead', 'redrive', 'post', '--execute']);
  t.deepEqual((await putBack(client)).sort(), messages.map(({ id }) => id).sort());
  t.is((await run(url, ['dead', 'redrive', 'post', '--execute'])).code, 3);
  const deeds = await client.xrange('events:{operator:0}', '-', '+');
  t.is(deeds.length, 4, 'each deed was said to have begun and ended');
});

test('a redrive whose letters fail again ends, and leaves the others where they are', async (t) => {
  const { url } = await startRedis(t, '--appendonly', 'no');
  const client = connectTo(t, url);
  await addLetters(client, 60);
  const args = ['dead', 'redrive', 'post', '--abort-if-failing', '20%', '--rate', '1000', '--execute'];
  const nobody = await run(url, args);
  t.is(nobody.code, 1);
  t.regex(nobody.stderr, /No instance of post runs/);
  let broken = true;
  const handled: string[] = [];
  await startPost(t, url, ({ id }) => {
    if (broken) throw new Error('still no stamp');
    handled.push(id);
  });
  const { code, stderr, stdout } = await run(url, [...args, '-o', 'json']);
  t.is(code, 1, stderr);
  t.regex(stderr, /Ended: \d+ of \d+ failed again; obey dead stats post tells why/);
  const { redriven, failed } = JSON.parse(stdout).result;
  t.true(redriven < 60 && failed >= 5, stdout);
  await until('what was put back is dead again', async () => (await lettersLeft(client)) === 60);
  broken = false;
  const again = await run(url, [...args, '-o', 'json']);
  t.is(again.code, 0, again.stderr);
  t.like(JSON.parse(again.stdout).result, { redriven: 60, handled: 60, failed: 0, ended: 'all' });
  t.is(new Set(handled).size, 60);
});

test('a redrive that is killed is done again for the rest, and nothing goes back twice', async (t) => {
  const { url, client } = await startDay(t);
  const messages = await addLetters(client, 30);
  const killed = spawnObey(url, ['dead', 'redrive', 'post', '--rate', '20', '--execute']);
  await until('some are back', async () => (await putBack(client)).length >= 3);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  t.true((await lettersLeft(client)) > 0);
  const stopped = spawnObey(url, ['dead', 'redrive', 'post', '--rate', '20', '--execute']);
  const before = (await putBack(client)).length;
  await until('some more are back', async () => (await putBack(client)).length > before);
  stopped.kill('SIGINT');
  t.deepEqual(await once(stopped, 'exit'), [130, null]);
  const ended = (await client.xrevrange('events:{operator:0}', '+', '-', 'COUNT', 1))[0]?.[1][1] ?? '';
  t.is(JSON.parse(ended).data.outcome, 'interrupted');
  t.is((await run(url, ['dead', 'redrive', 'post', '--execute'])).code, 0);
  t.deepEqual((await putBack(client)).sort(), messages.map(({ id }) => id).sort());
});

test('a Redis that goes away in the middle of a redrive is one line, and the rest is still there', async (t) => {
  const server = await startRedis(t);
  const client = connectTo(t, server.url);
  await addLetters(client, 30);
  const child = spawnObey(server.url, ['dead', 'redrive', 'post', '--rate', '20', '--execute']);
  let words = '';
  child.stderr.on('data', (chunk) => {
    words += chunk;
  });
  await until('some are back', async () => (await putBack(client)).length >= 3);
  await server.kill();
  const [code] = await once(child, 'close');
  t.is(code, 1);
  t.regex(words, /^obey: Redis at \S+ cannot be reached[^\n]*\n$/);
  await server.restart();
  await until('Redis is back', () => client.ping().catch(() => false));
  t.is((await lettersLeft(client)) + (await putBack(client)).length, 30);
});

test('a letter is discarded for good with its name and a reason only, and is kept with that', async (t) => {
  const { url, client } = await startDay(t);
  const args = ['dead', 'discard', 'mailing', '--error', 'contract-broken', '--execute'];
  const unsure = await run(url, args);
  t.is(unsure.code, 2);
  t.regex(unsure.stderr, /Add --execute --confirm mailing --reason/);
  const sure = [...args, '--confirm', 'mailing', '--reason', 'a test of ours'];
  const guarded = await run(url, sure, { env: { OBEY_READ_ONLY: '1' } });
  t.is(guarded.code, 1);
  t.regex(guarded.stderr, /--read-only/);
  t.is((await runJson(url, ['dead', 'ls'])).length, 1);
  t.like(await runJson(url, sure), { result: { discarded: 1 } });
  t.deepEqual(await runJson(url, ['dead', 'ls']), []);
  const [[, kept] = ['', []]] = await client.xrange('discarded:{mailing:3}:mailing', '-', '+');
  t.is(kept[kept.indexOf('reason') + 1], 'a test of ours');
  const [[, begun] = ['', []]] = await client.xrange('events:{operator:0}', '-', '+');
  t.like(JSON.parse(begun[1] ?? '').data, {
    reason: 'a test of ours',
    title: 'Discard 1 dead letter of mailing',
  });
});

test('few outcomes prove nothing; of more, the share decides', (t) => {
  t.false(failsTooOften({ handled: 0, failed: 4 }, 0.2));
  t.true(failsTooOften({ handled: 0, failed: 5 }, 0.2));
  t.false(failsTooOften({ handled: 8, failed: 2 }, 0.2));
  t.true(failsTooOften({ handled: 7, failed: 3 }, 0.2));
  t.false(failsTooOften({ handled: 0, failed: 50 }, 1));
});

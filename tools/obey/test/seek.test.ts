import { connectTo, startRedis, until } from '@obey/test-servers';
import test, { type ExecutionContext } from 'ava';
import type { Redis } from 'ioredis';
import { startDay } from './support/forum-day.js';
import { group, mailSent, say, startPost } from './support/post.js';
import { run, runJson } from './support/run.js';

const content = Array.from({ length: 8 }, (_, n) => `events:{content:${n}}`);

/** Where a group stands on some streams, and its lag. */
const places = async (client: Redis, streams: readonly string[], name: string) =>
  Promise.all(
    streams.map(async (key) => {
      const infos: unknown = await client.xinfo('GROUPS', key);
      const [found] = (Array.isArray(infos) ? infos : []).filter((info) => info[1] === name);
      return { key, at: found?.[7], lag: found?.[11], pending: found?.[5] };
    }),
  );

const undoOf = (stderr: string): string[] => {
  const [, group = '', place = ''] = /To undo it: obey seek (\S+) '([^']+)' --execute/.exec(stderr) ?? [];
  return ['seek', group, place, '--execute'];
};

const auth = Array.from({ length: 8 }, (_, n) => `events:{auth:${n}}`);

/** A group is moved, and moved back by what was printed. */
const thereAndBack = async (t: ExecutionContext, where: string) => {
  const { url, client } = await startDay(t);
  await client.xadd('events:{auth:0}', '*', 'event', '{}');
  const before = await places(client, auth, 'alerts');
  const moved = await run(url, ['seek', 'alerts', where, '--stream', 'events:auth', '--execute']);
  t.is(moved.code, 0, moved.stderr);
  const between = await places(client, auth, 'alerts');
  const undone = await run(url, undoOf(moved.stderr));
  t.is(undone.code, 0, undone.stderr);
  t.deepEqual(await places(client, auth, 'alerts'), before);
  return { before, between };
};

test('a group goes back to the start, with a lag that Redis knows, and back again by the command that was printed', async (t) => {
  const { before, between } = await thereAndBack(t, 'start');
  t.true(before.some(({ at }) => at !== '0-0'));
  for (const { at, lag } of between) {
    t.is(at, '0-0');
    t.true(Number(lag) >= 0 && lag !== null);
  }
});

test('a group leaves out what waits, and can be taken back to it', async (t) => {
  const { before, between } = await thereAndBack(t, 'end');
  t.true(before.some(({ lag }) => Number(lag) > 0));
  for (const { lag } of between) t.is(Number(lag), 0);
});

test('a place past the end is the end: what is said later is never left out', async (t) => {
  const { url, client } = await startDay(t);
  for (const where of ['@2999-01-01', '99999999999999-0']) {
    const { code, stderr } = await run(url, ['seek', 'alerts', where, '--stream', 'auth', '--execute']);
    t.is(code, 0, stderr);
  }
  await client.xadd('events:{auth:0}', '*', 'event', '{}');
  const [first] = await places(client, auth, 'alerts');
  t.is(Number(first?.lag), 1);
  const read = await client.xreadgroup('GROUP', 'alerts', 'x', 'STREAMS', 'events:{auth:0}', '>');
  t.truthy(read);
});

test('a group goes some messages back or forth, to a time, or behind an entry', async (t) => {
  const { url, client } = await startDay(t);
  const [key = ''] = (await places(client, content, 'alerts')).flatMap(({ key, at }) =>
    at === '0-0' ? [] : [key],
  );
  const entries = (await client.xrange(key, '-', '+')).map(([id]) => id);
  const at = async (where: string) => {
    const { code, stderr } = await run(url, ['seek', 'alerts', where, '--stream', key, '--execute']);
    t.is(code, 0, stderr);
    return (await places(client, [key], 'alerts'))[0]?.at;
  };
  t.is(await at(entries[0] ?? ''), entries[0]);
  t.is(await at('+1'), entries[1]);
  await at('-1');
  const first: string[] = [];
  for await (const [id] of await client.xrange(
    key,
    `(${(await places(client, [key], 'alerts'))[0]?.at}`,
    '+',
  ))
    first.push(id);
  t.is(first[0], entries[1], 'the last one handled comes again');
  const time = new Date(Number(entries[2]?.split('-')[0])).toISOString();
  await at(`@${time}`);
  const next = await client.xrange(
    key,
    `(${(await places(client, [key], 'alerts'))[0]?.at}`,
    '+',
    'COUNT',
    1,
  );
  t.is(next[0]?.[0].split('-')[0], entries[2]?.split('-')[0]);
  t.is((await run(url, ['seek', 'alerts', 'yesterday'])).code, 2);
  t.is((await run(url, ['seek', 'census', 'start'])).code, 3);
});

test('what was pending behind the new place comes again, and undoing it brings that back too', async (t) => {
  const { url, client } = await startDay(t);
  const commands = Array.from({ length: 8 }, (_, n) => `commands:{mailing:${n}}`);
  const pendingOf = async () =>
    (await places(client, commands, 'mailing')).reduce((sum, { pending }) => sum + Number(pending), 0);
  t.is(await pendingOf(), 1);
  const moved = await run(url, ['seek', 'mailing', 'start', '--stream', 'commands:mailing', '--execute']);
  t.is(moved.code, 0, moved.stderr);
  t.is(await pendingOf(), 0);
  t.is((await run(url, undoOf(moved.stderr))).code, 0);
  const lag = (await places(client, commands, 'mailing')).reduce((sum, one) => sum + Number(one.lag), 0);
  t.is(lag, 1, 'what was pending is new again');
});

test('it is refused while an instance lives, or a lease of a killed one lasts, and nothing has moved', async (t) => {
  const { url, client } = await startDay(t);
  const before = await places(client, content, 'alerts');
  const live = await run(url, ['seek', 'presence', 'start', '--execute']);
  t.is(live.code, 1);
  t.regex(live.stderr, /^obey: presence runs \(presence-\S+\)\. Stop all of its instances first/);
  t.is((await run(url, ['seek', 'presence', 'start'])).code, 0, 'its plan may be seen');
  for (const key of content) await client.set(`lease:${key}:alerts`, '1:alerts-killed', 'PX', 60_000);
  const leased = await run(url, ['seek', 'alerts', 'start', '--stream', 'content', '--execute']);
  t.is(leased.code, 1);
  t.regex(leased.stderr, /alerts-killed owns events:\{content:\d\} for alerts/);
  t.deepEqual(await places(client, content, 'alerts'), before);
  t.is((await run(url, ['seek', 'alerts', 'start', '--execute', '--read-only'])).code, 1);
});

test('a service that is started again handles what it was taken back to', async (t) => {
  const { url } = await startRedis(t, '--appendonly', 'no');
  const client = connectTo(t, url);
  const messages = ['a', 'b', 'a'].map((name) => mailSent(`${name}@people.example`));
  for (const message of messages) await say(client, message);
  const handled: string[] = [];
  const first = await startPost(t, url, ({ id }) => void handled.push(id));
  await until('all are handled', () => handled.length === 3);
  await first.stop();
  const moved = await run(url, ['seek', group, 'start', '--execute']);
  t.is(moved.code, 0, moved.stderr);
  await startPost(t, url, ({ id }) => void handled.push(id));
  await until('all are handled again', () => handled.length === 6);
  t.deepEqual([...new Set(handled)].sort(), messages.map(({ id }) => id).sort());
});

test('messages are said to one group again, by range and type, and the interrupted is gone on with', async (t) => {
  const { url } = await startRedis(t, '--appendonly', 'no');
  const client = connectTo(t, url);
  const message = mailSent('a@people.example');
  const ids = [];
  for (let n = 0; n < 3; n += 1)
    ids.push(await say(client, { ...message, id: `${message.id.slice(0, -1)}${n}` }));
  const [one = '', two = ''] = ids;
  const handled: string[] = [];
  await startPost(t, url, ({ id }) => void handled.push(id));
  await until('all are handled', () => handled.length === 3);
  const args = ['replay', group, '-t', 'mailing.*', '--from', one, '--to', two];
  const plan = await run(url, args);
  t.regex(plan.stdout, /Say 2 messages to post once more:\n {2}2 mailing\.email\.sent/);
  t.is((await run(url, [...args, '--execute'])).code, 2, 'it cannot be undone');
  const sure = ['--execute', '--confirm', group, '--reason', 'a test'];
  const { result } = await runJson(url, [...args, ...sure]);
  t.is(result.said, 2);
  await until('two are handled again', () => handled.length === 5);
  const rest = await runJson(url, ['replay', group, ...sure, '--resume', result.last]);
  t.is(rest.result.said, 1, 'only what lies behind, and nothing that was replayed before');
  await until('the third is handled again', () => handled.length === 6);
  t.is((await run(url, ['replay', group, '-t', 'nothing'])).code, 3);
});

import type { Message } from '@obey/choreography';
import test from 'ava';
import { type FlowMessage, flowOf, isWhole } from '../src/flow.js';
import { forMachines, forPeople } from '../src/output/cells.js';
import { rateOf } from '../src/streams/look.js';
import { parseSpan, readRange } from '../src/streams/range.js';
import { timeOfId } from '../src/streams/search.js';
import { formatAge, formatDuration, parseDuration, parseTime } from '../src/times.js';
import { beginning, pressed } from '../src/top/state.js';
import { parseWhere } from '../src/where.js';

const now = new Date('2026-11-21T12:00:00.000Z');

test('time spans are read and told in units that people use', (t) => {
  t.deepEqual(
    ['500ms', '30s', '10m', '24h', '7d', '1.5h'].map(parseDuration),
    [500, 30_000, 600_000, 86_400_000, 604_800_000, 5_400_000],
  );
  for (const wrong of ['', '10', 'm', '-5m', '10 m', '1w']) t.is(parseDuration(wrong), undefined);
  t.deepEqual([0, 840, 2_500, 12_000, 200_000, 7_500_000, 540_000_000].map(formatDuration), [
    '0ms',
    '840ms',
    '2.5s',
    '12s',
    '3m20s',
    '2h5m',
    '6d6h',
  ]);
  t.is(formatAge(new Date(now.getTime() - 200_000), now), '3m20s ago');
  t.is(formatAge(new Date(now.getTime() + 5_000), now), 'in 5s');
});

test('a point in time is now, an age, RFC 3339 with its offset or a day, and nothing else', (t) => {
  t.deepEqual(parseTime('-10m', now), new Date('2026-11-21T11:50:00.000Z'));
  t.deepEqual(parseTime('2026-11-21T10:00:00+01:00', now), new Date('2026-11-21T09:00:00.000Z'));
  t.deepEqual(parseTime('2026-11-20', now), new Date('2026-11-20T00:00:00.000Z'));
  for (const wrong of ['2026-11-21T10:00', 'yesterday', '10m', '2026-13-01', '1795290708376'])
    t.is(parseTime(wrong, now), undefined, wrong);
});

test('a range has a start and maybe an end, also where its times hold colons', (t) => {
  const at = (time: string) => String(Date.parse(time));
  t.deepEqual(parseSpan('@-10m:now', now), {
    from: at('2026-11-21T11:50:00Z'),
    to: at('2026-11-21T12:00:00Z'),
  });
  t.deepEqual(parseSpan('@-1h', now), { from: at('2026-11-21T11:00:00Z'), to: undefined });
  t.deepEqual(parseSpan('@2026-11-21T10:00:00Z:2026-11-21T10:05:00Z', now), {
    from: at('2026-11-21T10:00:00Z'),
    to: at('2026-11-21T10:05:00Z'),
  });
  t.deepEqual(parseSpan('@start:end', now), { from: '-', to: '+' });
  t.deepEqual(parseSpan('@1795290708376-0:end', now), { from: '1795290708376-0', to: '+' });
  for (const wrong of ['@', '@soon:now', '@end:start', '@-10m:-5m:now'])
    t.throws(() => parseSpan(wrong, now), { code: 'obey.usage' }, wrong);
});

const message = (more: Partial<Message>): Message => ({
  id: 'm-1',
  source: 'content',
  type: 'content.thread.replied',
  version: 1,
  subject: 't-1',
  time: now.toISOString(),
  correlationId: 'c-1',
  data: { number: 2, title: 'Tea or coffee?', until: null, mail: { template: 'confirm' } },
  ...more,
});

test('a range is a word or two options, the same for every command, and never both or backwards', (t) => {
  const none = { from: undefined, to: undefined };
  const word = readRange(['auth', '@-10m:now'], none, now);
  t.deepEqual(word.rest, ['auth']);
  t.deepEqual(readRange(['auth'], { from: '@-10m', to: 'now' }, now), word);
  t.deepEqual(readRange([], { from: undefined, to: '@now' }, now).span, { from: '-', to: word.span?.to });
  t.deepEqual(readRange(['auth'], none, now), { span: undefined, rest: ['auth'] });
  const usage = { code: 'obey.usage' };
  t.throws(() => readRange(['@-10m', '@-5m'], none, now), usage);
  t.throws(() => readRange(['@-10m'], { from: undefined, to: '@now' }, now), usage);
  t.throws(() => readRange([], { from: '@now', to: '@-10m' }, now), { ...usage, message: /ends before/ });
  t.throws(() => readRange(['@now:-10m'], none, now), { ...usage, message: /ends before/ });
  t.throws(() => readRange([], { from: '2026-11', to: undefined }, now), usage);
});

test('a comparison looks at one field: numbers as numbers, all else as text, what is not there as null', (t) => {
  const holds = (where: string) => parseWhere(where).holds(message({}));
  for (const right of [
    'data.number=2',
    'data.number>=2',
    'data.number<10',
    'data.title~tea',
    'data.mail.template = confirm',
    'data.until=null',
    'data.nothing=null',
    'data.nothing!=x',
    'source!=auth',
    'time<2027',
  ])
    t.true(holds(right), right);
  for (const wrong of [
    'data.number=3',
    'data.number>2',
    'data.title=tea',
    'data.nothing>1',
    'data.constructor~native',
  ])
    t.false(holds(wrong), wrong);
  for (const nonsense of ['data.number', '=2', 'process.exit()'])
    t.throws(() => parseWhere(nonsense), { code: 'obey.usage' });
});

test('what a terminal would obey is shown, and not done', (t) => {
  t.is(forPeople('a\u001b[2Jb\nc\u202ed', 'text', now), 'a\\u001b[2Jb\\nc\\u202ed');
  t.is(forMachines('a\tb'), 'a\\tb');
  t.deepEqual([forPeople(null, 'count', now), forPeople(undefined, 'count', now)], ['?', '–']);
  t.deepEqual([forMachines(null), forMachines(undefined), forMachines(now)], ['?', '', now.toISOString()]);
  t.deepEqual(
    [forPeople(1_234_567, 'count', now), forPeople(1_048_576, 'bytes', now)],
    ['1,234,567', '1 MiB'],
  );
});

test('a rate is that of the last minute, and of less where more came than is looked at', (t) => {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  t.is(rateOf([], now), 0);
  t.is(rateOf([ago(70_000)], now), 0);
  t.is(rateOf([ago(1_000), ago(2_000), ago(90_000)], now), 2 / 60);
  t.is(
    rateOf(
      Array.from({ length: 50 }, (_, at) => ago((at + 1) * 10)),
      now,
    ),
    100,
  );
});

test('a UUIDv7 tells its time, and no other id does', (t) => {
  t.deepEqual(timeOfId('01a1ffaa-39f8-7b65-8c4b-d4b73d0ef4af'), new Date(0x01a1ffaa39f8));
  t.is(timeOfId('01a1ffaa-39f8-8b65-8c4b-d4b73d0ef4af'), undefined);
  t.is(timeOfId('demo-c28388-14'), undefined);
});

const said = (id: string, causationId?: string, afterMs = 0): FlowMessage => ({
  id,
  type: 't',
  service: id.slice(0, 1),
  subject: 's',
  time: new Date(now.getTime() + afterMs).toISOString(),
  ...(causationId !== undefined && { causationId }),
  standings: [],
});

test('a flow is a tree of what caused what, with gaps where a cause is gone, and every message once', (t) => {
  const flow = flowOf('c', [
    said('b', 'a', 30),
    said('c', 'b', 50),
    said('a'),
    said('d', 'gone', 10),
    said('a'),
  ]);
  t.like(flow, { messages: 4, services: ['a', 'b', 'c', 'd'], tookMs: 50 });
  t.deepEqual(
    flow.trees.map(({ id, missing, caused }) => [id, missing, caused.map((one) => one.id)]),
    [
      ['a', false, ['b']],
      ['gone', true, ['d']],
    ],
  );
  t.is(flow.trees[0]?.caused[0]?.caused[0]?.afterMs, 20);
  const circle = flowOf('c', [said('a', 'b'), said('b', 'a')]);
  t.is(circle.trees.length, 1);
  t.false(isWhole([said('b', 'a')]));
  t.true(isWhole([said('b', 'a'), said('a')]));
});

test('the keys of top sort, filter, pause and end; a filter is typed as text', (t) => {
  const press = (...keys: string[]) =>
    keys.reduce(
      (state, key) => pressed(state, key.length === 1 ? { sequence: key, name: key } : { name: key }),
      beginning,
    );
  t.is(press('s').sort, 'oldest');
  t.is(press('s', 's', 's', 's', 's').sort, 'lag');
  t.true(press('p').isPaused);
  t.false(press('p', ' ').isPaused);
  t.like(press('/', 'q', 's', 'x', 'backspace', 'return'), {
    filter: 'qs',
    isTyping: false,
    isOver: false,
    sort: 'lag',
  });
  t.is(press('/', 'a', 'escape').filter, '');
  t.true(press('q').isOver);
  t.true(pressed(press('/'), { name: 'c', ctrl: true }).isOver);
});

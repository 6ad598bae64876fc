import { command } from '../command.js';
import { groupBy } from '../group-by.js';
import { choice, duration, flag } from '../option.js';
import type { Column } from '../output/table.js';
import { findStreams, holdsTooMany } from '../streams/find.js';
import { lookAtStream } from '../streams/look.js';
import { type StreamSum, sumOfStreams } from '../streams/sum.js';

const columns: readonly Column<StreamSum>[] = [
  { title: 'STREAM', value: ({ stream }) => stream },
  { title: 'PARTITIONS', value: ({ partitions }) => partitions, as: 'count', isWide: true },
  { title: 'LENGTH', value: ({ length }) => length, as: 'count' },
  { title: 'RATE', value: ({ perSecond }) => perSecond, as: 'rate' },
  { title: 'FIRST', value: ({ first }) => first, as: 'time' },
  { title: 'LAST', value: ({ last }) => last, as: 'time' },
  { title: 'BYTES', value: ({ bytes }) => bytes, as: 'bytes' },
  { title: 'GROUPS', value: ({ groups }) => groups.join(',') || undefined },
  {
    title: 'WORST LAG',
    value: ({ worstLag }) => worstLag,
    as: 'count',
    isAlarming: ({ worstLag = 0 }) => worstLag === null || worstLag > 0,
  },
  { title: 'OF', value: ({ worstLag, worstGroup }) => (worstLag === 0 ? undefined : worstGroup) },
];

const orders = {
  name: () => 0,
  length: (a, b) => b.length - a.length,
  rate: (a, b) => b.perSecond - a.perSecond,
  last: (a, b) => Number(b.last ?? 0) - Number(a.last ?? 0),
  bytes: (a, b) => b.bytes - a.bytes,
  lag: (a, b) => Number(b.worstLag ?? 0.5) - Number(a.worstLag ?? 0.5),
} satisfies Record<string, (a: StreamSum, b: StreamSum) => number>;

export const streams = command({
  name: 'streams',
  summary: 'The streams: how long, how fast, how old, and who is behind',
  details:
    'Partitions of one stream are summed up. RATE is that of the last minute; BYTES are estimated by Redis; a lag is ? where Redis cannot tell, after entries were deleted.',
  arguments: { '[pattern...]': 'only these: auth, events:auth, events:*, events:{auth:3}' },
  completes: 'streams',
  options: {
    partitions: flag('each partition by itself', { short: 'p' }),
    idle: duration('only those to which nothing was added for so long', undefined),
    sort: choice('by', ['name', 'length', 'rate', 'last', 'bytes', 'lag'], 'name'),
  },
  examples: [
    { line: 'obey streams --sort lag', about: 'those first whose groups are furthest behind' },
    { line: 'obey streams --idle 24h', about: 'those that nobody says anything on' },
  ],
  run: async ({ redis, out, now, arguments: patterns, options: { partitions, idle, sort } }) => {
    const connection = await redis();
    const found = await findStreams(connection, patterns);
    const views = await Promise.all(found.map((one) => lookAtStream(connection, one, now())));
    const grouped = groupBy(views, ({ key, family }) => (partitions ? key : family));
    const sums = [...grouped]
      .map(([name, all]) => sumOfStreams(name, all))
      .filter(({ last }) => idle === undefined || now().getTime() - Number(last ?? 0) >= idle)
      .sort(orders[sort]);
    await out.table(columns, sums);
    if (await holdsTooMany(connection))
      out.note(
        'Redis holds so many keys that only streams which services declare were looked for, not those of services long gone',
      );
    if (sums.length === 0) out.note('No streams. Has a service been started on this Redis?');
  },
});

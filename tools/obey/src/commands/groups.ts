import { command } from '../command.js';
import { NotFound } from '../errors.js';
import { groupBy } from '../group-by.js';
import { choice, flag } from '../option.js';
import type { Column } from '../output/table.js';
import { type Part, readParts } from '../streams/parts.js';
import { type GroupSum, sum, sumOfGroups } from '../streams/sum.js';

interface Row extends GroupSum {
  readonly stream: string;
  readonly owned: number;
  readonly owners: readonly string[];
  readonly dead: number;
}

const columns: readonly Column<Row>[] = [
  { title: 'GROUP', value: ({ group }) => group },
  { title: 'STREAM', value: ({ stream }) => stream },
  {
    title: 'LAG',
    value: ({ lag }) => lag,
    as: 'count',
    isAlarming: ({ lag }) => lag === null || lag > 0,
  },
  { title: 'PENDING', value: ({ pending }) => pending, as: 'count' },
  { title: 'OLDEST', value: ({ oldest }) => oldest, as: 'time' },
  { title: 'DEAD', value: ({ dead }) => dead, as: 'count', isAlarming: ({ dead }) => dead > 0 },
  {
    title: 'OWNED',
    value: ({ owned, partitions }) => `${owned}/${partitions}`,
    isAlarming: ({ owned, partitions }) => owned < partitions,
  },
  { title: 'OWNERS', value: ({ owners }) => owners.join(',') || undefined, isWide: true },
];

export const groups = command({
  name: 'groups',
  summary: 'The consumer groups: how far behind, what is pending, who owns it',
  details:
    'A group is a service. LAG is what was not delivered yet (? where Redis cannot tell), PENDING what was and is not done, OLDEST when the oldest of both was said; DEAD are dead letters.',
  arguments: { '[group...]': 'only these groups' },
  completes: 'groups',
  options: {
    partitions: flag('each partition by itself', { short: 'p' }),
    behind: flag('only those with a lag, something pending, or a partition that nobody owns'),
    sort: choice('by', ['name', 'lag', 'oldest'], 'name'),
  },
  examples: [
    { line: 'obey groups --behind', about: 'who has work left' },
    { line: 'obey groups alerts -p -o wide', about: 'one service, partition by partition, with its owners' },
  ],
  run: async ({ redis, out, arguments: only, options: { partitions, behind, sort } }) => {
    const rows = groupBy(
      await readParts(await redis(), only),
      ({ group, key, family }) => `${group} ${partitions ? key : family}`,
    );
    const sums = [...rows.values()]
      .flatMap((parts) => sumOf(parts, partitions))
      .filter((row) => !behind || row.lag !== 0 || row.pending > 0 || row.owned < row.partitions)
      .sort(orders[sort]);
    for (const group of only)
      if (![...rows.keys()].some((key) => key.startsWith(`${group} `)))
        throw new NotFound(`No group is called ${group}. Run obey groups to see which there are`);
    await out.table(columns, sums);
  },
});

const sumOf = (parts: readonly Part[], partitions: boolean): Row[] =>
  sumOfGroups(parts).map((total) => ({
    ...total,
    stream: (partitions ? parts[0]?.key : parts[0]?.family) ?? '',
    owned: parts.filter(({ owner }) => owner !== undefined).length,
    owners: [...new Set(parts.flatMap(({ owner }) => owner ?? []))].sort(),
    dead: sum(parts.map(({ dead }) => dead)),
  }));

const orders = {
  name: (a, b) => a.group.localeCompare(b.group) || a.stream.localeCompare(b.stream),
  lag: (a, b) => (b.lag ?? 0.5) - (a.lag ?? 0.5),
  oldest: (a, b) =>
    Number(a.oldest ?? Number.POSITIVE_INFINITY) - Number(b.oldest ?? Number.POSITIVE_INFINITY),
} satisfies Record<string, (a: Row, b: Row) => number>;

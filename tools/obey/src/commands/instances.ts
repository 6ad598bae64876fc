import { familyOf, parseStreamKey } from '@obey/choreography/inspection';
import { command } from '../command.js';
import { groupBy } from '../group-by.js';
import type { Column } from '../output/table.js';
import { topologyOf } from '../streams/find.js';
import { type Part, readParts } from '../streams/parts.js';
import { sumOfGroups } from '../streams/sum.js';

interface Row {
  readonly service: string;
  readonly instance: string;
  /** Undefined where it holds partitions and does not describe itself. */
  readonly startedAt: Date | undefined;
  readonly serving: boolean | undefined;
  readonly url: string | undefined;
  readonly partitions: readonly string[];
  readonly lag: number | null;
  readonly pending: number;
  readonly oldest: Date | undefined;
}

const columns: readonly Column<Row>[] = [
  { title: 'SERVICE', value: ({ service }) => service },
  { title: 'INSTANCE', value: ({ instance }) => instance },
  { title: 'STARTED', value: ({ startedAt }) => startedAt ?? null, as: 'time' },
  {
    title: 'SERVING',
    value: ({ serving }) => (serving === undefined ? null : serving ? 'yes' : 'no'),
    isAlarming: ({ serving }) => !serving,
  },
  { title: 'OWNS', value: ({ partitions }) => partitions.length, as: 'count' },
  { title: 'LAG', value: ({ lag }) => lag, as: 'count', isAlarming: ({ lag }) => lag !== 0 },
  { title: 'PENDING', value: ({ pending }) => pending, as: 'count' },
  { title: 'OLDEST', value: ({ oldest }) => oldest, as: 'time' },
  { title: 'URL', value: ({ url }) => url, isWide: true },
  { title: 'PARTITIONS', value: ({ partitions }) => shortly(partitions) || undefined, isWide: true },
];

/** `events:auth 0-7, requests:auth 3`. */
const shortly = (keys: readonly string[]): string => {
  const names = keys.flatMap((key) => parseStreamKey(key) ?? []);
  return [...groupBy(names, familyOf)]
    .map(([family, all]) => `${family} ${rangesOf(all.map(({ partition }) => partition)).join('+')}`)
    .join(', ');
};

const rangesOf = (numbers: readonly number[]): string[] => {
  const [first, ...rest] = [...numbers].sort((a, b) => a - b);
  if (first === undefined) return [];
  const ranges = rest.reduce(
    (done, next) => {
      const last = done.at(-1);
      if (last && last.to + 1 === next) last.to = next;
      else done.push({ from: next, to: next });
      return done;
    },
    [{ from: first, to: first }],
  );
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
};

export const instances = command({
  name: 'instances',
  summary: 'The running instances: since when, where, and which partitions they own',
  details:
    'LAG, PENDING and OLDEST are those of the partitions that an instance owns (? where Redis cannot tell). One that owns partitions and does not describe itself has fallen silent: its leases end within seconds.',
  arguments: { '[service...]': 'only of these services' },
  completes: 'services',
  options: {},
  examples: [
    { line: 'obey instances', about: 'who runs' },
    { line: 'obey instances content -o wide', about: 'which partitions each of a service owns' },
  ],
  run: async ({ redis, out, arguments: only }) => {
    const connection = await redis();
    const [topology, parts] = await Promise.all([topologyOf(connection), readParts(connection, only)]);
    const owned = groupBy(
      parts.filter(({ owner }) => owner !== undefined),
      ({ owner = '' }) => owner,
    );
    const described = topology.flatMap((one) => one.instances);
    const known = described.map(({ service, instance, startedAt, serving, url }) =>
      rowOf({ service, instance, startedAt: new Date(startedAt), serving, url }, owned.get(instance) ?? []),
    );
    const silent = [...owned]
      .filter(([instance]) => !described.some((one) => one.instance === instance))
      .map(([instance, held]) =>
        rowOf(
          {
            service: held[0]?.group ?? '',
            instance,
            startedAt: undefined,
            serving: undefined,
            url: undefined,
          },
          held,
        ),
      );
    const rows = [...known, ...silent].filter(({ service }) => only.length === 0 || only.includes(service));
    await out.table(
      columns,
      rows.sort((a, b) => a.service.localeCompare(b.service) || a.instance.localeCompare(b.instance)),
    );
    const idle = topology.filter((one) => one.instances.length === 0).map(({ service }) => service);
    if (only.length === 0 && idle.length > 0) out.note(`Known, and not running: ${idle.join(', ')}`);
    return undefined;
  },
});

type Described = Pick<Row, 'service' | 'instance' | 'startedAt' | 'serving' | 'url'>;

const rowOf = (described: Described, held: readonly Part[]): Row => {
  const [total] = sumOfGroups(held.map((part) => ({ ...part, group: '' })));
  return {
    ...described,
    partitions: held.map(({ key }) => key),
    lag: total ? total.lag : 0,
    pending: total?.pending ?? 0,
    oldest: total?.oldest,
  };
};

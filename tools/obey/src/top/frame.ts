import type { Colors } from 'picocolors/types.js';
import { forPeople, visible } from '../output/cells.js';
import { type Column, renderTable } from '../output/table.js';
import { sum } from '../streams/sum.js';
import type { TopRow } from './snapshot.js';
import type { Order, State } from './state.js';

const columns: readonly Column<TopRow>[] = [
  { title: 'GROUP', value: ({ group }) => group },
  { title: 'STREAM', value: ({ stream }) => stream },
  { title: 'RATE', value: ({ rate }) => rate, as: 'rate' },
  { title: 'LAG', value: ({ lag }) => lag, as: 'count', isAlarming: ({ lag }) => lag !== 0 },
  { title: 'PENDING', value: ({ pending }) => pending, as: 'count' },
  { title: 'OLDEST', value: ({ oldest }) => oldest, as: 'time' },
  { title: 'DEAD', value: ({ dead }) => dead, as: 'count', isAlarming: ({ dead }) => dead > 0 },
  {
    title: 'OWNED',
    value: ({ group, owned, partitions }) => (group === undefined ? undefined : `${owned}/${partitions}`),
    isAlarming: ({ group, owned, partitions }) => group !== undefined && owned < partitions,
  },
];

const byName = (a: TopRow, b: TopRow) =>
  (a.group ?? '~').localeCompare(b.group ?? '~') || a.stream.localeCompare(b.stream);

const byOrder: Readonly<Record<Order, (a: TopRow, b: TopRow) => number>> = {
  name: byName,
  lag: (a, b) => (b.lag ?? 0.5) - (a.lag ?? 0.5) || byName(a, b),
  oldest: (a, b) => Number(a.oldest ?? Infinity) - Number(b.oldest ?? Infinity) || byName(a, b),
  rate: (a, b) => (b.rate ?? 0) - (a.rate ?? 0) || byName(a, b),
  dead: (a, b) => b.dead - a.dead || byName(a, b),
};

interface Look {
  readonly state: State;
  readonly place: string;
  /** Words instead of figures: that Redis is away. */
  readonly trouble: string | undefined;
  readonly now: Date;
  readonly height: number;
  readonly colors: Colors;
}

/** The screen: a line that sums up, the table as far as it fits, and the keys. */
export const frameOf = (
  rows: readonly TopRow[],
  { state, place, trouble, now, height, colors }: Look,
): string => {
  const shown = rows
    .filter(({ group = '', stream }) => `${group} ${stream}`.includes(state.filter))
    .sort(byOrder[state.sort]);
  const room = Math.max(1, height - 5);
  const table = renderTable(columns, shown.slice(0, room), { colors, now }).trimEnd();
  const more = shown.length > room ? `\n… and ${shown.length - room} more` : '';
  return `${summaryOf(rows, place, now)}\n${trouble === undefined ? '' : colors.red(visible(trouble))}\n${table}${more}\n\n${keysOf(state, colors)}`;
};

const summaryOf = (rows: readonly TopRow[], place: string, now: Date) => {
  const streams = new Map(rows.map((row) => [row.stream, row]));
  const rate = sum([...streams.values()].map((row) => row.rate ?? 0));
  const dead = sum(rows.map((row) => row.dead));
  return `${place}  ${forPeople(rate, 'rate', now)}  ${streams.size} streams  ${dead} dead letters  ${now.toISOString().slice(11, 19)} UTC`;
};

const keysOf = ({ sort, filter, isTyping, isPaused }: State, colors: Colors) => {
  if (isTyping) return `filter: ${filter}_   Enter keeps it, Esc clears it`;
  const words = [
    `s sort (${sort})`,
    filter === '' ? '/ filter' : `/ filter (${filter})`,
    `p ${isPaused ? 'go on' : 'pause'}`,
    'q quit',
  ];
  return `${words.join('   ')}${isPaused ? `   ${colors.yellow('paused')}` : ''}`;
};

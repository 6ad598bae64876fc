import { groupBy } from '../group-by.js';
import type { GroupView, StreamView } from './look.js';

/** A group over several partitions. */
export interface GroupSum {
  readonly group: string;
  readonly partitions: number;
  /** Null where Redis cannot tell for one of the partitions. */
  readonly lag: number | null;
  readonly pending: number;
  readonly oldest: Date | undefined;
}

/** Puts partitions of one stream together. */
export const sumOfGroups = (views: readonly GroupView[]): GroupSum[] => {
  const byGroup = groupBy(views, ({ group }) => group);
  return [...byGroup]
    .map(([group, all]) => ({
      group,
      partitions: all.length,
      lag: sumOrNull(all.map(({ lag }) => lag)),
      pending: sum(all.map(({ pending }) => pending)),
      oldest: earliest(all.map(({ oldest }) => oldest)),
    }))
    .sort((a, b) => a.group.localeCompare(b.group));
};

/** Several partitions of one stream as one; `stream` is what it is called. */
export const sumOfStreams = (stream: string, views: readonly StreamView[]) => {
  const groups = sumOfGroups(views.flatMap((view) => view.groups));
  const [worst] = [...groups].sort((a, b) => weight(b.lag) - weight(a.lag));
  return {
    stream,
    partitions: views.length,
    length: sum(views.map(({ length }) => length)),
    perSecond: sum(views.map(({ perSecond }) => perSecond)),
    first: earliest(views.map(({ first }) => first)),
    last: latest(views.map(({ last }) => last)),
    bytes: sum(views.map(({ bytes }) => bytes)),
    groups: groups.map(({ group }) => group),
    worstGroup: worst?.group,
    worstLag: worst?.lag,
  };
};

export type StreamSum = ReturnType<typeof sumOfStreams>;

/** A lag that cannot be known is worse than none, and better than any that is known. */
const weight = (lag: number | null) => lag ?? 0.5;

export const sum = (numbers: readonly number[]) => numbers.reduce((total, one) => total + one, 0);

const sumOrNull = (numbers: readonly (number | null)[]) =>
  numbers.reduce((total, one) => (total === null || one === null ? null : total + one), 0);

export const earliest = (times: readonly (Date | undefined)[]): Date | undefined =>
  times.flatMap((time) => time ?? []).reduce<Date | undefined>((a, b) => (a && a <= b ? a : b), undefined);

const latest = (times: readonly (Date | undefined)[]): Date | undefined =>
  times.flatMap((time) => time ?? []).reduce<Date | undefined>((a, b) => (a && a >= b ? a : b), undefined);

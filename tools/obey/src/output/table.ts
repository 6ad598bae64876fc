import Table from 'cli-table3';
import type { Colors } from 'picocolors/types.js';
import { forMachines, forPeople, isNumeric, type Meaning, type Value } from './cells.js';

export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => Value;
  readonly as?: Meaning;
  /** Shown with `-o wide` only. */
  readonly isWide?: boolean;
  /** Draws the eye to a value. */
  readonly isAlarming?: (row: Row) => boolean;
}

const noBorders = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'].map(
    (part) => [part, ''],
  ),
);
const chars = { ...noBorders, left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '' };

/** Aligned columns under their titles, as people read them; no line ends in blanks. */
export const renderTable = <Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { colors, now }: { readonly colors: Colors; readonly now: Date },
): string => {
  const table = new Table({
    head: columns.map(({ title }) => colors.bold(title)),
    colAligns: columns.map(({ as = 'text' }) => (isNumeric(as) ? 'right' : 'left')),
    chars: { ...chars, middle: '   ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  for (const row of rows)
    table.push(
      columns.map(({ value, as = 'text', isAlarming }) => {
        const shown = forPeople(value(row), as, now);
        return isAlarming?.(row) ? colors.red(shown) : shown;
      }),
    );
  return `${table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')}\n`;
};

/** One row for programs: values between tabs. */
export const tabbed = <Row>(columns: readonly Column<Row>[], row: Row): string =>
  `${columns.map(({ value }) => forMachines(value(row))).join('\t')}\n`;

export const tabbedTitles = <Row>(columns: readonly Column<Row>[]): string =>
  `${columns.map(({ title }) => title).join('\t')}\n`;
